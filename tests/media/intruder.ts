// What somebody tries who has got in through a hole of a library: printed as JSON, each attempt with what came of it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const { folder, secret, port, node } = JSON.parse(process.argv[2] ?? '') as {
  folder: string
  secret: string
  port: number
  node: number
}

function attempt(deed: () => unknown): string {
  try {
    deed()
    return 'done'
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code ?? error)
  }
}

function call(host: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(port, host, () => resolve('done')).on('error', ({ code }: NodeJS.ErrnoException) => {
    resolve(code ?? 'error')
  })
  void promise.then(() => socket.destroy())
  return promise
}

const outcome = {
  'read a picture': attempt(() => readFileSync(join(folder, 'picture'))),
  'list pictures': attempt(() => readdirSync(folder)),
  'write a file': attempt(() => writeFileSync(join(folder, 'planted'), 'kitten')),
  'write elsewhere': attempt(() => writeFileSync(`${secret}.planted`, 'kitten')),
  'make a folder': attempt(() => mkdirSync(join(folder, 'planted-folder'))),
  'remove a picture': attempt(() => unlinkSync(join(folder, 'victim'))),
  'read the database': attempt(() => readFileSync(secret)),
  'read the machine': attempt(() => readFileSync('/etc/passwd')),
  'read the environment of the node': attempt(() => readFileSync(`/proc/${node}/environ`)),
  'start a program': attempt(() => execFileSync('/bin/true')),
  'start a thread': attempt(() => new Worker('', { eval: true }).terminate()),
  'make code of text': attempt(() => new Function('return 1')()),
  'call this machine': await call('127.0.0.1'),
  'call this machine by IPv6': await call('::1'),
}
console.log(JSON.stringify(outcome))
