import { css, html, LitElement } from 'lit'
import { styled } from './styled.ts'

/** How far something is, as a fraction; without one, that it goes on. */
export class ProgressBar extends LitElement {
  static override properties = { done: { type: Number } }
  done: number | undefined

  static override styles = css`
    :host {
      display: block;
      height: 0.25rem;
      overflow: hidden;
      border-radius: var(--radius-full);
      background: var(--sunken);
    }
    div {
      width: 100%;
      height: 100%;
      border-radius: inherit;
      background: var(--accent);
      transform: scaleX(var(--done, 0));
      transform-origin: left;
      transition: transform var(--fast) linear;
    }
    :host(:dir(rtl)) div {
      transform-origin: right;
    }
    .unknown {
      width: 40%;
      transform: none;
      animation: wander var(--breath) ease-in-out infinite alternate;
    }
    @keyframes wander {
      to {
        transform: translateX(calc(var(--mirror) * 150%));
      }
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid;
        forced-color-adjust: none;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .unknown {
        width: 100%;
        opacity: 0.5;
        animation: none;
      }
    }
  `

  override render() {
    const unknown = this.done === undefined || this.done >= 1
    return html`<div class=${unknown ? 'unknown' : ''} ${styled({ '--done': String(this.done ?? 0) })}></div>`
  }
}

customElements.define('progress-bar', ProgressBar)
