import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import type { ActivityView } from '../../server/views.ts'
import { listActivity } from '../activity/data.ts'
import { type Story, tellStories } from '../activity/stories.ts'
import { isOver, renderStory, storyHeight } from '../activity/story-tile.ts'
import { goneImages } from '../images/data.ts'
import { Observe } from '../observe.ts'
import { PagedList } from '../paged-list.ts'
import { base } from '../ui/styles.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/masonry-wall.ts'
import '../ui/wall-skeleton.ts'

/** What one person has done, newest first. In its slot: what is said when that is nothing. */
export class PersonActivity extends LitElement {
  static override properties = { username: {} }
  username = ''
  #stories: Story[] = []
  readonly #list = new PagedList<ActivityView>(this, {
    load: before => listActivity(before, this.username),
    key: activity => activity.id,
    gone: isOver,
  })

  static override styles = [base]

  constructor() {
    super()
    new Observe(this, goneImages)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('username')) void this.#list.start()
    this.#stories = tellStories(this.#stories, this.#list.items, isOver)
  }

  override render() {
    const { state, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready') return html`<wall-skeleton least="360" narrow="1" most="3"></wall-skeleton>`
    if (this.#stories.length === 0) return html`<slot></slot>`
    return html`<masonry-wall
        least="360"
        narrow="1"
        most="3"
        .label=${msg('Activity, newest first')}
        .tiles=${this.#stories.map((story, index) => ({
          key: story.key,
          height: (width: number) => storyHeight(story, width),
          render: (width: number) => renderStory(story, width, index < 4, () => undefined),
        }))}
      ></masonry-wall>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }
}

customElements.define('person-activity', PersonActivity)
