import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { PageTitle } from '../page.ts'
import { base, page } from '../ui/styles.ts'
import { tabMore } from '../ui/tab-more.ts'
import { showChosenTab, tabRow } from '../ui/tab-row.ts'
import { type Section, sections } from './settings-sections.ts'

/** What I decide about my account, one section at a time. The element of the section is in its place before the page is shown. */
export class SettingsPage extends LitElement {
  static override properties = { path: {}, content: { attribute: false } }
  path = ''
  content: HTMLElement | undefined

  static override styles = [
    base,
    page,
    tabRow,
    tabMore,
    css`
      :host {
        max-width: calc(60rem + 2 * var(--gutter));
      }
      .frame {
        display: grid;
        gap: var(--space-4) var(--space-7);
      }
      .frame > * {
        min-width: 0;
      }
      .tabs {
        margin-bottom: 0;
      }
      h1 {
        margin-bottom: var(--space-5);
      }
      @media (min-width: 860px) {
        .frame {
          grid-template-columns: 11rem minmax(0, 42rem);
        }
        nav {
          position: sticky;
          top: calc(var(--header-height) + var(--space-5));
          align-self: start;
        }
        .tabs {
          flex-direction: column;
          margin: 0;
          margin-inline-start: calc(-1 * var(--space-4));
          padding: 0;
          overflow: visible;
          mask-image: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => (this.path === '' ? msg('Settings') : msg(str`${this.#name} · Settings`)))
  }

  get #name(): string {
    return sections().find(section => section.path === this.path)?.name ?? ''
  }

  override firstUpdated(): void {
    showChosenTab(this.renderRoot)
  }

  override render() {
    return html`<div class="frame">
      <nav aria-label=${msg('Settings')}>
        <ul class="tabs">
          ${sections().map(section => this.#link(section))}
        </ul>
      </nav>
      <div>
        <h1 tabindex="-1">${this.#name}</h1>
        ${this.content}
      </div>
    </div>`
  }

  #link({ path, name }: Section) {
    const here = path === this.path ? 'page' : nothing
    return html`<li>
      <a href=${path ? `/settings/${path}` : '/settings'} aria-current=${here}>${name}</a>
    </li>`
  }
}

customElements.define('settings-page', SettingsPage)

/** The page with a section of the settings; the one that says so when there is no such section. */
export async function openSettings(path: string): Promise<HTMLElement> {
  const section = sections().find(one => one.path === path)
  if (!section) {
    await import('../shell/not-found-page.ts')
    return document.createElement('not-found-page')
  }
  return Object.assign(new SettingsPage(), { path, content: await section.open() })
}
