import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { Spoken } from '../../server/protocol-own.ts'
import { toAnswerError } from '../answer-error.ts'
import { language } from '../language/current.ts'
import { choose } from '../language/speech.ts'
import { spokenLanguages } from '../language/spoken.ts'
import { Observe, type Value } from '../observe.ts'
import { quiet } from '../quiet.ts'
import { session } from '../session.ts'
import { editAccount } from '../settings/data.ts'
import { ownName } from '../settings/own-name.ts'
import { theme } from '../theme.ts'
import { notify } from '../ui/notices.ts'
import { segments } from '../ui/segments.ts'
import { selects } from '../ui/select-styles.ts'
import { base } from '../ui/styles.ts'
import type { Density } from '../wall/columns.ts'
import { density } from '../wall/density.ts'
import { flowing } from '../wall/flow.ts'

/** What everything is said in, and how it looks on this device: light or dark, how much stands side by side on a wall, and how new things come. */
export class LookChoices extends LitElement {
  static override styles = [
    base,
    segments,
    selects,
    css`
      fieldset {
        grid-template-columns: repeat(3, 1fr);
        margin: var(--space-2) 0;
      }
      fieldset label {
        min-height: var(--target);
        font-size: var(--text-s);
      }
      .switch {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: var(--space-1) var(--space-3);
        border-radius: var(--radius-m);
        color: var(--ink);
        line-height: 1.3;
      }
      .switch:hover {
        background: var(--sunken);
      }
      .switch input {
        position: static;
        flex: none;
        width: 1.25rem;
        height: 1.25rem;
        opacity: 1;
        accent-color: var(--accent);
      }
      .language {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-3);
      }
      .language span {
        flex: none;
      }
      .language select {
        flex: 1;
        min-width: 8rem;
      }
      .switch small {
        display: block;
        color: var(--ink-soft);
        font-size: var(--text-xs);
        font-weight: 400;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, theme, density, flowing, quiet, language)
  }

  override render() {
    return html`<fieldset>
        <legend class="unseen">${msg('Appearance')}</legend>
        ${this.#theme('system', msg('System'))} ${this.#theme('light', msg('Light'))}
        ${this.#theme('dark', msg('Dark'))}
      </fieldset>
      <fieldset>
        <legend class="unseen">${msg('Walls')}</legend>
        ${this.#density('airy', msg('Airy'))} ${this.#density('regular', msg('Regular'))}
        ${this.#density('dense', msg('Dense'))}
      </fieldset>
      <div class="language">
        <span id="language">${msg('Language')}</span>
        <select aria-labelledby="language" @change=${this.#speak}>
          ${spokenLanguages.map(
            tag => html`<option value=${tag} lang=${tag} .selected=${tag === language.get()}>${ownName(tag)}</option>`,
          )}
        </select>
      </div>
      ${this.#switch(flowing, msg('Let new ones flow in'), msg('While you rest at the top of a wall'))}
      ${this.#switch(quiet, msg('Quiet'), msg('What is new waits without calling'))}`
  }

  async #speak({ target }: Event): Promise<void> {
    const select = target as HTMLSelectElement
    const tag = select.value as Spoken
    try {
      // Before it is shown: of two that are chosen quickly, both places keep the last.
      if (session.get()) await editAccount({ language: tag })
      await choose(tag)
    } catch (error) {
      select.value = language.get()
      notify(toAnswerError(error).message, 'error')
    }
  }

  #switch(value: Value<'on' | 'off'>, name: string, what: string) {
    const choose = (event: Event) => value.set((event.target as HTMLInputElement).checked ? 'on' : 'off')
    return html`<label class="switch">
      <input type="checkbox" .checked=${value.get() === 'on'} @change=${choose} />
      <span>${name}<small>${what}</small></span>
    </label>`
  }

  #theme(value: 'system' | 'light' | 'dark', name: string) {
    return html`<label>
      <input type="radio" name="theme" .checked=${theme.get() === value} @change=${() => theme.set(value)} />${name}
    </label>`
  }

  #density(value: Density, name: string) {
    return html`<label>
      <input
        type="radio"
        name="density"
        .checked=${density.get() === value}
        @change=${() => density.set(value)}
      />${name}
    </label>`
  }
}

customElements.define('look-choices', LookChoices)
