// How a bookmark comes to be one in each browser.
import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'

export type Kind = 'chrome' | 'firefox' | 'safari' | 'phone'

interface Way {
  kind: Kind
  name: string
  steps: TemplateResult[]
}

export function waysToKeep(): Way[] {
  const drag = html`${msg('Drag the button above onto that bar, and let go.')}`
  const press = html`${msg('On any page, press it, pick what you like, and save.')}`
  const bar = (keys: TemplateResult) => html`${msg('Show the bookmarks bar:')} ${keys}`
  const usual = html`<kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>B</kbd> ${msg('or')} <kbd>⌘</kbd> <kbd>Shift</kbd>
    <kbd>B</kbd>`
  return [
    { kind: 'chrome', name: msg('Chrome, Edge'), steps: [bar(usual), drag, press] },
    { kind: 'firefox', name: msg('Firefox'), steps: [bar(usual), drag, press] },
    {
      kind: 'safari',
      name: msg('Safari'),
      steps: [bar(html`<kbd>⌘</kbd> <kbd>Shift</kbd> <kbd>B</kbd>`), drag, press],
    },
    {
      kind: 'phone',
      name: msg('Phone'),
      steps: [
        html`${msg('On Android, add Bowerbird to your home screen: then it is in the share sheet of every app, and you are done.')}`,
        html`${msg('Elsewhere, copy the address with the button above, bookmark any page, edit that bookmark, and put the copied address in place of its own.')}`,
        html`${msg('On any page, open that bookmark: type its name where addresses go, and choose it from the list.')}`,
      ],
    },
  ]
}

/** What most probably is in front of the reader. */
export function likelyKind({ userAgent, maxTouchPoints }: Navigator = navigator): Kind {
  // Without a mouse nothing is dragged into a bar of bookmarks.
  if (/Android|iPhone|iPad|Mobile/.test(userAgent) || matchMedia('(pointer: coarse)').matches) return 'phone'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Chrom(e|ium)\//.test(userAgent) || !/Safari\//.test(userAgent)) return 'chrome'
  // A tablet that says it is a Mac.
  return maxTouchPoints > 1 ? 'phone' : 'safari'
}
