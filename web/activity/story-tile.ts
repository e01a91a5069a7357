import { msg } from '@lit/localize'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { AccountRef, ActivityView, ImageView } from '../../server/protocol.ts'
import { pathOf as accountPath } from '../accounts/data.ts'
import { Fact } from '../facts.ts'
import { imageFacts, pathOf, watchedImages } from '../images/data.ts'
import { WatchWhileVisible } from '../live.ts'
import { base } from '../ui/styles.ts'
import '../images/like-button.ts'
import '../ui/picture-frame.ts'
import '../ui/time-ago.ts'
import '../ui/user-avatar.ts'
import { CAPTION, storyStyles } from './story-styles.ts'

const CARD = 104
const LINE = 76

/** In pixels, for a tile of that width: a saved picture is large, everything else is a few words. */
export function storyHeight({ verb, target }: ActivityView, width: number): number {
  if (target?.kind !== 'image') return LINE
  if (verb !== 'bookmarked') return CARD
  return Math.round(Math.min((width * target.image.height) / target.image.width, width * 1.8)) + CAPTION
}

/** One thing that somebody did. */
export class StoryTile extends LitElement {
  static override properties = { story: { attribute: false }, width: { type: Number }, eager: { type: Boolean } }
  story: ActivityView | undefined
  width = 0
  eager = false
  readonly #fact = new Fact(this, imageFacts, () => this.#image?.id)

  static override styles = [base, storyStyles]

  constructor() {
    super()
    new WatchWhileVisible(this, watchedImages, () => this.#image?.id)
  }

  get #image(): ImageView | undefined {
    return this.story?.target?.kind === 'image' ? this.story.target.image : undefined
  }

  override render() {
    if (!this.story) return nothing
    const { verb, actor, target, at } = this.story
    const who = person(actor)
    const when = html`<time-ago .at=${at}></time-ago>`
    if (target?.kind === 'image') {
      const title = this.#fact.value.title ?? target.image.title
      return verb === 'bookmarked'
        ? this.#saved(target.image, title, who, when)
        : this.#liked(target.image, title, who, when)
    }
    const words =
      target?.kind === 'account' ? msg(html`${who} follows ${person(target.account)}`) : msg(html`${who} has joined`)
    return html`<article class="line">
      <user-avatar .name=${actor.name} .photo=${actor.photo} size="36"></user-avatar>
      <p class="words">${words}<span class="when">${when}</span></p>
      ${
        target?.kind === 'account'
          ? html`<user-avatar .name=${target.account.name} .photo=${target.account.photo} size="36"></user-avatar>`
          : nothing
      }
    </article>`
  }

  #saved(image: ImageView, title: string, who: TemplateResult, when: TemplateResult) {
    const { by } = image
    return html`<article class="saved" aria-label=${title}>
      <a class="main" href=${pathOf(image)} aria-label=${image.alt || title}>
        <picture-frame .picture=${image} sizes="${Math.ceil(this.width)}px" ?eager=${this.eager}></picture-frame>
      </a>
      <div class="caption">
        <user-avatar .name=${by.name} .photo=${by.photo} size="36"></user-avatar>
        <p class="words">
          <a class="title" href=${pathOf(image)}>${title}</a>
          <span class="when">${msg(html`${who} saved this`)} · ${when}</span>
        </p>
        <like-button .imageId=${image.id} .heading=${title}></like-button>
      </div>
    </article>`
  }

  #liked(image: ImageView, title: string, who: TemplateResult, when: TemplateResult) {
    return html`<article class="line liked">
      <p class="words">
        <span class="clamp"
          >${msg(html`${who} likes <a class="title" href=${pathOf(image)}>${title}</a> by ${person(image.by)}`)}</span
        >
        <span class="when">${when}</span>
      </p>
      <a class="thumb" href=${pathOf(image)} tabindex="-1" aria-hidden="true">
        <picture-frame .picture=${image} sizes="80px"></picture-frame>
      </a>
    </article>`
  }
}

function person(account: AccountRef): TemplateResult {
  return html`<a class="name" href=${accountPath(account)}>${account.name}</a>`
}

customElements.define('story-tile', StoryTile)
