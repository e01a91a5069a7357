// What somebody else did, in a few words: of whoever reads them they say "you".
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { AccountRef } from '../../server/views.ts'
import { pathOf as pathOfPerson } from '../accounts/data.ts'
import { type asKnown, pathOf } from '../images/data.ts'
import { session } from '../session.ts'
import { personLink } from './person-link.ts'

const isMe = ({ username }: AccountRef) => username === session.get()?.username

export function followInWords(who: AccountRef, whom: AccountRef): TemplateResult {
  return isMe(whom)
    ? msg(html`${personLink(who)} follows <a class="name" href=${pathOfPerson(whom)}>you</a>`)
    : msg(html`${personLink(who)} follows ${personLink(whom)}`)
}

export const joinInWords = (who: AccountRef): TemplateResult => msg(html`${personLink(who)} has joined`)

export function likeInWords(who: AccountRef, image: ReturnType<typeof asKnown>): TemplateResult {
  const title = html`<a class="title" dir="auto" lang=${image.lang ?? nothing} href=${pathOf(image)}>${image.title}</a>`
  return isMe(image.by)
    ? msg(html`${personLink(who)} likes your ${title}`)
    : msg(html`${personLink(who)} likes ${title} by ${personLink(image.by)}`)
}
