// Personal access tokens: what a person's own programs come with instead of a session.
import { createHash, randomBytes } from 'node:crypto'
import { msg, str } from '@lit/localize'
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { groupClosed, socketsOf, tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { inLanguageOf } from '../language/reader.ts'
import { wholeNumber } from '../language/words.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import type { Scope } from '../policy/requests.ts'
import type { Identity, Standing } from '../policy/standing.ts'
import type { TokenView } from '../views.ts'
import {
  deleteToken,
  findTokenByHash,
  findTokenMaker,
  findTokenStanding,
  insertToken,
  listHoldingTokens,
  listTokenIds,
  listTokenViews,
  touchToken,
} from './queries.ts'

/** Tokens of one person: far more than anybody can keep apart. */
const mostTokens = 50
/** The mark lets programs that look for leaked secrets find it; 256 random bits follow. */
const shape = /^bbt_[\w-]{43}$/
/** Tells the number of a token from that of a session, wherever an identity says which it is. */
const mark = 't'

export const isToken = (text: string): boolean => text.startsWith('bbt_')

/** The person's other tabs list them anew. */
const changed = (accountId: string) => ({ name: 'security:changed', groups: [tabsOf(accountId)], payload: {} })

const hashToken = (token: string) => createHash('sha256').update(token).digest()
const sessionIdOf = (id: string) => mark + id
/** Whether an identity is that of a token, by what it says where others have their session. */
export const isOfToken = (sessionId: string): boolean => sessionId.startsWith(mark)

export interface TokenInput {
  name: string
  scopes: Scope[]
  days: number | null
}

/**
 * Makes a token, which is answered this once: only its hash is kept. It outlives a change of the password, as it was never made of it.
 * @throws {AppError} `conflict` when the person has too many
 */
export async function createToken(
  ctx: Context,
  accountId: string,
  input: TokenInput,
): Promise<TokenView & { token: string }> {
  const token = `bbt_${randomBytes(32).toString('base64url')}`
  const view = await change(ctx, async trx => {
    const made = await insertToken(trx, { accountId, tokenHash: hashToken(token), ...input }, mostTokens)
    if (made) await tell(ctx, trx, accountId, input.name)
    return made
  })
  if (!view)
    throw new AppError(
      'conflict',
      msg(str`You have ${wholeNumber(mostTokens)} access tokens. Revoke one that you do not need any more.`),
    )
  return { ...view, token }
}

/** The person's windows, and a mail, in case it was somebody else. */
async function tell(ctx: Context, trx: Transaction<Database>, accountId: string, name: string): Promise<void> {
  await recordEvents(trx, [changed(accountId)])
  const owner = await findTokenMaker(trx, accountId)
  const letter = await inLanguageOf(ctx, trx, accountId, () =>
    writeLetter(ctx.config, {
      subject: msg('An access token was made'),
      paragraphs: [
        msg(str`Hello ${owner.name},`),
        msg(
          str`An access token called “${name}” was made for your account: whoever has it can do in your name what it allows.`,
        ),
        msg('If this was not you, revoke it, and change your password at once.'),
      ],
      button: { words: msg('Look at your security settings'), url: `${ctx.config.publicUrl.origin}/settings/security` },
    }),
  )
  await queueMail(ctx, trx, { to: owner.email, ...letter })
}

export async function listTokens(ctx: Context, accountId: string): Promise<TokenView[]> {
  return listTokenViews(ctx.db, accountId)
}

/**
 * Whatever uses it is refused from now on, and its sockets are closed on every node.
 * @throws {AppError} `not_found`
 */
export async function revokeToken(ctx: Context, accountId: string, id: string): Promise<void> {
  await change(ctx, async trx => {
    if (!(await deleteToken(trx, accountId, id))) throw new AppError('not_found', msg('There is no such access token.'))
    await recordEvents(trx, [groupClosed(socketsOf(sessionIdOf(id))), changed(accountId)])
  })
}

/** Closes whatever a person's tokens have opened, on every node: for accounts whose tokens hold no longer. */
export async function closeTokens(trx: Transaction<Database>, accountId: string): Promise<void> {
  const ids = await listTokenIds(trx, accountId)
  if (ids.length > 0) await recordEvents(trx, [groupClosed(...ids.map(id => socketsOf(sessionIdOf(id))))])
}

/** Undefined when no token that holds is this one. */
export async function findToken(ctx: Context, token: string): Promise<Identity | undefined> {
  if (!shape.test(token)) return undefined
  const found = await findTokenByHash(ctx.db, hashToken(token))
  if (!found) return undefined
  if (found.stale) await touchToken(ctx.db, found.id)
  const { accountId, scopes, language } = found
  return { accountId, sessionId: sessionIdOf(found.id), scopes, provedAt: null, language }
}

/** Who it is at this moment; undefined when the token holds no longer. */
export async function findTokenOwner(ctx: Context, { sessionId }: Identity): Promise<Standing | undefined> {
  return findTokenStanding(ctx.db, sessionId.slice(mark.length))
}

/** Of what identities say, the tokens that still hold; sessions are left out. */
export async function listValidTokens(ctx: Context, sessionIds: string[]): Promise<string[]> {
  const ids = sessionIds.filter(isOfToken).map(sessionId => sessionId.slice(mark.length))
  return ids.length > 0 ? (await listHoldingTokens(ctx.db, ids)).map(sessionIdOf) : []
}
