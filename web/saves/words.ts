// Times and counts of saves, as a person reads them.
import { msg, str } from '@lit/localize'
import type { AlikeView } from '../../server/views.ts'
import { languageOf as language } from '../locale.ts'

const DAY = 86_400_000

/** "today", "yesterday", "last week", "3 weeks ago", "in March", "in March 2024": as a part of a sentence. */
export function savedWhen(iso: string, now: number = Date.now()): string {
  const at = new Date(iso)
  const days = Math.round((startOfDay(now) - startOfDay(at.getTime())) / DAY)
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  if (days < 7) return relative.format(-Math.max(days, 0), 'day')
  if (days < 35) return relative.format(-Math.floor(days / 7), 'week')
  const sameYear = at.getFullYear() === new Date(now).getFullYear()
  const month = new Intl.DateTimeFormat(language(), { month: 'long', ...(!sameYear && { year: 'numeric' }) }).format(at)
  return msg(str`in ${month}`)
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}

/** Of a picture that looks like the one just saved. */
export function alikeInWords({ image, same }: AlikeView, me: string | undefined, now?: number): string {
  const when = savedWhen(image.bookmarkedAt, now)
  if (image.by.username === me) return msg(str`You saved one like this ${when}`)
  const { name } = image.by
  return same ? msg(str`${name} saved this ${when}`) : msg(str`${name} saved one like this ${when}`)
}

export function savedInWords(count: number): string {
  return count === 1 ? msg('1 saved') : msg(str`${count} saved`)
}

export function savingInWords(count: number): string {
  return count === 1 ? msg('Saving 1 image') : msg(str`Saving ${count} images`)
}

export function waitingInWords(count: number): string {
  return count === 1 ? msg('1 waits for a connection') : msg(str`${count} wait for a connection`)
}

interface Counts {
  underWay: number
  /** Not on their way, for there is no connection. */
  held: number
  wrong: number
  had: number
  stays: number
}

/** All that the tray shows, in one line; empty when there is nothing of that. */
export function trayInWords({ underWay, held, wrong, had, stays }: Counts): string {
  const parts = [
    underWay > 0 ? savingInWords(underWay) : '',
    held > 0 ? waitingInWords(held) : '',
    wrong > 0 ? failedInWords(wrong) : '',
    had > 0 ? keptInWords(had) : '',
    stays > 0 ? savedInWords(stays) : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

export function failedInWords(count: number): string {
  return count === 1 ? msg('1 could not be saved') : msg(str`${count} could not be saved`)
}

export function keptInWords(count: number): string {
  return count === 1 ? msg('You have this already') : msg(str`You have ${count} of them already`)
}

export function takenBackInWords(count: number): string {
  return count === 1 ? msg('Taken back.') : msg(str`${count} taken back.`)
}

export function clock(iso: string): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(iso))
}
