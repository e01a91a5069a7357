// Every way in which a person can make this server call an address, and the file that does it. tests/house/ compares it with the
// source, tests/entries.test.ts sends every forbidden address through each.
import type { ErrorView } from '../../server/views.ts'
import { Refusal, type Person } from './people.ts'

export interface Entry {
  name: string
  /** Where it calls the address. */
  file: string
  /** What it looks for there. */
  wants: 'picture' | 'page'
  /** The most that one person may ask for in a minute, where there is a limit. */
  aMinute?: number
  /** How many one person may sensibly ask for at the same time. */
  atOnce: number
  /** What the person is told; undefined when it worked. */
  ask(person: Person, url: string): Promise<ErrorView | undefined>
}

export const entries: Entry[] = [
  {
    name: 'image:bookmark',
    file: 'server/images/images.ts',
    wants: 'picture',
    atOnce: 2,
    ask: (person, url) => refusalOf(person.ask('image:bookmark', { url, title: 'A find' })),
  },
  {
    name: 'image:bookmark by HTTP',
    file: 'server/images/images.ts',
    wants: 'picture',
    atOnce: 2,
    async ask(person, url) {
      const answer = await person.http('POST', '/api/image/bookmark', { url, title: 'A find' })
      return ((await answer.json()) as { error?: ErrorView }).error
    },
  },
  {
    name: 'save:begin',
    file: 'server/saves/work.ts',
    wants: 'picture',
    atOnce: 8,
    async ask(person, url) {
      let id: string | undefined
      const refusal = await refusalOf(
        person.ask('save:begin', { saves: [{ url, title: 'A find' }] }).then(({ saves }) => (id = saves[0]!.id)),
      )
      if (refusal) return refusal
      const ended = await Promise.race([
        person.next('save:changed', ({ save }) => save.id === id && save.state === 'failed'),
        person.next('image:saved', ({ saveId }) => saveId === id),
      ])
      return 'save' in ended ? ended.save.error! : undefined
    },
  },
  {
    name: 'page:read',
    file: 'server/pages/pages.ts',
    wants: 'page',
    atOnce: 1,
    aMinute: 20,
    ask: (person, url) => refusalOf(person.ask('page:read', { url })),
  },
  {
    name: 'account:photo',
    file: 'server/accounts/photos.ts',
    wants: 'picture',
    atOnce: 1,
    ask: (person, url) => refusalOf(person.ask('account:photo', { url })),
  },
]

/** Somebody who may still ask: nobody asks more often than is allowed in a minute. */
export function startCrowd({ aMinute = Infinity }: Entry, signUp: (node: 0 | 1) => Promise<Person>) {
  let person: Promise<Person> | undefined
  let asked = 0
  let people = 0
  return (): Promise<Person> => {
    if (asked++ % aMinute === 0) person = signUp(people++ % 2 ? 1 : 0)
    return person!
  }
}

/** What somebody is told whose request is refused. */
export async function refusalOf(asked: Promise<unknown>): Promise<ErrorView | undefined> {
  try {
    await asked
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.view
    throw error
  }
}
