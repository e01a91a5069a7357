import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { ActivityView, Id, ImageView } from '../../server/views.ts'
import { accountFacts, pathOf } from '../accounts/data.ts'
import { goneImages } from '../images/data.ts'
import { whenIdle } from '../idle.ts'
import { Live, Watch } from '../live.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import { heardEverybody } from '../socket.ts'
import type { TileKind } from '../ui/masonry-wall.ts'
import { base, buttons, page } from '../ui/styles.ts'
import type { LiveWall } from '../wall/live-wall.ts'
import type { Subject } from '../images/image-keys.ts'
import { newFrom } from '../words.ts'
import '../ui/empty-state.ts'
import '../wall/live-wall.ts'
import { everybody, listActivity } from './data.ts'
import { continuesStory, imageOf, lookAt, picturesOf, type Story, tellStories } from './stories.ts'
import { isOver, renderStory, storyHeight } from './story-tile.ts'

/** What the people I follow do, or everybody while I follow nobody. What happens meanwhile waits in the pill. */
export class HomePage extends LitElement {
  static override properties = { everyone: { state: true } }
  /** Whether the list was read while I followed nobody. */
  everyone = false
  #stories: Story[] = []
  readonly #list = new PagedList<ActivityView>(this, {
    load: before => listActivity(undefined, { before }),
    seek: spot => listActivity(undefined, spot),
    key: activity => activity.id,
    gone: isOver,
    belongs: (activity, shown) =>
      continuesStory(activity, (this.#stories = tellStories(this.#stories, shown, isOver)), isOver),
  })

  static override styles = [
    base,
    buttons,
    page,
    css`
      :host {
        max-width: 88rem;
      }
      .own {
        flex-basis: 100%;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Home'))
    whenIdle(() => import('./story-dialog.ts'))
    new Watch(this, everybody, () => (this.everyone ? 'everybody' : undefined))
    new Observe(this, goneImages)
    new Live(this)
      .on('activity:recorded', activity => {
        if (activity.actor.username !== session.get()?.username) this.#list.offer(activity)
      })
      // What everybody did is not replayed to those who follow nobody.
      .on('live:caught-up', () => this.everyone && !heardEverybody() && void this.#list.look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Coming back after the first follow, or the last unfollow: another list. Never while one looks at it.
    const everyone = followsNobody()
    if (everyone === this.everyone && this.#list.state !== 'idle') return
    this.everyone = everyone
    void this.updateComplete.then(() => this.#wall?.begin())
  }

  override willUpdate(): void {
    this.#stories = tellStories(this.#stories, this.#list.items, isOver)
  }

  /** The picture that comes after (1) or before (-1) another as one reads; undefined at either end. */
  async beside(id: Id, step: 1 | -1): Promise<ImageView | undefined> {
    for (let round = 0; round < 2; round++) {
      const images = this.#stories.flatMap(({ activities }) => picturesOf(activities.filter(one => !isOver(one))))
      const index = images.findIndex(image => image.id === id)
      if (index < 0 || images[index + step]) return images[index + step]
      await (step === 1 ? this.#list.readOn() : this.#list.readBack())
      await this.updateComplete
    }
    return undefined
  }

  /** Brings the tile with a picture into view, and puts the keyboard there. */
  reveal(id: Id): void {
    const story = this.#stories.find(({ activities }) => picturesOf(activities).some(image => image.id === id))
    if (story) void this.#wall?.reveal(story.key)
  }

  get #wall(): LiveWall<Story> | null {
    return this.renderRoot?.querySelector('live-wall') as LiveWall<Story> | null
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${this.everyone ? msg('What everyone is saving') : msg('From the people you follow')}</h1>
          ${
            this.everyone
              ? html`<p>
                    ${msg(
                      html`You follow nobody yet, so here is everybody.
                        <a class="link" href="/people">Find people</a> whose eye you trust, and this becomes theirs.`,
                    )}
                  </p>
                  ${ownPlace()}`
              : ''
          }
        </div>
      </header>
      ${this.#body()}`
  }

  #body() {
    const kind: TileKind<Story> = {
      key: story => story.key,
      height: storyHeight,
      render: (story, width, index) => renderStory(story, width, index < 4, () => this.#lookAt(story.key)),
    }
    return html`<live-wall
      name="home"
      least="360"
      narrow="1"
      most="3"
      .label=${msg('Activity, newest first')}
      .list=${this.#list}
      .items=${this.#stories}
      .kind=${kind}
      .subject=${subject}
      .fresh=${newFrom(this.#list.fresh.map(({ actor }) => actor.name))}
    >
      <empty-state
        .heading=${msg('It is quiet here')}
        .text=${msg('When somebody saves, likes or follows, you will see it here the moment it happens.')}
      >
        <a class="button primary" href="/images/new">${msg('Save an image')}</a>
        <a class="button" href="/people">${msg('Find people')}</a>
        <a class="button" href="/bookmarklet">${msg('Save from any page')}</a>
        ${this.everyone ? '' : ownPlace()}
      </empty-state>
    </live-wall>`
  }

  #lookAt(key: string): void {
    this.#stories = lookAt(this.#stories, key)
    this.requestUpdate()
  }
}

function followsNobody(): boolean {
  const me = session.get()
  return !me || (accountFacts.get(me.username).following ?? me.following) === 0
}

/** Where my own saves are, which this page never shows. */
function ownPlace() {
  const me = session.get()
  return me
    ? html`<p class="own">${msg(html`What you save is on <a class="link" href=${pathOf(me)}>your page</a>.`)}</p>`
    : ''
}

function subject({ activities }: Story): Subject {
  const there = activities.find(activity => !isOver(activity))
  return there ? { image: imageOf(there), by: there.actor } : {}
}

customElements.define('home-page', HomePage)
