// What stands below and over whole pages: as it is once something has happened that the gallery cannot wait for.
import { html, type LitElement } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { AnswerError } from '../answer-error.ts'
import { goneImages } from '../images/data.ts'
import '../images/image-presence.ts'
import '../images/related-images.ts'
import { isOutdated } from '../offline/outdated.ts'
import '../offline/update-bar.ts'
import { lookers } from '../popular/data.ts'
import '../reports/report-dialog.ts'
import type { Draft } from '../saves/queue.ts'
import '../saves/queue-row.ts'
import { drawing, hills, image, images } from './samples.ts'
import { section, state } from './state.ts'

const takenBack = image('taken-back', { hue: 60, width: 4, height: 3, title: 'Taken back meanwhile' })

/** Once it has rendered what it begins with. */
const later = (change: (element: LitElement) => void) =>
  ref(async element => {
    const piece = element as LitElement | undefined
    await piece?.updateComplete
    if (piece) change(piece)
  })

const related = later(element => Object.assign(element, { images: [...images.slice(0, 5), takenBack] }))

/** In its place in the page, rather than over all of it. */
const laidOpen = (sent: boolean) =>
  later(async element => {
    Object.assign(element, { sent })
    await element.updateComplete
    const dialog = element.renderRoot.querySelector('modal-dialog') as LitElement
    await dialog.updateComplete
    const inside = dialog.renderRoot.querySelector('dialog')!
    inside.show()
    inside.querySelector('button')?.blur()
  })

const draft = (more: Partial<Draft>): Draft => ({
  ...{
    key: 'row',
    owner: undefined,
    saveKey: 'row',
    file: new File([], 'hills.jpg'),
    url: undefined,
    preview: drawing(30, 3, 2),
  },
  ...{ stage: 'draft', done: 0, error: undefined, saveId: undefined, asked: false, pause: '', kept: false },
  ...{ full: false, title: 'Hills in the morning' },
  ...more,
})

const refused = (code: AnswerError['code'], message: string) =>
  draft({ stage: 'refused', error: new AnswerError({ code, message }) })

export function largerPieces() {
  goneImages.set(new Set([takenBack.id]))
  isOutdated.set(true)
  lookers.learn('alone', { people: 1 })
  lookers.learn('together', { people: 3 })
  lookers.learn('crowded', { people: 10_240 })
  const reported = { kind: 'image', id: hills.id, title: hills.title }
  return [
    section(
      'Of a whole page',
      state('related-images, one of them taken back', html`<related-images ${related}></related-images>`, 'wide'),
      ...['alone', 'together', 'crowded'].map(name =>
        state(`image-presence, ${name}`, html`<image-presence .imageId=${name}></image-presence>`),
      ),
      state('update-bar', html`<update-bar></update-bar>`, 'fixed wide'),
      state(
        'report-dialog',
        html`<report-dialog .reported=${reported} ${laidOpen(false)}></report-dialog>`,
        'taller wide',
      ),
      state(
        'report-dialog, sent',
        html`<report-dialog .reported=${reported} ${laidOpen(true)}></report-dialog>`,
        'tall wide',
      ),
    ),
    section(
      'Many at once',
      state('queue-row', html`<queue-row .draft=${draft({})}></queue-row>`, 'wide'),
      state(
        'queue-row, on its way',
        html`<queue-row .draft=${draft({ stage: 'sending', done: 0.6 })}></queue-row>`,
        'wide',
      ),
      state(
        'queue-row, to be tried again',
        html`<queue-row
          .draft=${refused('unavailable', 'It cannot be reached just now. Try again shortly.')}
        ></queue-row>`,
        'wide',
      ),
      state(
        'queue-row, not a picture',
        html`<queue-row .draft=${refused('unsupported', 'That is a web page, not a picture.')}></queue-row>`,
        'wide',
      ),
    ),
  ]
}
