// What I save, as this tab asks the server for it.
import type { SaveAnswer } from '../../server/protocol.ts'
import type { Id, PageView, SaveView } from '../../server/views.ts'
import { upload } from '../http.ts'
import { shownName } from '../session.ts'
import { ask } from '../socket.ts'

/** What people say of a picture; the server makes a title where there is none. */
export interface Words {
  title: string
  description: string
  alt: string
  pageUrl: string
}

/** In the order given; from here on the server goes on by itself. */
export async function beginSaves(pictures: ({ url: string; key: string } & Words)[]): Promise<SaveView[]> {
  const saves = pictures.map(({ url, key, title, description, alt, pageUrl }) => ({
    url,
    key,
    title: title || undefined,
    description,
    alt,
    pageUrl: pageUrl || undefined,
  }))
  return (await ask('save:begin', { saves })).saves
}

/** Resolves when the server has the bytes. `progress` is told fractions of 1. */
export async function sendFile(
  file: File,
  key: string,
  words: Words,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<SaveView> {
  const form = new FormData()
  // Before the file: the server reads the words while the bytes are still on their way.
  for (const [name, value] of Object.entries(words)) if (value) form.set(name, value as string)
  form.set('key', key)
  form.set('file', file)
  return (await upload<SaveAnswer>('/api/saves', form, progress, { signal, as: shownName() })).save
}

export async function cancelSave(id: Id): Promise<void> {
  await ask('save:cancel', { id })
}

export async function retrySave(id: Id): Promise<SaveView> {
  return ask('save:retry', { id })
}

/** The server reads what is there: that takes as long as its host takes. */
export async function readPage(url: string): Promise<PageView> {
  return ask('page:read', { url })
}
