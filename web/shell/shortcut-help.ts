import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'

/** What the keys do. */
export class ShortcutHelp extends LitElement {
  static override properties = { open: { type: Boolean } }
  open = false

  static override styles = [
    base,
    css`
      h3 {
        margin: var(--space-5) 0 var(--space-2);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      h3:first-child {
        margin-top: 0;
      }
      dl {
        display: grid;
        grid-template-columns: 9rem 1fr;
        gap: var(--space-2) var(--space-5);
        align-items: center;
        margin: 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-width: 1.75rem;
        padding: 0.2rem 0.45rem;
        border: 1px solid var(--line);
        border-bottom-width: 2px;
        border-radius: var(--radius-s);
        background: var(--sunken);
        font: 500 var(--text-s) / 1.2 var(--font-text);
        text-align: center;
      }
    `,
  ]

  override render() {
    return html`<modal-dialog .heading=${msg('Keyboard')} .open=${this.open} @close=${() => (this.open = false)}>
      <h3>${msg('On a wall')}</h3>
      <dl>
        ${keys(['j', 'k'], msg('To the next tile, and back'))} ${keys(['←', '↑', '↓', '→'], msg('From tile to tile'))}
        ${keys([msg('Enter')], msg('Open it'))} ${keys(['.'], msg('Show what is new'))}
      </dl>
      <h3>${msg('With a picture')}</h3>
      <dl>
        ${keys(['l'], msg('Like it, or not any more'))} ${keys(['s'], msg('Save it to your own wall'))}
        ${keys(['f'], msg('Follow who saved it'))}
        ${keys(document.dir === 'rtl' ? ['→', '←'] : ['←', '→'], msg('To the picture before, and after'))}
        ${keys(['+', '−', '0'], msg('Nearer, farther, all of it'))} ${keys([msg('Esc')], msg('Back to the wall'))}
      </dl>
      <h3>${msg('Anywhere')}</h3>
      <dl>${keys(['/'], msg('Search'))} ${keys(['?'], msg('This help'))}</dl>
    </modal-dialog>`
  }
}

function keys(names: string[], what: string) {
  return html`<dt>${names.map(name => html`<kbd>${name}</kbd> `)}</dt>
    <dd>${what}</dd>`
}

customElements.define('shortcut-help', ShortcutHelp)
