import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { PageTitle } from '../page.ts'
import { connection } from '../socket.ts'
import { base, page } from '../ui/styles.ts'
import { tabMore } from '../ui/tab-more.ts'
import { showChosenTab, tabRow } from '../ui/tab-row.ts'
import { Observe } from '../observe.ts'
import './report-count.ts'
import { sections, type Section } from './sections.ts'

/** Where order is kept, one section at a time. Its element is in its place before the page is shown. */
export class AdministrationPage extends LitElement {
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
        max-width: calc(72rem + 2 * var(--gutter));
      }
      report-count {
        display: inline-block;
        vertical-align: middle;
      }
      h1 {
        margin-bottom: var(--space-4);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg(str`${this.#name} · Administration`))
    new Observe(this, connection)
  }

  get #name(): string {
    return sections().find(section => section.path === this.path)?.name ?? ''
  }

  override firstUpdated(): void {
    showChosenTab(this.renderRoot)
  }

  override render() {
    return html`<nav aria-label=${msg('Administration')}>
        <ul class="tabs">
          ${sections().map(section => this.#link(section))}
        </ul>
      </nav>
      <h1 tabindex="-1">${this.#name}</h1>
      ${this.content}`
  }

  #link({ path, name }: Section) {
    return html`<li>
      <a
        href=${path ? `/administration/${path}` : '/administration'}
        aria-current=${path === this.path ? 'page' : nothing}
        >${name}${path === '' ? html` <report-count></report-count>` : nothing}</a
      >
    </li>`
  }
}

customElements.define('administration-page', AdministrationPage)

/** The page with a section; the one that says that there is none, also to whoever does not keep order here. */
export async function openAdministration(path: string): Promise<HTMLElement> {
  const section = sections().find(one => one.path === path)
  if (!section) {
    await import('../shell/not-found-page.ts')
    return document.createElement('not-found-page')
  }
  return Object.assign(new AdministrationPage(), { path, content: await section.open() })
}
