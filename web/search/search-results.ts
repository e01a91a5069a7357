import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AccountSeenView, ImageView } from '../../server/views.ts'
import '../accounts/account-row.ts'
import '../accounts/people-list.ts'
import '../images/image-wall.ts'
import type { ItemPage } from '../paged-list.ts'
import '../ui/empty-state.ts'
import { base, buttons } from '../ui/styles.ts'
import { shortNumber } from '../words.ts'
import { findImages, findPeople } from './data.ts'
import { searchStyles } from './search-styles.ts'

/** Of people beside images. */
const FEW = 3

export interface Found {
  text: string
  images: ItemPage<ImageView>
  people: ItemPage<AccountSeenView>
}

/** What was found for one text: its element is made anew for another. */
export class SearchResults extends LitElement {
  static override properties = { found: { attribute: false }, people: { type: Boolean } }
  found: Found | undefined
  /** People alone. */
  people = false

  static override styles = [base, buttons, searchStyles]

  override render() {
    if (!this.found) return nothing
    return this.people ? this.#everybody(this.found) : this.#both(this.found)
  }

  #both({ text, images, people }: Found) {
    if (images.items.length === 0 && people.items.length === 0) return this.#nothing(text)
    let first: ItemPage<ImageView> | undefined = images
    const load = async (before?: string): Promise<ItemPage<ImageView>> => {
      const given = before === undefined ? first : undefined
      first = undefined
      return given ?? findImages(text, before)
    }
    const more = people.items.length > FEW
    return html`${
      people.items.length > 0
        ? html`<section class="people" aria-labelledby="people">
            <h2 id="people">${msg('People')}</h2>
            <ul class="row">
              ${people.items.slice(0, FEW).map(account => html`<li><account-row .account=${account}></account-row></li>`)}
            </ul>
            ${
              more
                ? html`<p class="all">
                    <a class="button" href="/search?${new URLSearchParams({ q: text, kind: 'people' }).toString()}"
                      >${msg('All people who were found')}</a
                    >
                  </p>`
                : nothing
            }
          </section>`
        : nothing
    }
    ${
      images.items.length > 0
        ? html`<h2>${msg('Images')}</h2>
            <image-wall .label=${msg('Images that were found')} .load=${load}></image-wall>`
        : html`<p class="soft">${msg('No images were found, only people.')}</p>`
    }`
  }

  #everybody({ text, people }: Found) {
    if (people.items.length === 0) return this.#nothing(text)
    let first: ItemPage<AccountSeenView> | undefined = people
    const load = async (before?: string): Promise<ItemPage<AccountSeenView>> => {
      const given = before === undefined ? first : undefined
      first = undefined
      return given ?? findPeople(text, before)
    }
    return html`<div class="beside">
        <h2>${msg('People')}</h2>
        <a class="button quiet" href="/search?${new URLSearchParams({ q: text }).toString()}"
          >${msg('Images as well')}</a
        >
      </div>
      <people-list .load=${load}></people-list>`
  }

  #nothing(text: string) {
    return html`<empty-state
      .heading=${msg(str`Nothing found for “${text}”`)}
      .text=${msg('Try fewer words, only the beginning of one, or the name of whoever may have saved it.')}
    >
      <a class="button" href="/images">${msg('See everything')}</a>
    </empty-state>`
  }
}

export function inWords(images: ItemPage<unknown>, people: ItemPage<unknown>): string {
  const count = ({ items, next }: ItemPage<unknown>) => `${shortNumber(items.length)}${next === null ? '' : '+'}`
  if (images.items.length + people.items.length === 0) return msg('Nothing found')
  return msg(str`Images: ${count(images)}. People: ${count(people)}.`)
}

customElements.define('search-results', SearchResults)
