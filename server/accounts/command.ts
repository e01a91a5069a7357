// npm run account -- <username> <what>: lets somebody who is locked out back in, as whoever runs the server may. Then it ends.
import { pino } from 'pino'
import { recordAction } from '../administration/administration.ts'
import { change } from '../channels/change.ts'
import { readConfig, StartError, type Config } from '../config.ts'
import type { Context } from '../context.ts'
import { handOverLink } from '../credentials/links.ts'
import { findHolderByLogin, type Holder } from '../credentials/queries.ts'
import { openDatabase } from '../database/db.ts'
import { AppError } from '../errors.ts'
import { explain } from '../explain.ts'
import { endTwoFactor } from '../factors/two-factor.ts'
import { createJobs } from '../jobs/jobs.ts'
import { giveRole } from '../moderation/moderation.ts'
import { findRole } from '../moderation/queries.ts'

/** What the record says instead of who has done it. @see web/administration/action-list.ts */
const reason = 'npm run account'

type Work = (ctx: Context, holder: Holder) => Promise<string>

/** Each answers what is to be printed. */
const words: Record<string, Work> = {
  async 'password-link'(ctx, { id: accountId, username, suspended }) {
    if (suspended) return fail(`“${username}” is suspended: an administrator restores them first, in the interface.`)
    const link = await change(ctx, async trx => {
      await recordAction(trx, { actorId: null, action: 'password-link', accountId, reason })
      return handOverLink(ctx, trx, accountId)
    })
    return `Whoever opens this chooses a new password for “${username}”, once, within 30 minutes:\n${link}`
  },

  async 'without-second-factor'(ctx, { id: accountId, username }) {
    const ended = await change(ctx, async trx => {
      const had = await endTwoFactor(ctx, trx, accountId)
      if (had) await recordAction(trx, { actorId: null, action: 'without-second-factor', accountId, reason })
      return had
    })
    return ended
      ? `“${username}” signs in with the password alone from now on; the authenticator app and the recovery codes are gone.`
      : `“${username}” has no second factor: nothing was changed.`
  },

  async administrator(ctx, { id, username }) {
    if ((await findRole(ctx.db, id)) === 'administrator')
      return `“${username}” is an administrator already: nothing was changed.`
    await giveRole(ctx, { actorId: null, username, role: 'administrator', reason })
    return `“${username}” is an administrator now.`
  },
}

const usage = `Say whose account it is and what to do: npm run account -- <username> ${Object.keys(words).join(' | ')}`

let config: Config | undefined
try {
  const [username = '', word = '', ...more] = process.argv.slice(2)
  const work = Object.hasOwn(words, word) ? words[word] : undefined
  if (!username || !work || more.length > 0) fail(usage)
  config = readConfig(process.env)
  process.stdout.write(`${await openAndDo(config, username, work!)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : explain(error, config)}\n`)
  process.exitCode = 1
}

async function openAndDo(config: Config, username: string, work: Work): Promise<string> {
  const log = pino({ level: 'warn' }, pino.destination(2))
  const database = await openDatabase(config, log)
  try {
    const { db } = database
    const holder = await findHolderByLogin(db, username)
    if (!holder)
      return fail(
        `Nobody has the username “${username}” here. Is it spelled so, and are DATABASE_URL and DATA_DIR the node’s?`,
      )
    // For the letters alone, which a node sends.
    const jobs = createJobs(database.jobs, log)
    await jobs.start([], [])
    // What there is to tell, the nodes find by themselves when they look at the log of events.
    const groups = { hint() {} }
    return await work({ config, log, db, groups, jobs: jobs.queue } as Context, holder).finally(() => jobs.close())
  } finally {
    await database.close()
  }
}

function fail(sentence: string): never {
  throw new StartError(sentence)
}
