import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { toAnswerError } from '../answer-error.ts'
import { counted } from '../language/counted.ts'
import { listKept } from '../offline/device.ts'
import { signOutHere } from '../offline/forget.ts'
import { go } from '../router.ts'
import { drafts } from '../saves/queue.ts'
import { session } from '../session.ts'
import { answers } from '../ui/answer-styles.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'

/** Says how many saves would be let go of with the sign-out, and offers to stay. */
export class SignOutDialog extends LitElement {
  static override properties = {
    open: { type: Boolean },
    waiting: { type: Number },
    busy: { state: true },
    refusal: { state: true },
  }
  open = false
  waiting = 0
  busy = false
  refusal = ''

  static override styles = [base, buttons, answers]

  override render() {
    const { waiting } = this
    return html`<modal-dialog .heading=${msg('Sign out?')} .open=${this.open} @close=${this.#close}>
      <p>
        ${counted(
          msg(
            '{count, plural, one {# save waits on this device and has not been sent yet. If you sign out now, it is let go.} other {# saves wait on this device and have not been sent yet. If you sign out now, they are let go.}}',
          ),
          waiting,
        )}
      </p>
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      <div class="ends">
        <button class="button quiet" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#leave}>
          ${msg('Sign out and let go')}
        </button>
        <button class="button strong" autofocus @click=${this.#close}>${msg('Stay')}</button>
      </div>
    </modal-dialog>`
  }

  #close(): void {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }

  async #leave(): Promise<void> {
    if (this.busy) return
    Object.assign(this, { busy: true, refusal: '' })
    try {
      await signOutHere()
      go('/')
      this.#close()
    } catch (error) {
      this.refusal = toAnswerError(error).message
    } finally {
      this.busy = false
    }
  }
}

customElements.define('sign-out-dialog', SignOutDialog)

/** Signs out; asks first when that would let go of saves. */
export async function leave(): Promise<void> {
  const waiting = await countUnsent()
  if (waiting > 0) {
    const dialog = Object.assign(new SignOutDialog(), { waiting })
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.open = true
    return
  }
  try {
    await signOutHere()
    go('/')
  } catch (error) {
    notify(toAnswerError(error).message, 'error')
  }
}

/** Those of every window that are kept on this device, and those of this one that are not. */
async function countUnsent(): Promise<number> {
  const me = session.get()?.username
  // Where nothing may be kept, nothing is.
  const kept = await listKept('saves').catch(() => [])
  const mine = kept.filter(({ owner }) => owner === me).map(({ key }) => key)
  const here = drafts.get().filter(({ stage }) => stage === 'waiting' || stage === 'sending')
  return new Set([...mine, ...here.map(({ saveKey }) => saveKey)]).size
}
