import { takeParcel } from '../service-worker/parcels.ts'
import { findAddress } from './address.ts'

export interface Shared {
  /** Pictures, and whatever else the other app took for one. */
  files: File[]
  title: string
  text: string
  /** The first http(s) address of what was shared; empty without one. */
  url: string
}

/** What another app has shared under this name (`/images/new?shared=…`), once; undefined when it is gone. */
export async function takeShared(id: string): Promise<Shared | undefined> {
  // Without a secure context there is no service worker either, so nothing was kept.
  if (!('caches' in globalThis)) return undefined
  const form = await takeParcel(id)
  if (!form) return undefined
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    files: form.getAll('files').filter(entry => entry instanceof File),
    title: text('title'),
    text: text('text'),
    url: findAddress(text('url'), text('text'), text('title')),
  }
}
