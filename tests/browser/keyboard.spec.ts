// A visitor who has a keyboard and nothing else: from the first page to the end of the visit, the focus always somewhere, and always seen.
import { expect, type Locator, type Page } from '@playwright/test'
import { goLive } from './support/live.ts'
import { openStage, password, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  const bob = await stage.arrive(browser, 'Bob')
  for (const [index, title] of ['A barn', 'Dunes', 'A jetty', 'A lock', 'A mill', 'A weir'].entries())
    await bob.save(title, index * 60, index % 2 === 0 ? [900, 640] : [640, 900])
})
test.afterAll(() => stage.close())

/** What is wrong with where the keyboard is, in words; empty when nothing is. */
function focusProblem(page: Page): Promise<string> {
  return page.evaluate(() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    const hasDialog = (root: ParentNode): boolean =>
      root.querySelector('dialog:modal') !== null ||
      [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && hasDialog(shadowRoot))
    // Between the end of a dialog and its beginning the keyboard is in what belongs to the browser.
    if (!focused || focused === document.body || focused === document.documentElement)
      return hasDialog(document) ? '' : 'it is nowhere'
    // Headings and dialogs take it when one arrives, and are no stops of the Tab key.
    if ((focused as HTMLElement).tabIndex < 0) return ''
    const isOutlined = (element: Element): boolean =>
      [undefined, '::before', '::after'].some(part => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element, part)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      })
    // Of a field, the label that it fills; of a tile, its picture; of a row, what makes all of it a link.
    const shown = [focused, focused.parentElement, ...focused.children].filter(element => element !== null)
    const { width, height } = focused.getBoundingClientRect()
    if (width < 1 || height < 1) return `it is on something without a size: ${focused.outerHTML.slice(0, 90)}`
    return shown.some(isOutlined) ? '' : `it cannot be seen: ${focused.outerHTML.slice(0, 90)}`
  })
}

/** Presses a key; whatever it leads to, the focus comes to be somewhere, and to be seen. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await expect.poll(() => focusProblem(page), key).toBe('')
  }
}

/** Goes from stop to stop until it is there. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < 60; stops++) {
    if (await target.evaluate(isFocused)) return
    await press(page, key)
  }
  await expect(target).toBeFocused()
}

function isFocused(element: Element): boolean {
  return (element.getRootNode() as Document | ShadowRoot).activeElement === element
}

/** Once around with the Tab key: it stays in the dialog (or, as everywhere, goes to the browser's own controls and comes back). */
async function goesAround(page: Page, dialog: Locator): Promise<void> {
  const outside = () =>
    page.evaluate(() => {
      let focused = document.activeElement
      const path = [focused]
      while (focused?.shadowRoot?.activeElement) path.push((focused = focused.shadowRoot.activeElement))
      const isIn = path.some(element => {
        for (let at: Element | null = element; at;) {
          if (at.matches('dialog:modal')) return true
          at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
        }
        return false
      })
      return isIn || focused === document.body ? '' : (focused?.outerHTML.slice(0, 90) ?? 'nothing')
    })
  await expect(dialog).toBeVisible()
  for (let stops = 0; stops < 24; stops++) {
    await page.keyboard.press('Tab')
    expect(await outside()).toBe('')
  }
}

test('with the keyboard alone one arrives, looks around, takes part and leaves', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await stage.openWindow(browser)
  const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
  const tile = (name: string) => page.locator('main').getByRole('link', { name, exact: true })
  await goLive(page, '/images')
  await expect(tile('A weir')).toBeVisible()

  await test.step('past the header at once', async () => {
    await press(page, 'Tab')
    await expect(link('Skip to the content')).toBeFocused()
    await expect(link('Skip to the content')).toBeInViewport({ ratio: 1 })
    await press(page, 'Enter')
    await expect(page.locator('main#content')).toBeFocused()
    await press(page, 'Tab')
    expect(
      await page
        .locator('main#content')
        .evaluate(main => main.contains(main.getRootNode() && document.activeElement!.shadowRoot!.activeElement)),
    ).toBe(true)
  })

  await test.step('an account, with what is wrong said where it is', async () => {
    await tabTo(page, link('Sign up'), 'Shift+Tab')
    await press(page, 'Enter')
    await expect(page.locator('h1')).toBeFocused()
    await tabTo(page, page.getByLabel('Name', { exact: true }))
    await page.keyboard.type('Ada')
    await press(page, 'Enter')
    const username = page.getByLabel('Username')
    await expect(username).toBeFocused()
    await expect(username).toHaveAccessibleDescription(/\w/)
    await page.keyboard.type('ada')
    await press(page, 'Tab')
    await page.keyboard.type('ada@example.org')
    await tabTo(page, page.getByLabel('Password', { exact: true }))
    await page.keyboard.type(password)
    await press(page, 'Enter')
    await expect(heading('What everyone is saving')).toBeFocused()
  })

  await test.step('somebody is followed, and the button keeps the focus', async () => {
    await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }), 'Shift+Tab')
    await press(page, 'Enter')
    await expect(heading('People')).toBeFocused()
    await tabTo(page, button('Follow Bob'))
    await press(page, 'Space')
    await expect(button('Following Bob')).toBeFocused()
    await expect(button('Following Bob')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('the wall is walked tile by tile, and one is liked', async () => {
    await tabTo(page, link('Everything'), 'Shift+Tab')
    await press(page, 'Enter')
    await expect(heading('Everything')).toBeFocused()
    await expect(tile('A weir')).toBeVisible()
    await press(page, 'j')
    await expect(tile('A weir')).toBeFocused()
    await press(page, 'j', 'j')
    await expect(tile('A lock')).toBeFocused()
    await press(page, 'k')
    await expect(tile('A mill')).toBeFocused()
    await press(page, 'ArrowRight')
    await expect(tile('A lock')).toBeFocused()
    await press(page, 'ArrowLeft', 'l')
    await expect(page.getByRole('status').filter({ hasText: 'You like “A mill”.' })).toHaveCount(1)
    await expect(button('Like “A mill”, 1 like')).toHaveAttribute('aria-pressed', 'true')
    await expect(tile('A mill')).toBeFocused()
  })

  const box = page.getByRole('dialog', { name: 'Image', exact: true })
  await test.step('an image opens over it, leads on, and gives the focus back to the tile', async () => {
    await press(page, 'Enter')
    await expect(heading('A mill')).toBeFocused()
    await press(page, 'ArrowRight')
    await expect(heading('A lock')).toBeFocused()
    await press(page, 'ArrowLeft')
    await expect(heading('A mill')).toBeFocused()
    await goesAround(page, box)
    await tabTo(page, box.getByRole('button', { name: 'Share' }))
    await press(page, 'Enter')
    await goesAround(page, page.getByRole('dialog', { name: 'Share' }))
    await press(page, 'Escape')
    await expect(box.getByRole('button', { name: 'Share' })).toBeFocused()
    await press(page, 'Escape')
    await expect(box).toHaveCount(0)
    await expect(tile('A mill')).toBeFocused()
    await press(page, 's')
    await expect(page.getByText(/^“A mill” is (saved|on your wall)|^Saved/).first()).toBeAttached()
    await expect(tile('A mill')).toBeFocused()
  })

  await test.step('something is sought, and found', async () => {
    await press(page, '/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    await page.keyboard.type('barn')
    await expect(page.getByRole('status').filter({ hasText: 'Images: 1. People: 0.' })).toHaveCount(1)
    await tabTo(page, tile('A barn'))
    await press(page, 'Enter')
    await expect(heading('A barn')).toBeFocused()
    await press(page, 'Escape')
    await expect(tile('A barn')).toBeFocused()
  })

  await test.step('the help opens over whatever there is, and gives the focus back', async () => {
    await press(page, '?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await goesAround(page, help)
    await press(page, 'Escape')
    await expect(tile('A barn')).toBeFocused()
  })

  await test.step('the wall becomes denser', async () => {
    const menu = button('Your account')
    await tabTo(page, menu, 'Shift+Tab')
    await press(page, 'Enter')
    await tabTo(page, page.getByRole('radio', { name: 'Regular' }))
    await press(page, 'ArrowRight')
    await expect(page.getByRole('radio', { name: 'Dense' })).toBeChecked()
    await press(page, 'Escape')
    await expect(menu).toBeFocused()
  })

  await test.step('and one leaves', async () => {
    await press(page, 'Enter')
    await tabTo(page, button('Sign out'))
    await press(page, 'Enter')
    await expect(heading('A home for the images you find on the web.')).toBeFocused()
  })
})
