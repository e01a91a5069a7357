// Saves that waited for the connection, when no window is left to send them: the browser wakes the worker for it, where it can.
import { drop, findKept, listKept, type WaitingSave } from '../offline/device.ts'
import { isAlive } from '../offline/tabs.ts'

/** Whoever comes first does it; a save that another has sent already is the same save to the server. @throws to be woken again */
export async function sendWaiting(): Promise<void> {
  const here = await findKept('facts', 'session')
  for (const save of await listKept('saves')) {
    if (save.owner !== here?.account?.username || (await isAlive(save.tab))) continue
    const answer = await send(save)
    // What is refused is said, and mended, in a window; what is somebody else's by now waits for its owner.
    if (answer.ok) await drop('saves', save.key)
    else if (answer.status >= 500 || answer.status === 429) throw new Error(`The server answers ${answer.status}.`)
  }
}

function send({ owner, key, file, url, words }: WaitingSave): Promise<Response> {
  const whose = { 'bowerbird-as': owner }
  const said = Object.fromEntries(Object.entries(words).filter(([, text]) => text))
  if (!file) {
    const body = JSON.stringify({ saves: [{ ...said, url, key }] })
    return fetch('/api/save/begin', { method: 'POST', headers: { ...whose, 'content-type': 'application/json' }, body })
  }
  const form = new FormData()
  for (const [name, text] of Object.entries({ ...said, key })) form.set(name, text)
  form.set('file', file)
  return fetch('/api/saves', { method: 'POST', headers: whose, body: form })
}
