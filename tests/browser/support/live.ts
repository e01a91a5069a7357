// When a page is more than its HTML: links and headings are there before the interface has taken over, and are made anew then.
import { expect, type Page } from '@playwright/test'

/** Resolves when the interface is there and hears of everything. */
export const isLive = (page: Page): Promise<void> => expect(page.getByRole('img', { name: 'Live' })).toBeAttached()

/** Goes there as whoever has arrived: nothing that is measured or pressed from then on is the HTML's. */
export async function goLive(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await isLive(page)
}
