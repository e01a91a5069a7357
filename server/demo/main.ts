// npm run demo: one ordinary node with a community that lives, in a data folder of its own.
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { explain } from '../explain.ts'
import { createCommunity, fullAt } from './community.ts'
import { people } from './people.ts'

try {
  const config = readConfig({
    ...process.env,
    DATA_DIR: process.env.DATA_DIR || './data/demo',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    // Invented people have no business in a database that others use.
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
  })
  const app = await createApp(config)
  await app.listen()
  const passwords = await keepPasswords(join(config.dataDir, 'demo-sign-ins.json'))
  const leaving = new AbortController()
  const community = await createCommunity(app.ctx, passwords, leaving.signal)

  const living = (async () => {
    await community.fill(() => {
      if (leaving.signal.aborted) return
      tell(`People arrive: ${community.members} of ${people.length}, ${community.pictures} of ${fullAt} pictures`)
    })
    await community.live(() => tell(`${community.members} people, ${community.pictures} pictures`))
  })()

  const stop = () => {
    if (leaving.signal.aborted) return process.exit(1)
    leaving.abort()
    say('Everybody goes home …')
    setTimeout(() => process.exit(1), 29_000).unref()
    // What somebody has begun is finished first.
    living
      .then(() => community.close())
      .then(() => app.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const signIns = Object.entries(passwords).map(([username, password]) => `  ${username.padEnd(8)} ${password}`)
  say(
    `\nBowerbird is open at ${config.publicUrl.origin}\n\nSign in as one of two, best in two windows:\n\n${signIns.join('\n')}\n\nCtrl-C ends it; the next start goes on from there.\n`,
  )
  await living
} catch (error) {
  process.stderr.write(`${explain(error, undefined)}\n`)
  process.exit(1)
}

/** Those of the first two people: made up at the first start, kept so that they still open the door at the second. */
async function keepPasswords(path: string): Promise<Record<string, string>> {
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return JSON.parse(kept) as Record<string, string>
  const made = people.slice(0, 2).map(({ username }) => [username, randomBytes(9).toString('base64url')])
  const passwords = Object.fromEntries(made) as Record<string, string>
  await writeFile(path, JSON.stringify(passwords), { mode: 0o600 })
  return passwords
}

function say(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${text}\n`)
}

/** One line that is written over; where that cannot be, as in a file, nothing is told. */
function tell(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`)
}
