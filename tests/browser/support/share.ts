// As the system hands over what is shared with Bowerbird.
import type { Page } from '@playwright/test'

/** Sends the form of the share sheet, and waits for where it leads. */
export async function share(
  page: Page,
  words: Record<string, string>,
  files: Record<string, string> = {},
): Promise<void> {
  const arrived = page.waitForNavigation()
  await page.evaluate(
    ([words, files]) => {
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        enctype: 'multipart/form-data',
        action: '/images/share',
      })
      for (const [name, value] of Object.entries(words))
        form.append(Object.assign(document.createElement('textarea'), { name, value }))
      const data = new DataTransfer()
      for (const [name, base64] of Object.entries(files)) {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
        data.items.add(new File([bytes], name, { type: `image/${name.split('.').at(-1)}` }))
      }
      const input = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true })
      input.files = data.files
      if (data.files.length > 0) form.append(input)
      document.body.append(form)
      form.submit()
    },
    [words, files] as const,
  )
  await arrived
}
