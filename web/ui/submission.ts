import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { readDraft, writeDraft } from './drafts.ts'
import type { TextField } from './text-field.ts'

/**
 * What every form here has in common: sent once at a time, a refusal beside the field that it is about or else above the form, and
 * the focus on the first field that is wrong. Its fields are `<text-field>`, its styles those of field-styles.ts.
 */
export class Submission implements ReactiveController {
  busy = false
  readonly #host: ReactiveControllerHost & { renderRoot?: ParentNode }
  readonly #send: (given: Given) => Promise<void>
  readonly #draft: () => string | undefined
  #error: AnswerError | undefined
  #names: string[] = []
  /** The form whose draft has been put back. */
  #form: HTMLFormElement | undefined

  /** @param draft under which key what is typed outlives the page; undefined while it does not */
  constructor(
    host: ReactiveControllerHost & { renderRoot?: ParentNode },
    send: (given: Given) => Promise<void>,
    { draft = () => undefined }: { draft?: () => string | undefined } = {},
  ) {
    this.#host = host
    this.#send = send
    this.#draft = draft
    host.addController(this)
  }

  hostUpdated(): void {
    const key = this.#draft()
    const form = key === undefined ? undefined : (this.#host.renderRoot?.querySelector('form') ?? undefined)
    if (form === this.#form) return
    this.#form = form
    if (form && key !== undefined) void restoreDraft(form, key)
    form?.addEventListener('input', this.#keep)
  }

  /** What is typed is not wanted any more. */
  dropDraft(): void {
    const key = this.#draft()
    if (key !== undefined) writeDraft(key, {})
  }

  readonly #keep = (): void => {
    const key = this.#draft()
    if (key !== undefined && this.#form) writeDraft(key, typedIn(this.#form))
  }

  /** What is wrong, by the name of the field. */
  get errors(): Record<string, string> {
    return this.#error?.fields ?? {}
  }

  /** What is wrong with none of the fields. */
  refusal(): TemplateResult | typeof nothing {
    if (!this.#error || Object.keys(this.errors).some(name => this.#names.includes(name))) return nothing
    return html`<p class="refusal" role="alert">${this.#error.message}</p>`
  }

  /** The button that sends it; it says so while it does, and `waits` also for something else. */
  button(words: string, busyWords: string, { look = 'primary wide', waits = false } = {}): TemplateResult {
    return html`<button class="button ${look}" aria-disabled=${this.busy || waits ? 'true' : 'false'}>
      ${this.busy ? busyWords : words}
    </button>`
  }

  /** Something else has been done meanwhile: what was refused before is no news. */
  forget(): void {
    this.#set(this.busy, undefined)
  }

  readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (this.busy) return
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    this.#names = [...data.keys()]
    this.#set(true, undefined)
    try {
      await this.#send({
        text: name => String(data.get(name) ?? '').trim(),
        exact: name => String(data.get(name) ?? ''),
      })
      this.#set(false, undefined)
      this.dropDraft()
    } catch (error) {
      this.#set(false, toAnswerError(error))
      await this.#host.updateComplete
      // The fields render after the form, each by itself.
      await Promise.all(Array.from(form.querySelectorAll<TextField>('text-field'), field => field.updateComplete))
      form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    }
  }

  #set(busy: boolean, error: AnswerError | undefined): void {
    this.busy = busy
    this.#error = error
    this.#host.requestUpdate()
  }
}

/** Never a secret. */
function typedIn(form: HTMLFormElement): Record<string, string> {
  const fields = Array.from(form.querySelectorAll<TextField>('text-field')).filter(({ type }) => type !== 'password')
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}

async function restoreDraft(form: HTMLFormElement, key: string): Promise<void> {
  const values = readDraft(key)
  for (const field of form.querySelectorAll<TextField>('text-field')) {
    const typed = values[field.name]
    if (typed === undefined || field.type === 'password') continue
    // After what it begins with.
    await field.updateComplete
    field.value = typed
  }
}

/** What stands in the fields. */
export interface Given {
  /** Without the spaces around it. */
  text(name: string): string
  /** As it was typed: a password may begin with a space. */
  exact(name: string): string
}
