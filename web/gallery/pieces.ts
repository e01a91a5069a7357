// The small elements of the product: what is done to images and people, and how they are told of.
import { html } from 'lit'
import type { NotificationView } from '../../server/protocol.ts'
import type { ActivityView, ErrorView, SaveView } from '../../server/views.ts'
import '../accounts/account-row.ts'
import '../accounts/follow-button.ts'
import '../activity/new-mark.ts'
import '../activity/saved-story.ts'
import '../activity/story-tile.ts'
import '../images/held-mark.ts'
import '../images/image-translations.ts'
import '../images/keep-button.ts'
import '../images/like-button.ts'
import '../images/share-menu.ts'
import '../notifications/notification-row.ts'
import '../saves/arrival-card.ts'
import '../saves/drop-overlay.ts'
import { heldOver } from '../saves/held-over.ts'
import '../saves/save-card.ts'
import '../saves/sending-card.ts'
import '../shell/app-header.ts'
import '../shell/look-choices.ts'
import '../shell/tab-bar.ts'
import { accounts, ada, ago, grace, hills, image, images, leila, long, me, yuki } from './samples.ts'
import { styled } from '../ui/styled.ts'
import { section, state } from './state.ts'

const WIDTH = 240

/** As a wall would place it. */
const placed = (content: unknown, height: number) =>
  html`<div class="tile" ${styled({ height: `${height}px` })}>${content}</div>`
const tall = images[4]!
const many = Array.from({ length: 9 }, (_, index) =>
  image(`many-${index}`, { hue: index * 40, width: 1, height: 1, title: `Number ${index + 1}` }),
)

const activity = (verb: ActivityView['verb'], target: ActivityView['target'] = null): ActivityView => ({
  ...{ id: verb, cursor: '1', actor: ada, verb, target, at: ago(12) },
})

const notification = (kind: NotificationView['kind'], more: Partial<NotificationView> = {}): NotificationView => ({
  ...{ id: kind, position: '1', kind, actors: [ada], count: 1, image: null, at: ago(12), read: true },
  ...more,
})

const save = (more: Partial<SaveView> = {}): SaveView => ({
  ...{ id: 'save', state: 'waiting', url: 'https://hills.example/a.jpg', title: 'Hills in the morning', pageUrl: null },
  ...{ beganAt: ago(1), retryAt: null, error: null },
  ...more,
})

const refusal = (code: ErrorView['code'], message: string): SaveView =>
  save({ state: 'failed', error: { code, message } })

const saved = (count: number, fresh: string[] = []) =>
  placed(
    html`<saved-story
      .by=${count === 1 ? long : ada}
      .images=${count === 1 ? [hills] : many.slice(0, count)}
      .sorted=${count === 1 ? [hills] : many.slice(0, count)}
      .fresh=${new Set(fresh)}
      .at=${ago(5)}
      .width=${WIDTH}
      .ratio=${count === 1 ? 2 / 3 : 1}
    ></saved-story>`,
    WIDTH * (count === 1 ? 2 / 3 : 1) + 60,
  )

const translations = [
  { language: 'de', title: 'Hügel am Morgen', alt: 'Hügel unter einer blassen Sonne' },
  { language: 'ar', title: 'تلال في الصباح', alt: '' },
]
const wrong = { 'translations.de.title': 'The translated title may have at most 200 characters.' }

export function pieces() {
  heldOver.set(true)
  return [
    section(
      'Stories',
      state('saved-story, one', saved(1)),
      state('saved-story, three', saved(3)),
      state('saved-story, many, of which some are new', saved(9, ['many-0', 'many-1'])),
      state('story-tile, joined', placed(html`<story-tile .activity=${activity('joined')}></story-tile>`, 76)),
      state(
        'story-tile, followed',
        placed(
          html`<story-tile .activity=${activity('followed', { kind: 'account', account: long })}></story-tile>`,
          76,
        ),
      ),
      state(
        'story-tile, liked',
        placed(html`<story-tile .activity=${activity('liked', { kind: 'image', image: hills })}></story-tile>`, 104),
      ),
      state('new-mark', html`<new-mark></new-mark>`, 'fixed'),
    ),
    section(
      'Done to images',
      state(
        'like-button',
        html`<div class="row">
          ${images.slice(0, 5).map(({ id, title }) => html`<like-button .imageId=${id} .heading=${title}></like-button>`)}
        </div>`,
      ),
      state(
        'like-button, large',
        html`<div class="row">
          ${images.slice(0, 3).map(({ id, title }) => html`<like-button large .imageId=${id} .heading=${title}></like-button>`)}
        </div>`,
      ),
      state(
        'keep-button',
        html`<div class="row">
          <keep-button .imageId=${'hills'}></keep-button><keep-button .imageId=${'hills'} .busy=${true}></keep-button
          ><keep-button .imageId=${'sea'}></keep-button>
        </div>`,
      ),
      state('share-menu', html`<share-menu .image=${hills}></share-menu>`),
      state('image-translations', html`<image-translations></image-translations>`),
      state(
        'image-translations, two of them, one refused',
        html`<image-translations .given=${translations} .errors=${wrong}></image-translations>`,
      ),
      state('held-mark', html`<held-mark .since=${ago(0)} .until=${ago(-0.5)}></held-mark>`),
    ),
    section(
      'People',
      ...accounts.map(account => state('account-row', html`<account-row .account=${account}></account-row>`)),
      state(
        'account-row, with a reason',
        html`<account-row
          .account=${accounts[0]}
          .because=${'Followed by Grace Hopper and 3 others you follow'}
        ></account-row>`,
      ),
      state(
        'follow-button',
        html`<div class="row">
          ${[ada, grace, yuki, leila].map(({ username, name }) => html`<follow-button .username=${username} .name=${name}></follow-button>`)}
        </div>`,
        'wide',
      ),
    ),
    section(
      'Told',
      state(
        'notification-row, read',
        html`<notification-row .notification=${notification('followed')}></notification-row>`,
      ),
      state(
        'unread',
        html`<notification-row
          fresh
          .notification=${notification('liked', { image: hills, read: false, actors: [ada, grace], count: 2 })}
        ></notification-row>`,
      ),
      state(
        'many',
        html`<notification-row
          .notification=${notification('saved', { image: tall, actors: [ada, grace, yuki], count: 10_000 })}
        ></notification-row>`,
      ),
      state(
        'long names',
        html`<notification-row .notification=${notification('requested', { actors: [long] })}></notification-row>`,
      ),
    ),
    section(
      'Saving',
      state('sending-card', html`<sending-card .draft=${{ ...draft(), stage: 'sending', done: 0.4 }}></sending-card>`),
      state('sending-card, waiting', html`<sending-card .draft=${{ ...draft(), stage: 'waiting' }}></sending-card>`),
      state('save-card, waiting', html`<save-card .save=${save()}></save-card>`),
      state(
        'save-card, working',
        html`<save-card .save=${save({ state: 'working' })} .preview=${hills.sources[0]!.url}></save-card>`,
      ),
      state('save-card, patient', html`<save-card .save=${save({ retryAt: '2030-01-01T12:00:00.000Z' })}></save-card>`),
      state(
        'save-card, failed',
        html`<save-card
          .save=${refusal('unreachable', 'hills.example cannot be reached. Try again later, or save the picture as a file.')}
        ></save-card>`,
      ),
      state(
        'save-card, kept already',
        html`<save-card
          .save=${save({ state: 'failed', error: { code: 'conflict', message: '', image: hills } })}
        ></save-card>`,
      ),
      state(
        'arrival-card',
        html`<arrival-card
          .arrival=${{ state: 'saved', image: hills, alike: [], heldUntil: undefined, error: undefined }}
        ></arrival-card>`,
      ),
      state('drop-overlay', html`<drop-overlay></drop-overlay>`, 'tall'),
    ),
    section(
      'Frame',
      state('app-header', html`<app-header path="/"></app-header>`, 'wide'),
      state('look-choices', html`<look-choices></look-choices>`),
      state('tab-bar', html`<tab-bar path="/people/${me.username}"></tab-bar>`, 'fixed'),
    ),
  ]
}

const draft = () => ({
  ...{ key: '1', file: new File([], 'hills.jpg'), url: undefined, preview: hills.sources[0]!.url, error: undefined },
  ...{ saveId: undefined, asked: true, pause: '', done: 0 },
})
