// People among themselves, as Ada, Bob and Cleo do it: found, followed, let in, muted, blocked; and a program of Ada's.
import { expect, type Page } from '@playwright/test'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { goLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
let database: TestDatabase
test.beforeAll(async () => {
  database = await createDatabase()
  stage = await openStage({ DATABASE_URL: database.url })
})
test.afterAll(async () => {
  await stage.close()
  await database.drop()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('people are found as one types, suggested with a reason, and each has a page of its own for every list', async ({
  browser,
}) => {
  const [ada, bob] = [await stage.arrive(browser, 'Ada'), await stage.arrive(browser, 'Bob')]
  await stage.arrive(browser, 'Cleo')
  await bob.save('Harbour', 200)
  await ada.ask('account:follow', { username: 'bob' })
  await bob.ask('account:follow', { username: 'cleo' })

  const page = await ada.open('/people')
  await expect(page.getByText('Followed by Bob')).toBeVisible()
  await page.getByRole('searchbox').fill('cle')
  await expect(page.locator('account-row')).toHaveCount(1)
  await page.getByRole('searchbox').fill('nobody at all')
  await expect(page.getByRole('heading', { name: 'Nobody found' })).toBeVisible()
  await page.getByRole('searchbox').fill('bob')
  await page.locator('account-row').getByRole('link', { name: 'Bob' }).click()

  await expect(page.getByRole('heading', { name: 'Bob', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Harbour' }).first()).toBeVisible()
  for (const [tab, shown] of [
    ['Activity', 'Bob follows Cleo'],
    ['Followers', '@ada'],
    ['Follows', '@cleo'],
  ] as const) {
    await page.getByRole('link', { name: tab, exact: true }).click()
    await expect(page).toHaveURL(`${stage.address}/people/bob/${tab === 'Follows' ? 'following' : tab.toLowerCase()}`)
    await expect(page.getByText(shown)).toBeVisible()
  }
  // Live, while Ada looks at whom Bob follows.
  await bob.ask('account:follow', { username: 'ada' })
  await expect(page.getByText('Follows you')).toBeVisible()
  await expect(page.getByText('follows 2')).toBeVisible()
})

test('a private account is asked, lets in live, and shows nothing any more to whom it puts out', async ({
  browser,
}) => {
  const [dora, emil] = [await stage.arrive(browser, 'Dora'), await stage.arrive(browser, 'Emil')]
  await dora.save('For friends', 120)
  await dora.ask('account:edit', { private: true })
  const page = await emil.open('/people/dora')
  await expect(page.getByRole('heading', { name: 'This account is private' })).toBeVisible()
  const settings = await dora.open('/settings/people')
  await expect(settings.getByText('Nobody waits for an answer.')).toBeVisible()

  await button(page, 'Follow Dora').click()
  await expect(button(page, 'Requested to follow Dora')).toBeVisible()
  await button(settings, 'Let in Emil').click()

  await expect(page.getByRole('link', { name: 'For friends' }).first()).toBeVisible()
  await expect(settings.getByText('Nobody waits for an answer.')).toBeVisible()
  const wall = await emil.open('/images')
  await expect(wall.getByRole('link', { name: 'For friends' }).first()).toBeVisible()
  const emilsPage = await dora.open('/people/emil')
  await button(emilsPage, 'More about Emil').click()
  await button(emilsPage, /^Remove as a follower/).click()
  await expect(page.getByRole('heading', { name: 'This account is private' })).toBeVisible()
  for (const window of [page, wall]) await expect(window.getByRole('link', { name: 'For friends' })).toHaveCount(0)
})

test('a request is answered where it is told of, and its row says what was done', async ({ browser }) => {
  const [hal, ida, jon] = [
    await stage.arrive(browser, 'Hal'),
    await stage.arrive(browser, 'Ida'),
    await stage.arrive(browser, 'Jon'),
  ]
  await hal.ask('account:edit', { private: true })
  await ida.ask('account:follow', { username: 'hal' })
  const page = await hal.open('/notifications')
  const rows = page.locator('notification-row')
  await expect(rows).toHaveText(/Ida asks to follow you/)
  const idas = await ida.open('/people/hal')
  await button(page, 'Let in Ida').click()
  await expect(rows.last()).toContainText('You have let them in.')
  await expect(rows.last().getByRole('status')).toBeFocused()
  await expect(button(idas, 'Following Hal')).toBeVisible()
  // It stays as it is when the server forgets it, until the list is read anew.
  await button(page, '1 new notification').click()
  await expect(rows).toHaveText([/Ida followed you/, /Ida asks to follow you.*You have let them in\./s])
  await expect(button(page, /^(Let|Decline)/)).toHaveCount(0)

  // One that is taken back cannot be answered any more.
  await jon.ask('account:follow', { username: 'hal' })
  await button(page, '1 new notification').click()
  await expect(button(page, 'Decline Jon')).toBeVisible()
  await jon.ask('account:unfollow', { username: 'hal' })
  await expect(rows).toHaveText([/Ida followed you/])
  await jon.ask('account:follow', { username: 'hal' })
  await button(page, '1 new notification').click()
  await page.setViewportSize({ width: 390, height: 844 })
  // What is new lies inside the window, with its round corners.
  const box = await rows.first().boundingBox()
  expect(box!.x).toBeGreaterThanOrEqual(8)
  expect(box!.x + box!.width).toBeLessThanOrEqual(382)
  await button(page, 'Decline Jon').click()
  await expect(rows.first()).toContainText('You have declined.')
  await page.reload()
  await expect(rows).toHaveText([/Ida followed you/])
})

test('whoever is blocked sees nothing of it, and it can be undone', async ({ browser }) => {
  const [finn, gina] = [await stage.arrive(browser, 'Finn'), await stage.arrive(browser, 'Gina')]
  await finn.ask('account:follow', { username: 'gina' })
  const page = await finn.open('/people/gina')
  const ginas = await gina.open('/people/finn')
  await expect(ginas.getByText('Follows you')).toBeVisible()

  await button(ginas, 'More about Finn').click()
  await button(ginas, /^Mute/).click()
  await expect(ginas.getByText('Muted', { exact: true })).toBeVisible()
  await button(ginas, 'Undo').click()
  await expect(ginas.getByText('Muted', { exact: true })).toBeHidden()
  await button(ginas, 'More about Finn').click()
  await button(ginas, /^Mute/).click()
  await expect(ginas.getByText('Muted', { exact: true })).toBeVisible()
  const settings = await gina.open('/settings/people')
  await expect(button(settings, 'Unmute Finn')).toBeVisible()
  await button(ginas, 'More about Finn').click()
  await button(ginas, /^Block/).click()
  await button(ginas, 'Block').click()

  await expect(ginas.getByRole('heading', { name: 'You have blocked Finn' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nobody by that name' })).toBeVisible()
  await button(settings, 'Unblock Finn').click()
  await expect(settings.getByText('You have blocked nobody.')).toBeVisible()
  await goLive(page, '/people/gina')
  await expect(button(page, 'Follow Gina')).toHaveAttribute('aria-pressed', 'false')
})

test('Hugo makes a token, tries it on the page for programs, and revokes it', async ({ browser }) => {
  const hugo = await stage.arrive(browser, 'Hugo')
  const page = await hugo.open('/settings/security')
  await button(page, 'Make a token').click()
  await page.getByLabel('What it is for').fill('My script')
  await button(page, 'Make the token').click()
  const token = (await page.locator('security-tokens code').textContent()) ?? ''
  expect(token).toMatch(/^bbt_/)

  const api = await hugo.open('/api')
  await api.getByLabel('Try it with a token').fill(token)
  const call = api.locator('api-call').filter({ hasText: '/api/save/list' })
  await call.locator('summary').click()
  await button(api, 'Ask').click()
  await expect(call.getByText(/^200 in/)).toBeVisible()
  await button(page, 'Revoke My script').click()
  await button(page, 'Revoke it').click()
  await expect(page.locator('security-tokens').getByText('You have no tokens yet.')).toBeVisible()
  await button(api, 'Ask').click()
  await expect(call.getByText(/^401 in/)).toBeVisible()
})
