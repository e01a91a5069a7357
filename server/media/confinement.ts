// What a decoder may not do, so that a hole in a library opens into an empty room: as much as this machine's kernel allows.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Confinement {
  /** What stands before a command. */
  prefix: string[]
  /**
   * What this machine does not allow: to keep it from the memory and environment of processes outside (`users`), from the rest
   * of the data (`mounts`), from every network, and from gaining privileges.
   */
  missing: ('users' | 'mounts' | 'network' | 'privileges')[]
}

export interface Room {
  /** The one folder of data that it reads. */
  reads: string
  /** The folder around it, of which it sees nothing else where the machine allows it. */
  hides?: string
  /** Bytes of resident memory. */
  memory: number
}

const ownUser = ['--user', '--map-root-user']
const alone = ['--net', '--ipc']
const powerless = ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--']

/** From the best to none at all: the first that this machine lets run is taken. A user namespace needs no privilege. */
export const choices: Confinement[] = [
  { prefix: ['unshare', ...ownUser, ...alone, '--mount', '--', ...powerless], missing: [] },
  { prefix: ['unshare', ...ownUser, ...alone, '--', ...powerless], missing: ['mounts'] },
  { prefix: ['unshare', ...alone, '--mount', '--', ...powerless], missing: ['users'] },
  { prefix: ['unshare', ...alone, '--', ...powerless], missing: ['users', 'mounts'] },
  { prefix: ['setpriv', '--no-new-privs', '--'], missing: ['users', 'mounts', 'network'] },
  { prefix: [], missing: ['users', 'mounts', 'network', 'privileges'] },
]

export const environment = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LANG: 'C' }

let found: Confinement | undefined

/** What this machine allows; tried once. */
export function findConfinement(): Confinement {
  return (found ??= process.platform === 'linux' ? (choices.find(runs) ?? choices.at(-1)!) : choices.at(-1)!)
}

/** Exactly what is done later, in a room of its own: some machines allow a namespace, and then no mount in it. */
function runs({ prefix }: Confinement): boolean {
  const hides = mkdtempSync(join(tmpdir(), 'bowerbird-room-'))
  const reads = join(hides, 'incoming')
  mkdirSync(reads)
  try {
    const [file, parameters] = confine(['/usr/bin/test', '-d', reads], { reads, hides, memory: 0 }, prefix)
    return spawnSync(file, parameters, { env: environment, stdio: 'ignore', timeout: 5_000 }).status === 0
  } finally {
    rmSync(hides, { recursive: true })
  }
}

/** The command that runs another one with nothing but what a decoder needs. */
export function confine(
  command: string[],
  { reads, hides, memory }: Room,
  prefix = findConfinement().prefix,
): [string, string[]] {
  if (process.platform !== 'linux') return [command[0]!, command.slice(1)]
  const [unshare, rest] = splitAt(prefix, 'setpriv')
  // Only in a mount namespace of its own, and never what it has to load.
  const loaded = [...ownFiles(), process.execPath]
  const isOwn = hides !== undefined && loaded.some(path => isInside(path, hides))
  const hidden = hides !== undefined && unshare.includes('--mount') && !isOwn ? hides : ''
  return [
    '/bin/sh',
    ['-c', limits(memory), 'sh', ...unshare, '/bin/sh', '-c', hide, hidden, reads, ...rest, ...command],
  ]
}

function splitAt(words: string[], word: string): [string[], string[]] {
  const index = words.indexOf(word)
  return index < 0 ? [[], words] : [words.slice(0, index), words.slice(index)]
}

/**
 * No core dumps, no byte written to any file, killed first when the machine runs out of memory, behind the node in the queue for
 * the processor, and a hard wall around its data for what allocates faster than it is watched: about 600 MB of address space is
 * Node's own reserve.
 */
function limits(memory: number): string {
  const kilobytes = Math.ceil(memory / 1024) + 800 * 1024
  const walls = `ulimit -c 0; ulimit -f 0; ulimit -n 256; ulimit -d ${kilobytes}`
  return `${walls}; echo 1000 > /proc/self/oom_score_adj; exec nice -n 5 "$@"`
}

/** `$0` is the folder to hide, `$1` the one inside it that stays, by a handle that outlives its path. */
const hide = `if [ -n "$0" ]; then
  exec 9< "$1" && mount -t tmpfs -o size=4k,mode=755 none "$0" && mkdir -p "$1" && mount --no-canonicalize --bind /proc/self/fd/9 "$1" &&
  mount -o remount,bind,ro "$1" && mount -o remount,ro "$0" && exec 9<&- || exit 1
fi
shift
exec "$@"`

/** What Node itself is told to refuse; sharp is native code, for which the rest is there. */
export function permissions({ reads }: Pick<Room, 'reads'>): string[] {
  const readable = [...ownFiles(), reads].map(path => `--allow-fs-read=${path}`)
  return [
    '--permission',
    '--allow-addons',
    '--disable-warning=PERM0001',
    '--disallow-code-generation-from-strings',
    ...readable,
  ]
}

/** The folders of our own code and of the libraries, wherever a package manager has put them. */
function ownFiles(): string[] {
  const library = createRequire(import.meta.url).resolve('sharp')
  const installed = library.slice(0, library.lastIndexOf('/node_modules/') + '/node_modules'.length)
  const here = fileURLToPath(new URL('..', import.meta.url))
  return [here.replace(/\/$/, ''), join(here, '../node_modules'), installed]
}

function isInside(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder}/`)
}
