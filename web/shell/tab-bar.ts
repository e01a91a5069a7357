import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { enter, plus } from '../ui/icons.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base } from '../ui/styles.ts'
import { current, places } from './places.ts'

/** The places, within reach of the thumb. */
export class TabBar extends SlicedElement {
  static override properties = { path: {} }
  path = ''

  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        z-index: var(--z-header);
        inset: auto 0 0 0;
        padding-bottom: env(safe-area-inset-bottom);
        border-top: 1px solid var(--line);
        background: var(--glass);
        backdrop-filter: blur(14px);
      }
      @media (min-width: 720px) {
        :host {
          display: none;
        }
      }
      nav {
        display: flex;
        height: var(--bar-height);
      }
      /* Until it is known who is here: a place more would move the others. */
      .unknown {
        visibility: hidden;
      }
      a {
        flex: 1;
        display: grid;
        place-items: center;
        align-content: center;
        gap: 0.1875rem;
        color: var(--ink-soft);
        font-size: var(--text-2xs);
        font-weight: 500;
        line-height: 1.2;
      }
      a[aria-current] {
        color: var(--accent);
      }
      a:focus-visible {
        outline-offset: -4px;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const link = (path: string, name: string, icon: unknown) =>
      html`<a href=${path} aria-current=${current(path, this.path)}>${icon}<span>${name}</span></a>`
    const account = session.get()
    return html`<nav aria-label=${msg('Main')} class=${account === undefined ? 'unknown' : ''}>
      ${places().map(({ path, name, icon }) => link(path, name, icon))}
      ${account ? link('/images/new', msg('New'), plus) : account === null ? link('/sign-in', msg('Sign in'), enter) : nothing}
    </nav>`
  }
}

customElements.define('tab-bar', TabBar)
