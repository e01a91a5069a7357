// The pictures of the README: a wall by day and by night, an image, and both on a phone.
import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import sharp from 'sharp'
import { loadLetters } from '../browser/support/baselines.ts'
import type { Stage } from './stage.ts'

const desk = { width: 1360, height: 850 }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

export async function recordPictures(browser: Browser, stage: Stage, folder: string): Promise<void> {
  const write = async (name: string, bytes: Buffer) => {
    const path = join(folder, `${name}.webp`)
    await sharp(bytes).webp({ quality: 80, effort: 6 }).toFile(path)
    console.log(`${name}.webp: ${Math.round((await stat(path)).size / 1024)} KiB`)
  }
  const open = async (options: BrowserContextOptions, path: string) => {
    const page = await stage.open(browser, 'ada', { reducedMotion: 'reduce', ...options })
    await page.goto(path)
    await whole(page)
    return page
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open({ viewport: desk, colorScheme }, '/popular')
    await write(`wall-${colorScheme}`, await page.screenshot())
    if (colorScheme === 'light') {
      await openImage(page, 1.2, 1.8)
      await write('image', await page.screenshot())
    }
    await page.context().close()
  }
  const small = await open({ ...phone, deviceScaleFactor: 1.5, colorScheme: 'light' }, '/')
  const shots = [await small.screenshot()]
  await small.goto('/popular')
  await whole(small)
  shots.push(await small.screenshot())
  await openImage(small, 0.5, 0.75)
  shots.push(await small.screenshot())
  await write('phone', await beside(shots))
  await small.context().close()
}

/** The first of somebody else’s that has a shape between these. */
async function openImage(page: Page, least: number, most: number): Promise<void> {
  const tiles = await page.locator('image-tile').evaluateAll(all =>
    all.map(one => {
      const { width, height } = one.shadowRoot!.querySelector('picture-frame')!.getBoundingClientRect()
      return { shape: width / height, by: one.shadowRoot!.querySelector('.by')?.textContent ?? '' }
    }),
  )
  const found = tiles.findIndex(({ shape, by }) => shape > least && shape < most && !by.includes('Ada'))
  await page.locator('image-tile a.main').nth(Math.max(0, found)).click()
  await page.locator('image-lightbox h1').waitFor()
  await whole(page)
}

/** Every picture in sight has come, its letters have, and nothing is pointed at. */
async function whole(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForLoadState('networkidle')
  await page.evaluate(loadLetters)
  await page.waitForTimeout(600)
}

async function beside(shots: Buffer[]): Promise<Buffer> {
  const gap = 24
  const sizes = await Promise.all(shots.map(shot => sharp(shot).metadata()))
  const { width, height } = sizes[0]!
  const layers = await Promise.all(
    shots.map(async (shot, index) => {
      const mask = Buffer.from(
        `<svg width="${width}" height="${height}"><rect width="100%" height="100%" rx="36"/></svg>`,
      )
      const input = await sharp(shot)
        .composite([{ input: mask, blend: 'dest-in' }])
        .png()
        .toBuffer()
      return { input, left: gap + index * (width + gap), top: gap }
    }),
  )
  const create = {
    width: gap + shots.length * (width + gap),
    height: height + 2 * gap,
    channels: 4 as const,
    background: '#e9e2d6',
  }
  return sharp({ create }).composite(layers).png().toBuffer()
}
