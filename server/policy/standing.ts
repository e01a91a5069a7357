// Whether somebody may make a request: decided from its row and from who they are at this moment.
import { msg, str } from '@lit/localize'
import { AppError } from '../errors.ts'
import type { Access, Role, Scope } from './requests.ts'

/** Who asks, as their session or token says. */
export interface Identity {
  accountId: string
  /** Of a session, or of a personal access token, whose number then follows the letter t. */
  sessionId: string
  /** What a personal access token allows; null for a session, which is the person. */
  scopes: readonly Scope[] | null
  /** When the person of the session had last proved who they are, as it was looked up; null for a token. An opaque text. */
  provedAt: string | null
  /** Of a session: what its browser calls who it is. */
  username?: string
  /** What their account says, where it says one. */
  language?: string | null
}

/** What may change while somebody is connected, and is therefore asked for again. */
export interface Standing {
  role: Role
  /** Whether they have proved in the last 15 minutes that it is them: they, and not who came in before that proof and has stayed. */
  recent: boolean
}

const rank: Record<Role, number> = { person: 0, moderator: 1, administrator: 2 }

/** Whether a role is that of one who keeps the instance in order. */
export const isStaff = (role: Role): boolean => rank[role] > 0

/** Whether somebody is told what their account is told: a token that does not allow to read only asks. */
export const mayRead = (identity: Identity | undefined): identity is Identity =>
  identity !== undefined && (!identity.scopes || identity.scopes.includes('read'))

/**
 * Lets pass whoever may make such a request.
 * @param look reads the standing; called only where it matters
 * @throws {AppError} `unauthenticated` for visitors; `forbidden` for a token or a role that does not allow it, and with `confirm` when
 * the person has to prove again that it is them
 */
export async function requireAccess(
  access: Access,
  identity: Identity | undefined,
  look: (identity: Identity) => Promise<Standing | undefined>,
): Promise<void> {
  // A token proves nothing about the person who is there now.
  const personAlone = access.scope === 'session' || access.recent
  if (identity?.scopes && (personAlone || !identity.scopes.includes(access.scope as Scope))) {
    throw new AppError(
      'forbidden',
      personAlone
        ? msg('This cannot be done with an access token. Sign in to Bowerbird itself.')
        : msg(str`This access token does not allow “${access.scope}”.`),
    )
  }
  if (access.who === 'anyone') return
  if (!identity) throw new AppError('unauthenticated', msg('Sign in first.'))
  if (access.who === 'signed-in' && !access.recent) return
  const standing = await look(identity)
  if (!standing) throw new AppError('unauthenticated', msg('You have been signed out. Sign in again.'))
  if (access.who !== 'signed-in' && rank[standing.role] < rank[access.who]) {
    throw new AppError(
      'forbidden',
      access.who === 'moderator' ? msg('Only moderators can do that.') : msg('Only administrators can do that.'),
    )
  }
  if (access.recent && !standing.recent) {
    throw new AppError('forbidden', msg('Confirm first that it is you.'), { confirm: true })
  }
}
