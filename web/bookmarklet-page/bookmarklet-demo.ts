import { msg } from '@lit/localize'
import { css, html, LitElement, svg } from 'lit'
import { mark } from '../ui/icons.ts'
import { base } from '../ui/styles.ts'

/** A page in a browser, small: the button in the bookmarks bar is pressed, two pictures are picked, and they are kept. Decoration. */
export class BookmarkletDemo extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      .browser {
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: 2.5rem;
        padding: 0 var(--space-4);
        border-bottom: 1px solid var(--line);
      }
      /* There is no bar of bookmarks. */
      :host([phone]) .bar + .bar {
        display: none;
      }
      .dot {
        width: 0.625rem;
        height: 0.625rem;
        border-radius: 50%;
        background: var(--line);
      }
      .address {
        flex: 1;
        height: 1.375rem;
        margin-inline-start: var(--space-2);
        border-radius: var(--radius-full);
        background: var(--sunken);
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        padding: 0.125rem var(--space-3) 0.125rem var(--space-1);
        border-radius: var(--radius-full);
        background: var(--accent-quiet);
        font-size: var(--text-s);
        font-weight: 550;
        animation: press 7s infinite var(--ease);
      }
      .mark svg {
        width: 1.375rem;
        height: 1.375rem;
      }
      .other {
        width: 3.5rem;
        height: 0.5rem;
        border-radius: var(--radius-full);
        background: var(--line);
      }
      .page {
        display: grid;
        grid-template-columns: 3fr 2fr 2fr;
        grid-template-rows: repeat(2, 24cqi);
        gap: var(--space-3);
        padding: var(--space-4);
      }
      .picture {
        position: relative;
        overflow: hidden;
        border-radius: var(--radius-m);
        background: var(--sunken);
      }
      .picture:first-child {
        grid-row: span 2;
      }
      .picture svg {
        display: block;
        width: 100%;
        height: 100%;
      }
      .picture::after {
        content: '';
        position: absolute;
        inset: 0;
        border: 3px solid var(--accent);
        border-radius: inherit;
        opacity: 0;
      }
      .first::after {
        animation: pick 7s infinite;
      }
      .second::after {
        animation: pick 7s 0.6s infinite;
      }
      @keyframes press {
        0%,
        8%,
        16%,
        100% {
          transform: none;
        }
        12% {
          transform: scale(0.92);
        }
      }
      @keyframes pick {
        0%,
        24% {
          opacity: 0;
        }
        28%,
        86% {
          opacity: 1;
        }
        92%,
        100% {
          opacity: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .mark,
        .picture::after {
          animation: none;
        }
        .first::after,
        .second::after {
          opacity: 1;
        }
      }
    `,
  ]

  override render() {
    return html`<div class="browser" aria-hidden="true">
      <div class="bar">
        <span class="dot"></span><span class="dot"></span><span class="dot"></span><span class="address"></span>
      </div>
      <div class="bar">
        <span class="mark">${mark}${msg('Bowerbird it')}</span><span class="other"></span><span class="other"></span>
      </div>
      <div class="page">
        <div class="picture first">${hills}</div>
        <div class="picture">${berries}</div>
        <div class="picture second">${feather}</div>
        <div class="picture">${feather}</div>
        <div class="picture">${berries}</div>
      </div>
    </div>`
  }
}

const scene = (paths: ReturnType<typeof svg>) =>
  html`<svg viewBox="0 0 120 120" preserveAspectRatio="xMidYMid slice" focusable="false">${paths}</svg>`

const hills = scene(
  svg`<path fill="#9cc4d8" d="M0 0h120v120H0z" /><circle cx="84" cy="34" r="13" fill="#f7d9a4" />
    <path fill="#5e8f7b" d="M0 78 34 46l30 30 22-18 34 30v32H0z" /><path fill="#35604f" d="M0 98l30-16 40 20 50-18v36H0z" />`,
)
const berries = scene(
  svg`<path fill="#f0e3cf" d="M0 0h120v120H0z" /><g fill="#33508c"><circle cx="40" cy="52" r="15" /><circle cx="70" cy="44" r="13" /><circle cx="62" cy="74" r="17" /></g>
    <path stroke="#4d7a4c" stroke-width="4" fill="none" d="M60 44C66 24 82 18 98 18" />`,
)
const feather = scene(
  svg`<path fill="#e8c9b8" d="M0 0h120v120H0z" /><path fill="#b8431a" d="M28 98C30 52 56 26 94 22 92 62 68 86 28 98z" />
    <path stroke="#f7ebe2" stroke-width="3" d="M22 104 84 34" />`,
)

customElements.define('bookmarklet-demo', BookmarkletDemo)
