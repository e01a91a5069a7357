// What somebody did, in a few words: to whoever reads them they say "you".
import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { AccountRef, ImageView } from '../../server/views.ts'
import { pathOf as pathOfPerson } from '../accounts/data.ts'
import { pathOf } from '../images/data.ts'
import { session } from '../session.ts'
import { personLink } from './person-link.ts'

export const isMe = ({ username }: AccountRef) => username === session.get()?.username
const me = (account: AccountRef, word: string) => html`<a class="name" href=${pathOfPerson(account)}>${word}</a>`

export function followInWords(who: AccountRef, whom: AccountRef): TemplateResult {
  if (isMe(who)) return msg(html`${me(who, msg('You'))} follow ${personLink(whom)}`)
  return msg(html`${personLink(who)} follows ${isMe(whom) ? me(whom, msg('you')) : personLink(whom)}`)
}

export function joinInWords(who: AccountRef): TemplateResult {
  return isMe(who) ? msg(html`${me(who, msg('You'))} have joined`) : msg(html`${personLink(who)} has joined`)
}

export function likeInWords(who: AccountRef, image: ImageView): TemplateResult {
  const title = html`<a class="title" href=${pathOf(image)}>${image.title}</a>`
  if (isMe(who) && isMe(image.by)) return msg(html`${me(who, msg('You'))} like your own ${title}`)
  if (isMe(who)) return msg(html`${me(who, msg('You'))} like ${title} by ${personLink(image.by)}`)
  if (isMe(image.by)) return msg(html`${personLink(who)} likes your ${title}`)
  return msg(html`${personLink(who)} likes ${title} by ${personLink(image.by)}`)
}

export function saveInWords(who: AccountRef, what: string | TemplateResult): TemplateResult {
  return isMe(who) ? msg(html`${me(who, msg('You'))} saved ${what}`) : msg(html`${personLink(who)} saved ${what}`)
}
