// Saving what somebody else has, showing it to others, and what is related to it: on one page, in two windows, live.
import { expect, type Page } from '@playwright/test'
import { linkIn, startMailServer, type MailServer } from '../support/smtp.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let mail: MailServer
let stage: Stage
test.beforeAll(async () => {
  mail = await startMailServer()
  stage = await openStage({ SMTP_URL: mail.url })
})
test.afterAll(async () => {
  await stage.close()
  await mail.close()
})

test('an image of somebody else is saved, shared and taken back again, with what is related below it', async ({
  browser,
}) => {
  const ada = await stage.arrive(browser, 'Ada')
  const bob = await stage.arrive(browser, 'Bob')
  await confirm(bob, 'bob@example.org')
  const before = await ada.save('A barn', 30)
  const id = await ada.save('Seven hills', 120)
  await ada.save('By night', 260, [500, 900])
  const page = await bob.open(`/images/${id}`)
  const other = await bob.open(`/images/${id}`)
  await bob.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.address })

  const beside = page.getByRole('button', { name: 'Share' })
  const stays = await beside.boundingBox()
  await page.getByRole('button', { name: 'Save “Seven hills” to your wall' }).press('Enter')
  const saved = page.getByRole('link', { name: 'Saved: look at yours of “Seven hills”' })
  await expect(saved).toBeFocused()
  expect(await beside.boundingBox()).toEqual(stays)
  await expect(other.getByRole('link', { name: /^Saved: look at yours/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo: take back “Seven hills”' }).click()
  await expect(page.getByRole('button', { name: 'Save “Seven hills” to your wall' })).toBeVisible()
  await expect(other.getByRole('button', { name: /^Save “Seven hills”/ })).toBeVisible()

  const related = page.getByRole('region', { name: 'More like this' })
  await expect(related.getByRole('link')).toHaveCount(2)
  const place = await related.getByRole('link', { name: /^By night/ }).boundingBox()
  await ada.ask('image:remove', { id: before })
  await expect(related.getByText('Taken back')).toBeVisible()
  expect(await related.getByRole('link', { name: /^By night/ }).boundingBox()).toEqual(place)

  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
  // What is in a dialog is not within it for a locator: it stands in a slot.
  const dialog = page.locator('share-menu')
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(dialog.getByRole('status')).toHaveText('Copied')
  const link = `${stage.address}/images/${id}/seven-hills`
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download the picture' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('seven-hills.webp')

  await dialog.getByRole('button', { name: 'By e-mail' }).click()
  await expect(dialog.getByRole('textbox', { name: 'To', exact: true })).toBeFocused()
  await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('nobody')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText('Enter an e-mail address')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('friend@example.net')
  await dialog.getByLabel('Message').fill('Look!')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByRole('status')).toHaveText('It is on its way to friend@example.net.')
  const { subject, text } = await mail.next('friend@example.net')
  expect(subject).toBe('Bob shares an image with you')

  await refuse(await stage.openWindow(browser), /\/unsubscribe\?shares=\S+/.exec(text)![0])
  await dialog.getByRole('button', { name: 'By e-mail' }).click()
  await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('friend@example.net')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByRole('alert')).toContainText('wants no images')
})

declare global {
  interface Window {
    shared: ShareData[]
    refused: boolean
  }
}

test('an image is handed to another app, or to a mail program where no mail can be sent from here', async ({
  browser,
}) => {
  const carl = await stage.arrive(browser, 'Carl')
  const id = await carl.save('Salt & tide', 60)
  await carl.context.addInitScript(() => {
    Object.assign(window, { shared: [], refused: true })
    navigator.share = async data => {
      window.shared.push(data!)
      if (window.refused) throw new DOMException('They would rather not.', 'AbortError')
    }
  })
  const page = await carl.open(`/images/${id}`)
  const url = `${stage.address}/images/${id}/salt-tide`
  const menu = page.locator('share-menu')
  await menu.getByRole('button', { name: 'Share' }).click()

  const mailto = new URL((await menu.getByRole('link', { name: 'By e-mail' }).getAttribute('href'))!)
  expect([mailto.protocol, Object.fromEntries(mailto.searchParams)]).toEqual([
    'mailto:',
    { subject: 'Salt & tide', body: `Salt & tide\n${url}` },
  ])

  // Whoever closes what the system shows is asked nothing, and can choose another way.
  const app = menu.getByRole('button', { name: 'With another app' })
  await app.click()
  await expect.poll(() => page.evaluate(() => window.shared)).toEqual([{ title: 'Salt & tide', url }])
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)

  await page.evaluate(() => (window.refused = false))
  await app.click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toHaveCount(0)
  expect(await page.evaluate(() => window.shared.length)).toBe(2)
})

/** Whoever got it needs no account. */
async function refuse(page: Page, path: string): Promise<void> {
  await page.goto(stage.address + path)
  await page.getByRole('button', { name: 'Stop them' }).click()
  await expect(page.getByRole('heading', { name: 'No more images by mail' })).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Stop them' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
}

async function confirm(person: Person, email: string): Promise<void> {
  const { token } = linkIn(await mail.next(email))
  await person.ask('email:confirm', { token })
}
