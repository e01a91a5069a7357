// What becomes of what was saved, as it looks: in the tray, in stories, on its own page; and the settings that decide about it.
import { type Browser, expect, type Page } from '@playwright/test'
import { compare, settle, steady } from './support/baselines.ts'
import { paint } from './support/elsewhere.ts'
import { isLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

test.use(steady)

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage?.close())

const tray = (page: Page) => page.getByRole('region', { name: 'Saves' })
/** The corner in which the tray stands, with what is around it. */
const corner = (height: number) => ({ clip: { x: 864, y: 800 - height, width: 416, height } })

test('the tray: what has just been saved, and is then taken back', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ada')
  const page = await ada.open('/settings')
  await ada.save('A quiet harbour before the first boats leave', 15)
  await expect(tray(page).getByRole('button', { name: /^Undo/ })).toBeVisible()
  await compare(page, 'tray-saved', corner(160))

  await tray(page).getByRole('button', { name: /^Undo/ }).click()
  await expect(tray(page)).toContainText('Taken back.')
  await compare(page, 'tray-taken-back', corner(160))
})

test('the tray: what is held back, with the time that is left', async ({ browser }) => {
  const bea = await stage.arrive(browser, 'Bea')
  await bea.ask('account:edit', { saveDelay: 60 })
  const page = await bea.open('/settings')
  await bea.save('A quiet harbour', 45)
  await expect(tray(page)).toContainText('Only you see it for 60 seconds more')
  await compare(page, 'tray-held', { ...corner(200), alsoNarrow: true })
})

test('the tray: what looks like something saved before', async ({ browser }) => {
  const cleo = await stage.arrive(browser, 'Cleo')
  await cleo.save('The lake', 75)
  const page = await cleo.open('/settings')
  await cleo.save('The lake again', 75, [1080, 768])
  await expect(tray(page).getByRole('link', { name: 'You saved one like this today' })).toBeVisible()
  await compare(page, 'tray-alike', corner(220))
})

test('the tray: what could not be fetched, and what is kept already', async ({ browser }) => {
  const dora = await stage.arrive(browser, 'Dora')
  const page = await dora.open('/settings')
  await dora.ask('save:begin', { saves: [{ url: `${stage.elsewhere.url}/nothing.jpg`, title: 'A fallen tree' }] })
  await expect(tray(page)).toContainText('No picture could be fetched')
  await compare(page, 'tray-failed', corner(230))
  await tray(page).getByRole('button', { name: 'Let go' }).click()
  await expect(tray(page)).toHaveCount(0)

  await dora.save('The old mill', 45)
  await page.reload()
  await isLive(page)
  stage.elsewhere.publish('/mill.jpg', await paint(45))
  await dora.ask('save:begin', { saves: [{ url: `${stage.elsewhere.url}/mill.jpg`, title: 'The mill' }] })
  await expect(tray(page)).toContainText('You have this already')
  await compare(page, 'tray-kept-already', corner(360))
})

test('a burst of thirty is one story, is opened, and keeps the place of what is taken back', async ({ browser }) => {
  const eve = await stage.arrive(browser, 'Eve')
  const finn = await stage.arrive(browser, 'Finn')
  await finn.ask('account:follow', { username: 'eve' })
  await expect((await eve.open('/')).getByText('Finn follows you')).toBeVisible()
  const home = await finn.open('/')
  const ids: string[] = []
  // One after the other: so the order is always the same.
  for (let n = 1; n <= 30; n++) ids.push(await eve.save(`Find ${n}`, n * 11, [300, 200 + (n % 3) * 50]))
  await home.reload()
  await isLive(home)
  await expect(home.getByRole('article', { name: 'Eve saved 30 images' })).toBeVisible()
  await compare(home, 'home-story', { alsoNarrow: true })

  await home.getByRole('button', { name: 'Show all 30 images' }).first().click()
  await expect(home.locator('story-dialog image-tile')).toHaveCount(30)
  await compare(home, 'home-story-opened')

  const wall = await finn.open('/people/eve')
  await expect(wall.getByRole('article', { name: 'Find 28' })).toBeVisible()
  await eve.ask('image:remove', { id: ids[27]! })
  await expect(wall.getByText('Taken back')).toBeVisible()
  // Without the month in which she came.
  await compare(wall, 'wall-gap', { clip: { x: 0, y: 410, width: 1280, height: 390 } })
})

test('an image as its owner sees it, and edits it', async ({ browser }) => {
  const gil = await stage.arrive(browser, 'Gil')
  const id = await gil.save('A barn on the first hill', 165)
  await gil.ask('image:edit', {
    id,
    description: 'On the way to the lake, an hour after the rain.',
    alt: 'A red barn under a wide sky',
    pageUrl: 'https://example.org/seven-hills',
  })
  const page = await gil.open(`/images/${id}`)
  await expect(page.getByRole('heading', { name: 'A barn on the first hill' })).toBeVisible()
  await compare(page, 'image-of-mine')

  await page.getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByLabel('Title')).toBeVisible()
  await compare(page, 'image-editor', { alsoNarrow: true })
})

async function openSettings(browser: Browser): Promise<Page> {
  const name = `Hana${people++ || ''}`
  const hana = await stage.arrive(browser, name)
  await hana.ask('account:photo', { url: `${stage.elsewhere.url}/picture/195.jpg` })
  await hana.ask('account:edit', { saveDelay: 10 })
  const page = await hana.open('/settings')
  await expect(page.getByRole('radio', { name: '10 seconds' })).toBeChecked()
  return page
}
let people = 0

test('the settings: a photo, and for how long a save is held', async ({ browser }) => {
  await compare(await openSettings(browser), 'settings', { alsoNarrow: true })
})

test.describe('a baseline', () => {
  const changes = {
    'another accent': () => document.documentElement.style.setProperty('--accent', '#1a6bb8'),
    'a button that has moved by 20 pixels': () => {
      const page = document.querySelector('app-shell')?.shadowRoot?.querySelector('settings-page')?.shadowRoot
      const profile = page?.querySelector('settings-profile')?.shadowRoot
      const button = profile?.querySelector('profile-photo')?.shadowRoot?.querySelector<HTMLElement>('.button')
      if (!button) throw new Error('There is no button')
      button.style.translate = '20px'
    },
  }
  for (const [name, change] of Object.entries(changes)) {
    test(`is not blind to ${name}`, async ({ browser }) => {
      test.skip(test.info().config.updateSnapshots !== 'none', 'It would become the baseline.')
      const page = await openSettings(browser)
      await compare(page, 'settings')
      await page.evaluate(change)
      await settle(page)
      await expect(expect(page).toHaveScreenshot('settings.png', { timeout: 2_000 })).rejects.toThrow(/pixels/)
    })
  }
})

// Last: what waits keeps the other site busy.
test('the tray: what is under way', async ({ browser }) => {
  const ivo = await stage.arrive(browser, 'Ivo')
  const page = await ivo.open('/settings')
  await ivo.ask('save:begin', {
    saves: [
      { url: `${stage.elsewhere.url}/half/225.jpg`, title: 'The gate of the lower garden' },
      { url: `${stage.elsewhere.url}/slow/226.jpg`, title: 'The pond' },
    ],
  })
  await expect(tray(page)).toContainText('Being fetched from')
  await expect(tray(page)).toContainText('Waiting for')
  await compare(page, 'tray-saving', corner(220))
})
