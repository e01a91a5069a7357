// Whoever opens a page while the database is away reads it in words, and has the page once it is back.
import { expect } from '@playwright/test'
import { createDatabase } from '../support/database.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { openStage } from './support/stage.ts'
import { test } from './support/test.ts'

test('a page that is opened while the database is away says so, and comes when it is back', async ({ browser }) => {
  const database = await createDatabase()
  const wire = await startTcpProxy(database.url)
  const stage = await openStage({ DATABASE_URL: wire.through(database.url) })
  try {
    const ada = await stage.arrive(browser, 'Ada')
    await ada.save('A barn', 30)
    const [hers, strangers] = [await ada.context.newPage(), await stage.openWindow(browser)]
    await wire.stop()
    for (const page of [hers, strangers]) {
      const answer = await page.goto('/images')
      expect(answer?.status()).toBe(503)
      expect(answer?.headers()['retry-after']).toBe('5')
    }
    // Whoever is signed in is not known now; a visitor is let in, and shown what cannot be answered.
    await expect(hers.getByText('Connection lost. It is being restored')).toBeVisible()
    await expect(strangers.getByText('Bowerbird cannot reach its database.')).toBeVisible()
    await wire.resume()
    const barn = { name: 'A barn' }
    await hers.getByRole('button', { name: 'Try now' }).click()
    await expect(hers.getByRole('link', barn).first()).toBeVisible()
    await strangers.getByRole('button', { name: 'Try again' }).click()
    await expect(strangers.getByRole('link', barn).first()).toBeVisible()
  } finally {
    await stage.close()
    await wire.close()
    await database.drop()
  }
})
