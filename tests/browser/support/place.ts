// Where somebody is on a wall.
import type { Page } from '@playwright/test'

/** What this entry of the history says of the wall; no tile while nothing has been written down. */
export const placeIn = (page: Page): Promise<{ key: string; offset: number }> =>
  page.evaluate(() => {
    const { places } = history.state as { places?: { everything?: { key: string; offset: number } } }
    return places?.everything ?? { key: '', offset: 0 }
  })
