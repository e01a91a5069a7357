// How this instance is set up, as everybody may know it: asked once, over HTTP, before there is a socket.
import type { InstanceView } from '../server/protocol-moderation.ts'
import { fetchJson } from './http.ts'

let asked: Promise<InstanceView> | undefined

export function getInstance(): Promise<InstanceView> {
  asked ??= fetchJson<{ data: InstanceView }>('POST', '/api/instance/get', {}).then(({ data }) => data)
  // Whoever could not be told now asks again.
  asked.catch(() => (asked = undefined))
  return asked
}

export function learnInstance(instance: InstanceView): void {
  asked = Promise.resolve(instance)
}
