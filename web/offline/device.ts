// What this browser keeps, in its own database: read by windows and by the service worker alike.

/** One answer of the server, for when it cannot be asked. */
export interface Kept {
  key: string
  /** The username of whom it was told; '' for a visitor. */
  owner: string
  name: string
  data: unknown
  /** In milliseconds. */
  at: number
  /** Characters of its JSON. */
  size: number
}

/** A save that waits for the connection. */
export interface WaitingSave {
  /** Also for the server: sent twice, it is the same save. */
  key: string
  owner: string
  /** The window that shows and sends it; when that is gone, whoever comes first. */
  tab: string
  at: number
  file: File | undefined
  url: string | undefined
  words: Record<string, string>
}

/** Who is here: an `OwnAccountView`, or null for a visitor; and in which language. */
export interface Here {
  key: 'session'
  account: { username: string } | null
  /** Of the interface, when it was last here. */
  language?: string
  at: number
}

interface Stores {
  kept: Kept
  saves: WaitingSave
  facts: Here
}

const NAME = 'bowerbird'
const stores = ['kept', 'saves', 'facts'] as const
/** What nobody has looked at for so long is not kept any longer: milliseconds. */
export const LONGEST = 14 * 24 * 60 * 60_000
/** In the browser's Cache Storage. */
export const PICTURES = 'pictures'
/** The beginning of the names of those with the code of a version. */
export const INTERFACE = 'interface-'
/** Header of what is fetched only to be kept: the worker need not look for what is not there, nor answer for it once its window has gone. */
export const TO_KEEP = 'bowerbird-keep'

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.addEventListener('upgradeneeded', () => {
      for (const name of stores) request.result.createObjectStore(name, { keyPath: 'key' })
    })
    request.addEventListener('success', () => {
      // Another window wants to delete or to renew it.
      request.result.addEventListener('versionchange', () => {
        request.result.close()
        opened = undefined
      })
      resolve(request.result)
    })
    request.addEventListener('error', () => {
      opened = undefined
      reject(request.error ?? new Error('Nothing can be kept here.'))
    })
  })
  return opened
}

/** @throws {DOMException} when there is no room, or nothing may be kept */
async function act<Name extends keyof Stores, Result>(
  name: Name,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode)
    const request = work(transaction.objectStore(name))
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Nothing could be kept.')))
  })
}

export const listKept = <Name extends keyof Stores>(name: Name): Promise<Stores[Name][]> =>
  act(name, 'readonly', store => store.getAll() as IDBRequest<Stores[Name][]>)

export const findKept = <Name extends keyof Stores>(name: Name, key: string): Promise<Stores[Name] | undefined> =>
  act(name, 'readonly', store => store.get(key) as IDBRequest<Stores[Name] | undefined>)

export const keep = <Name extends keyof Stores>(name: Name, value: Stores[Name]): Promise<unknown> =>
  act(name, 'readwrite', store => store.put(value))

export const drop = (name: keyof Stores, key: string): Promise<unknown> =>
  act(name, 'readwrite', store => store.delete(key))

/** Everything of whoever was here; `andSaves`: also what waits to be saved. */
export async function forgetPerson(andSaves: boolean): Promise<void> {
  const names = andSaves ? stores : stores.filter(name => name !== 'saves')
  // On plain http there are no pictures to forget, nor a place for them.
  const pictures = 'caches' in globalThis ? caches.delete(PICTURES) : undefined
  await Promise.all([...names.map(name => act(name, 'readwrite', store => store.clear())), pictures])
}
