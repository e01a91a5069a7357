import { msg } from '@lit/localize'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { AccountRef, ActivityView, ImageView } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { asKnown, imageFacts, isGone, isHidden, pathOf, watchedImages } from '../images/data.ts'
import { WatchWhileVisible } from '../live.ts'
import { base } from '../ui/styles.ts'
import '../ui/masonry-gap.ts'
import '../ui/picture-frame.ts'
import '../ui/time-ago.ts'
import '../accounts/account-photo.ts'
import { followInWords, joinInWords, likeInWords } from './sentences.ts'
import './saved-story.ts'
import { imageOf, newestFirst, picturesOf, type Story } from './stories.ts'
import { CAPTION, storyStyles } from './story-styles.ts'

const CARD = 104
const LINE = 76

/** Whether the picture that it is about is there no more, or somebody in it is not for me to see any more. */
export function isOver(activity: ActivityView): boolean {
  const image = imageOf(activity)
  const { actor, target } = activity
  if (isHidden(actor.username) || (target?.kind === 'account' && isHidden(target.account.username))) return true
  return image !== undefined && isGone(image)
}

/** In pixels, for a tile of that width: saved pictures are large, everything else is a few words. */
export function storyHeight({ ratio, activities }: Story, width: number): number {
  if (ratio > 0) return Math.round(width * ratio) + CAPTION
  return activities.some(imageOf) ? CARD : LINE
}

/** The tile of a story, without what is there no more; of a story that is over, its gap. */
export function renderStory(story: Story, width: number, eager: boolean, look: () => void): TemplateResult {
  const there = story.activities.filter(activity => !isOver(activity))
  const [first] = there
  if (!first) return html`<masonry-gap>${msg('Taken back')}</masonry-gap>`
  if (story.ratio === 0) return html`<story-tile .activity=${first}></story-tile>`
  const sorted = newestFirst(there)
  return html`<saved-story
    .by=${first.actor}
    .images=${picturesOf(there)}
    .sorted=${picturesOf(sorted)}
    .fresh=${new Set(picturesOf(there.filter(({ id }) => story.fresh.has(id))).map(({ id }) => id))}
    .at=${sorted[0]?.at ?? first.at}
    .width=${width}
    .ratio=${story.ratio}
    ?eager=${eager}
    @look=${look}
  ></saved-story>`
}

/** One thing that somebody did, in a few words. */
export class StoryTile extends LitElement {
  static override properties = { activity: { attribute: false } }
  activity: ActivityView | undefined

  static override styles = [base, storyStyles]

  constructor() {
    super()
    new Fact(this, imageFacts, () => this.#image?.id)
    new WatchWhileVisible(this, watchedImages, () => this.#image?.id)
  }

  get #image(): ImageView | undefined {
    return this.activity && imageOf(this.activity)
  }

  override render() {
    if (!this.activity) return nothing
    const { actor, target, at } = this.activity
    const when = html`<time-ago .at=${at}></time-ago>`
    if (target?.kind === 'image') return this.#liked(actor, asKnown(target.image), when)
    const words = target?.kind === 'account' ? followInWords(actor, target.account) : joinInWords(actor)
    return html`<article class="line">
      <account-photo .account=${actor} size="36"></account-photo>
      <p class="words"><span class="clamp">${words}</span><span class="when">${when}</span></p>
      ${
        target?.kind === 'account'
          ? html`<account-photo .account=${target.account} size="36"></account-photo>`
          : nothing
      }
    </article>`
  }

  #liked(actor: AccountRef, image: ReturnType<typeof asKnown>, when: TemplateResult) {
    return html`<article class="line liked">
      <p class="words">
        <span class="clamp">${likeInWords(actor, image)}</span>
        <span class="when">${when}</span>
      </p>
      <a class="thumb" href=${pathOf(image)} tabindex="-1" aria-hidden="true">
        <picture-frame .picture=${image} sizes="80px"></picture-frame>
      </a>
    </article>`
  }
}

customElements.define('story-tile', StoryTile)
