// Originals before and after they are developed: the bytes as they came, under `<hash>.<format>`.
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'
import { headBytes, recognise } from './format.ts'
import type { Format } from './format.ts'
import type { Incoming } from './incoming.ts'
import type { Store } from './store.ts'

const endings: Record<Format, true> = { jpeg: true, png: true, webp: true, gif: true, avif: true }

export async function keepOriginal(
  incoming: Incoming,
  { decodeAvif }: { decodeAvif: boolean },
  originals: Store,
): Promise<{ hash: string; bytes: number; name: string }> {
  try {
    const format = recognise(await readHead(incoming.path), decodeAvif)
    return { hash: incoming.hash, bytes: incoming.bytes, name: await originals.put(incoming, format) }
  } finally {
    await incoming.discard()
  }
}

export async function recallOriginal(
  name: string,
  originals: Store,
  receive: (stream: Readable) => Promise<Incoming>,
): Promise<Incoming> {
  const file = await openOriginal(name, originals)
  if (!file) throw new AppError('not_found', msg('That picture is not here any more. Save it once more.'))
  const incoming = await receive(file.stream).catch((error: unknown) => {
    // For an upload that would be the sender's doing; here it is ours.
    throw error instanceof AppError && error.code === 'invalid' ? brokenOff() : error
  })
  if (incoming.bytes === file.bytes && name.startsWith(incoming.hash)) return incoming
  await incoming.discard()
  if (incoming.bytes !== file.bytes) throw brokenOff()
  throw new AppError('invalid', msg('The stored picture is damaged. Save it once more.'))
}

async function openOriginal(name: string, originals: Store) {
  if (name.includes('.')) return originals.open(name)
  for (const whole of namesOf(name)) {
    const file = await originals.open(whole)
    if (file) return file
  }
  return undefined
}

/** The names that an original with this hash may have. */
export const namesOf = (hash: string) => Object.keys(endings).map(ending => `${hash}.${ending}`)

function brokenOff(): AppError {
  return new AppError('unavailable', msg('The stored picture could not be read. Try again.'), { retryAfter: 10 })
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
