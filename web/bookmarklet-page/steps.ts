// How a bookmark comes to be one in each browser.
import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'

export type Kind = 'chrome' | 'firefox' | 'safari' | 'iphone' | 'android'

interface Way {
  kind: Kind
  name: string
  steps: TemplateResult[]
}

export function waysToKeep(): Way[] {
  const drag = html`${msg('Drag the button above onto that bar, and let go.')}`
  const press = html`${msg('On any page, press it, pick what you like, and save.')}`
  const onMac = html`<bdi><kbd>⌘</kbd> <kbd>Shift</kbd> <kbd>B</kbd></bdi>`
  const elsewhere = html`<bdi><kbd>${msg('Ctrl')}</kbd> <kbd>${msg('Shift')}</kbd> <kbd>B</kbd></bdi>`
  const bar = msg(html`Show the bookmarks bar: ${elsewhere} or ${onMac}`)
  return [
    { kind: 'chrome', name: msg('Chrome, Edge'), steps: [bar, drag, press] },
    { kind: 'firefox', name: msg('Firefox'), steps: [bar, drag, press] },
    {
      kind: 'safari',
      name: msg('Safari'),
      steps: [msg(html`Show the bookmarks bar: ${onMac}`), drag, press],
    },
    {
      kind: 'iphone',
      name: msg('iPhone, iPad'),
      steps: [
        html`${msg('Copy its address with the button above.')}`,
        html`${msg('Bookmark this page: in Safari, press Share, then Add Bookmark, and name it as you like.')}`,
        html`${msg('Open your bookmarks, press Edit, choose the new one, and put what you have copied in place of its address.')}`,
        html`${msg('On any page, open your bookmarks and press it, pick what you like, and save.')}`,
      ],
    },
    {
      kind: 'android',
      name: msg('Android'),
      steps: [
        html`${msg('In the menu of Chrome, press Add to Home screen, and install Bowerbird.')}`,
        html`${msg('In any app, share a picture or a page, and choose Bowerbird: it waits here, and you save it.')}`,
        html`${msg('Or as a bookmark: copy its address with the button above, bookmark this page, edit that bookmark, and put what you have copied in place of its address. On any page, type its name where addresses go, and choose it.')}`,
      ],
    },
  ]
}

/** Without a mouse, or a bar of bookmarks, nothing is dragged. */
export function isDragged(kind: Kind): boolean {
  return kind !== 'iphone' && kind !== 'android'
}

/** What most probably is in front of the reader. */
export function likelyKind({ userAgent, maxTouchPoints }: Navigator = navigator): Kind {
  if (/iPhone|iPad/.test(userAgent)) return 'iphone'
  // A tablet that says it is a Mac.
  if (/Macintosh/.test(userAgent) && maxTouchPoints > 1) return 'iphone'
  if (/Android|Mobile/.test(userAgent) || matchMedia('(pointer: coarse)').matches) return 'android'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  return /Chrom(e|ium)\//.test(userAgent) || !/Safari\//.test(userAgent) ? 'chrome' : 'safari'
}
