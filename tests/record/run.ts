// npm run record: the pictures and the film of the README, made anew. `-- film`, `-- pictures`: only those;
// `-- --data=folder` keeps the community for the next time.
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { recordPictures } from './pictures.ts'
import { openStage } from './stage.ts'
import { recordFilm } from './two-people.ts'

const folder = join(import.meta.dirname, '../../docs')
const given = process.argv.slice(2)
const data = given.find(one => one.startsWith('--data='))?.slice('--data='.length)
const wanted = given.filter(one => !one.startsWith('--'))

await mkdir(folder, { recursive: true })
const stage = await openStage(data)
const browser = await chromium.launch(config.use?.launchOptions)
try {
  if (wanted.length === 0 || wanted.includes('pictures')) await recordPictures(browser, stage, folder)
  if (wanted.length === 0 || wanted.includes('film')) {
    const path = join(folder, 'two-people.webp')
    const length = await recordFilm(browser, stage, path)
    console.log(`two-people.webp: ${Math.round(length / 1000)} s, ${Math.round((await stat(path)).size / 1024)} KiB`)
  }
} finally {
  await browser.close()
  await stage.close()
}
