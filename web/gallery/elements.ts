// The elements of web/ui, which know nothing of the product, in every state.
import { html } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { ConnectionBanner } from '../ui/connection-banner.ts'
import '../ui/connection-banner.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/masonry-gap.ts'
import '../ui/modal-dialog.ts'
import type { ModalDialog } from '../ui/modal-dialog.ts'
import '../ui/new-pill.ts'
import { notices } from '../ui/notices.ts'
import '../ui/picture-frame.ts'
import '../ui/progress-bar.ts'
import '../ui/skeleton-box.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import '../ui/toast-stack.ts'
import '../ui/user-avatar.ts'
import '../ui/wall-skeleton.ts'
import { cross, plus } from '../ui/icons.ts'
import { ada, ago, broken, hills, long, onItsWay } from './samples.ts'
import './gallery-choice.ts'
import { section, state } from './state.ts'

const kinds = ['', 'primary', 'strong', 'outline', 'quiet']

/** In its place in the page, rather than over all of it. */
const laidOpen = ref(async dialog => {
  await (dialog as ModalDialog | undefined)?.updateComplete
  const inside = dialog?.shadowRoot?.querySelector('dialog')
  inside?.show()
  inside?.querySelector('button')?.blur()
})
/** At once, rather than after a while. */
const lostLong = ref(async banner => {
  await (banner as ConnectionBanner | undefined)?.updateComplete
  if (banner) Object.assign(banner, { shown: true })
})

export function elements() {
  notices.set([
    { id: -1, kind: 'plain', stay: 0, message: 'Saved. You find it on your wall.' },
    { id: -3, kind: 'plain', stay: 0, message: '“A quiet pond” is left out.', undo: () => undefined },
    {
      id: -2,
      kind: 'error',
      stay: 0,
      message: 'That did not work: the site that the picture is on cannot be reached. Try again shortly.',
    },
  ])
  return [
    section(
      'Buttons',
      ...kinds.map(kind =>
        state(
          kind || 'plain',
          html`<div class="row">
            <button class="button ${kind}">Save</button>
            <button class="button ${kind}">${plus}New</button>
            <button class="button icon ${kind}" aria-label="Close">${cross}</button>
            <button class="button ${kind}" disabled>Not now</button>
          </div>`,
        ),
      ),
      state('wide', html`<button class="button primary wide">Create account</button>`),
    ),
    section(
      'Fields',
      state('text-field, empty', html`<text-field .label=${'Title'} .placeholder=${'What it shows'}></text-field>`),
      state(
        'with a hint',
        html`<text-field .label=${'Username'} .hint=${'Letters, digits or _'} required></text-field>`,
      ),
      state(
        'wrong',
        html`<text-field
          .label=${'E-mail'}
          .value=${'ada'}
          .error=${'Give the whole address, as in ada@example.org.'}
          required
        ></text-field>`,
      ),
      state(
        'secret',
        html`<text-field .label=${'Password'} type="password" .value=${'secret secret'} required></text-field>`,
      ),
      state(
        'several lines',
        html`<text-field
          .label=${'Description'}
          multiline
          .value=${'Hills,\nand something round over them.'}
        ></text-field>`,
      ),
      state(
        'select',
        html`<select aria-label="Every">
          <option>Every day</option>
        </select>`,
      ),
      state('refused', html`<p class="refusal">This username is taken. Choose another one.</p>`),
      state('segments and tabs', html`<gallery-choice></gallery-choice>`),
    ),
    section(
      'States of a page',
      state(
        'empty-state',
        html`<empty-state
          .heading=${'Nothing here yet'}
          .text=${'What you save is shown here, with the page it came from.'}
        >
          <a class="button primary" href="#">Save the first</a><a class="button" href="#">Look around</a>
        </empty-state>`,
      ),
      state(
        'empty-state, no permission',
        html`<empty-state
          .heading=${'These images are private'}
          .text=${'Ada shows them to the people who follow her. You can ask to be one of them.'}
        ></empty-state>`,
      ),
      state(
        'error-state',
        html`<error-state .message=${'Bowerbird cannot be reached right now. What you see may be old.'}></error-state>`,
      ),
      state('load-more', html`<load-more></load-more>`),
      state('load-more, loading', html`<load-more .state=${'loading'}></load-more>`),
      state('load-more, failed', html`<load-more .state=${'failed'}></load-more>`),
      state('load-more, at the end', html`<load-more end></load-more>`),
    ),
    section(
      'While it comes',
      state('skeleton-box', html`<skeleton-box class="block"></skeleton-box>`),
      state(
        'progress-bar',
        html`<progress-bar .done=${0}></progress-bar><br /><progress-bar .done=${0.4}></progress-bar>`,
      ),
      state('progress-bar, nobody knows', html`<progress-bar></progress-bar>`),
      state('masonry-gap', html`<masonry-gap class="block">Taken back</masonry-gap>`),
      state('wall-skeleton', html`<wall-skeleton></wall-skeleton>`, 'wall-skeleton tall wide'),
    ),
    section(
      'Pictures',
      state('picture-frame', html`<picture-frame eager .picture=${hills}></picture-frame>`),
      state('picture-frame, on its way', html`<picture-frame .picture=${onItsWay}></picture-frame>`),
      state('picture-frame, whole', html`<picture-frame class="narrow" eager whole .picture=${hills}></picture-frame>`),
      state('picture-frame, not there', html`<picture-frame eager .picture=${broken}></picture-frame>`),
      state(
        'user-avatar',
        html`<div class="row">
          <user-avatar .name=${ada.name} .photo=${ada.photo} size="64"></user-avatar>
          ${['Ada Lovelace', 'Grace Hopper', long.name, '濱田 由紀', 'ليلى حداد', ''].map(name => html`<user-avatar .name=${name} size="40"></user-avatar>`)}
        </div>`,
      ),
      state(
        'time-ago',
        html`${[0, 3, 90, 3_000, 600_000].map(minutes => html`<p><time-ago .at=${ago(minutes)}></time-ago></p>`)}`,
      ),
    ),
    section(
      'Over the page',
      state('new-pill', html`<new-pill .text=${'Ada Lovelace and Grace Hopper, 12 new'}></new-pill>`, 'fixed wide'),
      state(
        'new-pill, long',
        html`<new-pill .text=${`${long.name} and ${long.name}, 10,000 new`}></new-pill>`,
        'fixed wide',
      ),
      state('new-pill, quiet', html`<new-pill quiet .text=${'Back to where you were'}></new-pill>`, 'fixed wide'),
      state('connection-banner', html`<connection-banner lost ${lostLong}></connection-banner>`, 'fixed wide'),
      state('toast-stack', html`<toast-stack></toast-stack>`, 'tall wide'),
      state(
        'modal-dialog',
        html`<modal-dialog .heading=${'Take it back?'} ${laidOpen}>
          <p>It leaves your wall, and the walls of whoever saved it from you keep it.</p>
        </modal-dialog>`,
        'tall wide',
      ),
    ),
  ]
}
