// An account is made of what a provider says, in small steps: each adds its part to what those before it have found.
import { randomInt } from 'node:crypto'
import { isUsernameFree } from '../accounts/accounts.ts'
import type { Context } from '../context.ts'
import type { Profile } from './queries.ts'

/** What is said about a newcomer; the e-mail is theirs or the provider's, but there is one. */
export type Said = Profile & { email: string }

export interface Draft {
  email?: string
  emailConfirmedAt?: Date
  username?: string
  name?: string
  /** Where the photo is, for later: a picture that does not come keeps nobody out. */
  photoUrl?: string
}

type Step = (ctx: Context, said: Said, draft: Draft) => Draft | Promise<Draft>

/** In this order. */
const steps: Step[] = [takeEmail, takeUsername, takeName, takePhoto]

export async function draftAccount(ctx: Context, said: Said): Promise<Draft & { username: string; name: string }> {
  let draft: Draft = {}
  for (const step of steps) draft = { ...draft, ...(await step(ctx, said, draft)) }
  return draft as Draft & { username: string; name: string }
}

function takeEmail(_ctx: Context, { email, emailVerified }: Said): Draft {
  return { email, ...(emailVerified && { emailConfirmedAt: new Date() }) }
}

/** The one that they have there, where it is free and may be had; else one like it. */
async function takeUsername(ctx: Context, { username, email, name }: Said): Promise<Draft> {
  for (const source of [username, email, name, 'person']) {
    const base = asUsername(source ?? '')
    if (!base) continue
    const numbered = [2, 3, randomInt(10, 100), randomInt(1_000, 10_000), randomInt(1e6, 1e7)]
    for (const candidate of [base, ...numbered.map(number => `${base.slice(0, 22)}_${number}`)]) {
      if (await isUsernameFree(ctx, candidate)) return { username: candidate }
    }
  }
  return { username: `person_${randomInt(1e9, 1e10)}` }
}

function takeName(_ctx: Context, { name }: Said, { username }: Draft): Draft {
  return { name: name ?? username }
}

function takePhoto(_ctx: Context, { picture }: Said): Draft {
  return picture ? { photoUrl: picture } : {}
}

/** What is left of a name when only what a username may have is kept; '' when that is too little. Of an e-mail its first part. */
export function asUsername(text: string): string {
  const plain = text.split('@')[0]!.normalize('NFKD')
  const name = plain
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 30)
  return name.length >= 3 ? name : ''
}
