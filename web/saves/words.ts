// Times and counts of saves, as a person reads them.
import { msg, str } from '@lit/localize'
import type { AlikeView } from '../../server/views.ts'
import { counted } from '../language/counted.ts'
import { languageOf as language } from '../locale.ts'
import { closeUp } from '../numbers.ts'

const DAY = 86_400_000

/** "today", "yesterday", "last week", "3 weeks ago", to stand in a sentence; undefined of what was longer ago. */
function savedWhen(at: Date, now: number): string | undefined {
  const days = Math.round((startOfDay(now) - startOfDay(at.getTime())) / DAY)
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  if (days < 7) return closeUp(relative.format(-Math.max(days, 0), 'day'))
  return days < 35 ? closeUp(relative.format(-Math.floor(days / 7), 'week')) : undefined
}

/** "March", "March 2024" */
function savedMonth(at: Date, now: number): string {
  const sameYear = at.getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(language(), { month: 'long', ...(!sameYear && { year: 'numeric' }) }).format(at)
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}

/** Of a picture that looks like the one just saved. */
export function alikeInWords({ image, same }: AlikeView, me: string | undefined, now: number = Date.now()): string {
  const { name, username } = image.by
  const at = new Date(image.bookmarkedAt)
  const when = savedWhen(at, now)
  const month = savedMonth(at, now)
  if (username === me)
    return when ? msg(str`You saved one like this ${when}`) : msg(str`You saved one like this in ${month}`)
  if (same) return when ? msg(str`${name} saved this ${when}`) : msg(str`${name} saved this in ${month}`)
  return when ? msg(str`${name} saved one like this ${when}`) : msg(str`${name} saved one like this in ${month}`)
}

/** What the button does with so many. */
export const toSaveInWords = (count: number): string =>
  counted(msg('{count, plural, one {Save image} other {Save # images}}'), count)

const savedInWords = (count: number) => counted(msg('{count, plural, other {# saved}}'), count)

const savingInWords = (count: number) =>
  counted(msg('{count, plural, one {Saving # image} other {Saving # images}}'), count)

const waitingInWords = (count: number) =>
  counted(msg('{count, plural, one {# waits for a connection} other {# wait for a connection}}'), count)

interface Counts {
  underWay: number
  /** Not on their way, for there is no connection. */
  held: number
  wrong: number
  had: number
  stays: number
  gone: number
}

/** All that the tray shows, in one line: what was taken back only where there is nothing else. */
export function trayInWords({ underWay, held, wrong, had, stays, gone }: Counts): string {
  const parts = [
    underWay > 0 ? savingInWords(underWay) : '',
    held > 0 ? waitingInWords(held) : '',
    wrong > 0 ? failedInWords(wrong) : '',
    had > 0 ? keptInWords(had) : '',
    stays > 0 ? savedInWords(stays) : '',
  ]
  return parts.filter(Boolean).join(' · ') || counted(msg('{count, plural, other {# taken back}}'), gone)
}

export const failedInWords = (count: number): string =>
  counted(msg('{count, plural, other {# could not be saved}}'), count)

const keptInWords = (count: number) =>
  counted(msg('{count, plural, one {You have this already} other {You have # of them already}}'), count)

/** As sentences. */
export const areKept = (count: number): string =>
  counted(msg('{count, plural, other {You have # of them already.}}'), count)

export const areSaved = (count: number): string =>
  counted(msg('{count, plural, one {# image is saved.} other {# images are saved.}}'), count)

export const takenBackInWords = (count: number): string =>
  counted(msg('{count, plural, one {Taken back.} other {# taken back.}}'), count)

export function clock(iso: string): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(iso))
}
