import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Observe } from '../observe.ts'
import { cross } from './icons.ts'
import { dismiss, hold, type Notice, notices } from './notices.ts'
import { base, buttons } from './styles.ts'

/** Messages at the edge of the page, read out by screen readers once, as they come; what went wrong at once. */
export class ToastStack extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        z-index: var(--z-toast);
        inset: auto 0 calc(var(--bar-height) + env(safe-area-inset-bottom) + var(--space-4)) 0;
        pointer-events: none;
      }
      .stack,
      [role='status'] {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
      }
      .stack {
        padding: 0 var(--gutter);
      }
      .notice {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        max-width: 34rem;
        padding: var(--space-1);
        padding-inline-start: var(--space-5);
        border-radius: var(--radius-l);
        background: var(--ink);
        color: var(--paper);
        forced-color-adjust: none;
        box-shadow: var(--shadow);
        pointer-events: auto;
        animation: rise var(--slow) var(--ease);
      }
      span {
        padding-block: var(--space-2);
        text-wrap: pretty;
      }
      .button.quiet,
      .button.quiet:hover {
        flex: none;
        background: none;
        color: inherit;
      }
      .button.undo {
        font-weight: 650;
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      :focus-visible {
        outline-color: currentColor;
        outline-offset: -4px;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(0.75rem);
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, notices)
  }

  override render() {
    const of = (kind: Notice['kind']) => notices.get().filter(notice => notice.kind === kind)
    return html`<div
      class="stack"
      @pointerenter=${() => hold(true)}
      @pointerleave=${() => hold(false)}
      @focusin=${() => hold(true)}
      @focusout=${() => hold(false)}
    >
      <div role="status" aria-atomic="false">${repeat(of('plain'), ({ id }) => id, show)}</div>
      ${repeat(
        of('error'),
        ({ id }) => id,
        notice => html`<div role="alert">${show(notice)}</div>`,
      )}
    </div>`
  }
}

function show(notice: Notice) {
  return html`<div class="notice">
    <span>${notice.message}</span>
    ${notice.undo ? html`<button class="button quiet undo" @click=${() => take(notice, notice.undo)}>${msg('Undo')}</button>` : nothing}
    <button class="button quiet icon" aria-label=${msg('Dismiss')} @click=${() => take(notice)}>${cross}</button>
  </div>`
}

/** What is pressed goes, without being left first. */
function take({ id }: Notice, act?: () => void): void {
  dismiss(id)
  hold(false)
  act?.()
}

customElements.define('toast-stack', ToastStack)
