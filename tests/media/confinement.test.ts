import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { choices, confine, environment, findConfinement, permissions } from '../../server/media/confinement.ts'
import { startCanary, temporaryFolder } from './support.ts'

const run = promisify(execFile)
const memory = 512 * 2 ** 20
const { missing } = findConfinement()
const intruder = join(import.meta.dirname, 'intruder.ts')

/** A folder of data with a secret in it, and beside it what a decoder may read. */
async function startRoom() {
  const hides = await temporaryFolder()
  const reads = join(hides, 'incoming')
  await mkdir(reads)
  const secret = join(hides, 'database')
  await writeFile(secret, 'everything')
  for (const name of ['picture', 'victim']) await writeFile(join(reads, name), 'pixels')
  return { reads, hides, secret, memory }
}

/** Runs the intruder where a decoder runs. `flags` are what Node is told besides. */
async function breakIn(flags: (room: { reads: string }) => string[]) {
  const canary = await startCanary()
  const room = await startRoom()
  const target = JSON.stringify({ folder: room.reads, secret: room.secret, port: canary.port, node: process.pid })
  const [file, parameters] = confine([process.execPath, ...flags(room), intruder, target], room)
  const { stdout } = await run(file, parameters, { env: environment, cwd: '/' })
  return { outcome: JSON.parse(stdout) as Record<string, string>, room, canary }
}

const denied = 'ERR_ACCESS_DENIED'

describe.runIf(process.platform === 'linux')('an intruder in a decoder', () => {
  test('is stopped by Node at everything but the pictures that are to be read', async () => {
    const { outcome, room } = await breakIn(reads => [...permissions(reads), `--allow-fs-read=${intruder}`])

    expect(outcome).toMatchObject({
      'read a picture': 'done',
      'list pictures': 'done',
      'write a file': denied,
      'write elsewhere': denied,
      'make a folder': denied,
      'remove a picture': denied,
      'read the database': denied,
      'read the machine': denied,
      'read the environment of the node': denied,
      'start a program': denied,
      'start a thread': denied,
      'make code of text': expect.stringContaining('EvalError'),
    })
    expect(await readdir(room.reads)).toEqual(['picture', 'victim'])
  })

  // What counts when the hole is in native code, which Node cannot hold.
  test.skipIf(missing.length > 0)('that has got past Node is stopped by the kernel', async () => {
    const { outcome, room, canary } = await breakIn(() => [])

    expect(outcome).toMatchObject({
      'read a picture': 'done',
      'write a file': 'EROFS',
      'write elsewhere': 'EROFS',
      'make a folder': 'EROFS',
      'remove a picture': 'EROFS',
      'read the database': 'ENOENT',
      'read the environment of the node': 'EACCES',
      'call this machine': 'ENETUNREACH',
      'call this machine by IPv6': expect.stringMatching(/^E(NETUNREACH|ADDRNOTAVAIL|HOSTUNREACH|AFNOSUPPORT)$/),
    })
    expect(canary.hits()).toBe(0)
    expect(await readdir(room.reads)).toEqual(['picture', 'victim'])
    expect((await readdir(room.hides)).toSorted()).toEqual(['database', 'incoming'])
  })

  test.skipIf(missing.includes('network'))('has no power of root, cannot win any, and sees no network', async () => {
    const [file, parameters] = confine(['/bin/cat', '/proc/self/status', '/proc/net/dev'], await startRoom())
    const { stdout } = await run(file, parameters, { env: environment, cwd: '/' })

    for (const set of ['Prm', 'Eff', 'Bnd', 'Amb', 'Inh']) expect(stdout).toMatch(new RegExp(`Cap${set}:\\s+0+\n`))
    expect(stdout).toMatch(/NoNewPrivs:\s+1\n/)
    expect([...stdout.matchAll(/^\s*([\w@.-]+):(?:\s+\d+){16}$/gm)].map(match => match[1])).toEqual(['lo'])
  })

  test('fills no disk, leaves no core, opens few files', async () => {
    const [file, parameters] = confine(['/bin/cat', '/proc/self/limits'], await startRoom())
    const { stdout } = await run(file, parameters, { env: environment, cwd: '/' })

    expect(stdout).toMatch(/Max file size\s+0\s+0 /)
    expect(stdout).toMatch(/Max core file size\s+0\s+0 /)
    expect(stdout).toMatch(/Max open files\s+256\s+256 /)
  })
})

test.runIf(process.platform === 'linux').each(choices)(
  'a machine without $missing starts decoders all the same',
  async ({ prefix }) => {
    const room = await startRoom()
    const [file, parameters] = confine(['/bin/cat', join(room.reads, 'picture')], room, prefix)

    // Better ones than the best of this machine cannot be tried.
    const works = choices.findIndex(choice => choice.prefix === prefix) >= choices.indexOf(findConfinement())
    if (works) expect(await run(file, parameters, { env: environment })).toMatchObject({ stdout: 'pixels', stderr: '' })
  },
)

test('a folder of data that holds our own code is not hidden from it', async () => {
  const [, parameters] = confine(['true'], {
    reads: '/srv/incoming',
    hides: join(import.meta.dirname, '../..'),
    memory,
  })

  expect(parameters).not.toContain(join(import.meta.dirname, '../..'))
})
