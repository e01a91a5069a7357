// Consumers: what each request accepts and what answers it. Parsed, answered, acknowledged and measured here, once for both edges.
import { msg, str } from '@lit/localize'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { AppError, toErrorView } from '../errors.ts'
import { metrics } from '../http/metrics.ts'
import { ownWordsOfZod } from '../language/inputs.ts'
import { accessOf, type MemberRequest, type OpenRequest } from '../policy/requests.ts'
import { requireAccess, type Identity } from '../policy/standing.ts'
import type { Answer, Data, RequestName } from '../protocol.ts'
import type { Eyes } from './eyes.ts'

/** Who asks, as `Identity` has it. Over HTTP there is no socket to join a group: a watch is then a plain read. */
export interface Caller {
  accountId: string | null
  sessionId: string | null
  scopes: Identity['scopes']
  provedAt: Identity['provedAt']
  /** Of the socket; null over HTTP. */
  connection: string | null
  /** As who they count that look; null for a program. */
  eyes(): Promise<Eyes | null>
  join(group: string): void
  leave(group: string): void
  /**
   * Joins the group, then reads: the snapshot is never older than what the group was told before it. `read` says whose it is, so that
   * the socket leaves the group as soon as it may see it no longer.
   */
  watch<Snapshot>(group: string, read: (isOf: (accountId: string) => void) => Promise<Snapshot>): Promise<Snapshot>
}

export type SignedIn = Caller & { accountId: string; sessionId: string }

export interface Consumer<Name extends RequestName> {
  input: z.ZodType
  /** Given what `input` has parsed. */
  answer(ctx: Context, caller: Caller, input: unknown): Promise<Data<Name>>
}

export type Consumers = { [Name in RequestName]: Consumer<Name> }

/** A request that visitors may make too, as its row in policy/requests.ts says. */
export function anyone<Name extends OpenRequest, Parsed>(
  input: z.ZodType<Parsed>,
  answer: (ctx: Context, caller: Caller, input: Parsed) => Promise<Data<Name>>,
): Consumer<Name> {
  return { input, answer: (ctx, caller, parsed) => answer(ctx, caller, parsed as Parsed) }
}

/** A request that only a signed-in person may make, or fewer: its row in policy/requests.ts says who. */
export function signedIn<Name extends MemberRequest, Parsed>(
  input: z.ZodType<Parsed>,
  answer: (ctx: Context, caller: SignedIn, input: Parsed) => Promise<Data<Name>>,
): Consumer<Name> {
  return {
    input,
    answer: (ctx, caller, parsed) => answer(ctx, caller as SignedIn, parsed as Parsed),
  }
}

export function isRequestName(consumers: Consumers, name: string): name is RequestName {
  return Object.hasOwn(consumers, name)
}

/** Answers one request; never throws. What is not an expected error is logged with the request's name. */
export async function answerRequest(
  ctx: Context,
  consumers: Consumers,
  caller: Caller,
  name: string,
  input: unknown,
): Promise<Answer<unknown>> {
  const end = metrics.verbSeconds.startTimer()
  try {
    if (!isRequestName(consumers, name))
      throw new AppError('not_found', msg(str`There is no request "${String(name).slice(0, 50)}".`))
    const consumer = consumers[name]
    // Before the input is read: strangers learn nothing from what is wrong with it.
    await requireAccess(accessOf[name], identityOf(caller), ctx.sessions.look)
    const parsed = parseInput(consumer.input, input ?? {})
    const data = await consumer.answer(ctx, caller, parsed)
    end({ verb: name, outcome: 'data' })
    return { data }
  } catch (error) {
    const view = toErrorView(error)
    if (view.code === 'internal') ctx.log.error({ error, request: name }, 'a request failed')
    end({ verb: isRequestName(consumers, name) ? name : 'unknown', outcome: view.code })
    return { error: view }
  }
}

function identityOf({ accountId, sessionId, scopes, provedAt }: Caller): Identity | undefined {
  return accountId && sessionId ? { accountId, sessionId, scopes, provedAt } : undefined
}

/** @throws {AppError} `invalid`, with a sentence for each field that is wrong */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input, { error: ownWordsOfZod() })
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const { path, message } of result.error.issues) fields[path.join('.') || 'input'] ??= message
  throw new AppError('invalid', Object.values(fields)[0] ?? msg('That cannot be read.'), { fields })
}
