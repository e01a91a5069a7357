import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import type { ActivityView } from '../../server/views.ts'
import { listActivity } from '../activity/data.ts'
import { type Story, tellStories } from '../activity/stories.ts'
import { isOver, renderStory, storyHeight } from '../activity/story-tile.ts'
import { goneImages } from '../images/data.ts'
import { Observe } from '../observe.ts'
import { PagedList } from '../paged-list.ts'
import type { TileKind } from '../ui/masonry-wall.ts'
import { base } from '../ui/styles.ts'
import type { LiveWall } from '../wall/live-wall.ts'
import '../wall/live-wall.ts'

/** What one person has done, newest first. In its slot: what is said when that is nothing. */
export class PersonActivity extends LitElement {
  static override properties = { username: {} }
  username = ''
  #stories: Story[] = []
  readonly #list = new PagedList<ActivityView>(this, {
    load: before => listActivity(this.username, { before }),
    seek: spot => listActivity(this.username, spot),
    key: activity => activity.id,
    gone: isOver,
  })

  static override styles = [base]

  constructor() {
    super()
    new Observe(this, goneImages)
  }

  override willUpdate(): void {
    this.#stories = tellStories(this.#stories, this.#list.items, isOver)
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('username')) void (this.renderRoot.querySelector('live-wall') as LiveWall<Story>).begin()
  }

  override render() {
    const kind: TileKind<Story> = {
      key: story => story.key,
      height: storyHeight,
      render: (story, width, index) => renderStory(story, width, index < 4, () => undefined),
    }
    return html`<live-wall
      least="360"
      narrow="1"
      most="3"
      .name=${`@${this.username} activity`}
      .label=${msg('Activity, newest first')}
      .list=${this.#list}
      .items=${this.#stories}
      .kind=${kind}
    >
      <slot></slot>
    </live-wall>`
  }
}

customElements.define('person-activity', PersonActivity)
