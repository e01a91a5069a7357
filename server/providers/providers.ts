// Identities at OpenID Connect providers: an issuer and what it calls somebody. Nothing else says who comes.
import { msg, str } from '@lit/localize'
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { inLanguageOf } from '../language/reader.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import type { IdentitiesView, ProviderView } from '../protocol-providers.ts'
import { ProviderRefusal } from './problems.ts'
import {
  deleteExpired,
  deleteIdentity,
  hasWayIn,
  insertIdentity,
  listIdentityRows,
  lockAccount,
  type NewIdentity,
} from './queries.ts'

/** Those by which one may sign in here, by their labels. */
export function listProviders({ config }: Pick<Context, 'config'>): ProviderView[] {
  return config.oidc.map(({ name, label }) => ({ name, label }))
}

export async function listIdentities(ctx: Context, accountId: string): Promise<IdentitiesView> {
  return { identities: await listIdentityRows(ctx.db, accountId), providers: listProviders(ctx) }
}

/**
 * From now on the identity signs in to the account; again is the same as once. The person is told by mail.
 * @throws {ProviderRefusal} `elsewhere` when it is another account's
 */
export async function linkIdentity(ctx: Context, identity: NewIdentity): Promise<void> {
  await change(ctx, async trx => {
    const account = await lockAccount(trx, identity.accountId)
    const { accountId, isNew } = await insertIdentity(trx, identity)
    if (accountId !== identity.accountId) throw new ProviderRefusal('elsewhere')
    if (isNew && account) {
      await recordEvents(trx, [changed(identity.accountId)])
      await tell(ctx, trx, identity, account.email, label => ({
        subject: msg(str`${label} now signs in to your account`),
        words: identity.label
          ? msg(str`${label} (${identity.label}) now signs in to your account.`)
          : msg(str`${label} now signs in to your account.`),
      }))
    }
  })
}

/**
 * @throws {AppError} `not_found`; `conflict` when it is the last way in
 */
export async function unlinkIdentity(ctx: Context, accountId: string, id: string): Promise<void> {
  await change(ctx, async trx => {
    const account = await lockAccount(trx, accountId)
    const provider = await deleteIdentity(trx, accountId, id)
    if (!account || !provider) throw new AppError('not_found', msg('That is not linked to your account.'))
    const usable = ctx.config.oidc.map(({ name }) => name)
    if (!(await hasWayIn(trx, accountId, usable))) {
      throw new AppError('conflict', msg('This is your only way in. Set a password or add a passkey first.'))
    }
    await recordEvents(trx, [changed(accountId)])
    await tell(ctx, trx, { accountId, provider }, account.email, label => ({
      subject: msg(str`${label} does not sign in to your account any more`),
      words: msg(str`${label} does not sign in to your account any more.`),
    }))
  })
}

const changed = (accountId: string) => ({
  name: 'security:changed' as const,
  groups: [tabsOf(accountId)],
  payload: {},
})

async function tell(
  ctx: Context,
  trx: Transaction<Database>,
  { accountId, provider }: Pick<NewIdentity, 'accountId' | 'provider'>,
  to: string,
  write: (label: string) => { subject: string; words: string },
): Promise<void> {
  const label = ctx.config.oidc.find(({ name }) => name === provider)?.label ?? provider
  const letter = await inLanguageOf(ctx, trx, accountId, () => {
    const { subject, words } = write(label)
    return writeLetter(ctx.config, {
      subject,
      paragraphs: [words, msg('If that was not you, look at your security settings now.')],
      button: { words: msg('Security settings'), url: new URL('/settings/security', ctx.config.publicUrl).href },
    })
  })
  await queueMail(ctx, trx, { to, ...letter })
}

/** Who has not come back, and who has not gone on. */
export async function forgetJourneys(ctx: Context): Promise<void> {
  await deleteExpired(ctx.db)
}
