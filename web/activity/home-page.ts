import { msg, str } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { ActivityView } from '../../server/views.ts'
import { accountFacts, pathOf } from '../accounts/data.ts'
import { goneImages } from '../images/data.ts'
import { Live, Watch } from '../live.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import type { MasonryWall, WallTile } from '../ui/masonry-wall.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { imagesInWords, peopleInWords } from '../words.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/masonry-wall.ts'
import '../ui/new-pill.ts'
import '../ui/wall-skeleton.ts'
import { everybody, listActivity } from './data.ts'
import { continuesStory, lookAt, type Story, tellStories } from './stories.ts'
import { isOver, renderStory, storyHeight } from './story-tile.ts'

/** What the people I follow do, or everybody while I follow nobody. What happens meanwhile waits in the pill. */
export class HomePage extends LitElement {
  static override properties = { everyone: { state: true } }
  /** Whether the list was read while I followed nobody. */
  everyone = false
  #stories: Story[] = []
  readonly #list = new PagedList<ActivityView>(this, {
    load: listActivity,
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
    new Watch(this, everybody, () => (this.everyone ? 'everybody' : undefined))
    new Observe(this, goneImages)
    new Live(this)
      .on('activity:recorded', activity => {
        if (activity.actor.username !== session.get()?.username) this.#list.offer(activity)
      })
      // What everybody did is not replayed to those who follow nobody.
      .on('live:caught-up', () => this.everyone && void this.#list.look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Coming back after the first follow, or the last unfollow: another list. Never while one looks at it.
    const everyone = followsNobody()
    if (everyone === this.everyone && this.#list.state !== 'idle') return
    this.everyone = everyone
    void this.#list.start()
  }

  override willUpdate(): void {
    this.#stories = tellStories(this.#stories, this.#list.items, isOver)
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
    const { state, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready') return html`<wall-skeleton least="360" narrow="1" most="3"></wall-skeleton>`
    return html`<new-pill .text=${newInWords(tellStories([], fresh))} @open=${this.#open}></new-pill> ${
        this.#stories.length === 0
          ? html`<empty-state
              .heading=${msg('It is quiet here')}
              .text=${msg('When somebody saves, likes or follows, you will see it here the moment it happens.')}
            >
              <a class="button primary" href="/images/new">${msg('Save an image')}</a>
              <a class="button" href="/people">${msg('Find people')}</a>
              <a class="button" href="/bookmarklet">${msg('Save from any page')}</a>
              ${this.everyone ? '' : ownPlace()}
            </empty-state>`
          : html`<masonry-wall
                least="360"
                narrow="1"
                most="3"
                .label=${msg('Activity, newest first')}
                .tiles=${this.#stories.map(this.#toTile)}
              ></masonry-wall>
              <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
      }`
  }

  #toTile = (story: Story, index: number): WallTile => ({
    key: story.key,
    height: width => storyHeight(story, width),
    render: width => renderStory(story, width, index < 4, () => this.#lookAt(story.key)),
  })

  #lookAt(key: string): void {
    this.#stories = lookAt(this.#stories, key)
    this.requestUpdate()
  }

  async #open(): Promise<void> {
    this.#list.open()
    await this.updateComplete
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
    await this.renderRoot.querySelector<MasonryWall>('masonry-wall')?.focusFirst()
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

function newInWords(stories: Story[]): string {
  const [first] = stories
  if (!first) return ''
  const names = peopleInWords(stories.flatMap(story => story.activities.map(({ actor }) => actor.name)))
  if (stories.length > 1) return msg(str`${stories.length} new from ${names}`)
  const { length } = first.activities
  return length === 1 ? msg(str`1 new from ${names}`) : msg(str`${names} saved ${imagesInWords(length)}`)
}

customElements.define('home-page', HomePage)
