// Files that do not get through while everything else does. Not by a route: where there is a service worker, Chromium now and then asks the
// network from elsewhere than Playwright listens to.
import type { Page } from '@playwright/test'

interface Broken {
  tries: number
  mend(): void
}

export interface Uploads {
  /** How often one has been tried since. */
  tries(): Promise<number>
  mend(): Promise<void>
}

/** Until the page is left: what is sent gets lost, or, `received`, only its answer does. */
export async function breakUploads(page: Page, { received = false } = {}): Promise<Uploads> {
  await page.evaluate(received => {
    const { send } = XMLHttpRequest.prototype
    const uploads: Broken = { tries: 0, mend: () => (XMLHttpRequest.prototype.send = send) }
    XMLHttpRequest.prototype.send = function (body) {
      uploads.tries++
      if (!received) return void setTimeout(() => this.dispatchEvent(new ProgressEvent('error')))
      Object.defineProperties(this, { status: { value: 0 }, responseText: { value: '' } })
      send.call(this, body)
    }
    Object.assign(window, { uploads })
  }, received)
  return {
    tries: () => page.evaluate(() => (window as unknown as { uploads: Broken }).uploads.tries),
    mend: () => page.evaluate(() => (window as unknown as { uploads: Broken }).uploads.mend()),
  }
}
