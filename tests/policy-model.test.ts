// Sequences of everything by which people change who may see whom, held against a model: what can be read, and what is told.
import fc from 'fast-check'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getAccount, restoreAccount, withdrawAccount } from '../server/accounts/accounts.ts'
import { blockAccount, muteAccount, unblockAccount, unmuteAccount } from '../server/blocks/blocks.ts'
import { change } from '../server/channels/change.ts'
import { getLogEnd, listEventsAfter } from '../server/channels/event-log.ts'
import { ofAudience } from '../server/channels/groups.ts'
import { readConfig } from '../server/config.ts'
import type { Context } from '../server/context.ts'
import { openDatabase, type OpenDatabase } from '../server/database/db.ts'
import { recount } from '../server/database/recount.ts'
import { AppError } from '../server/errors.ts'
import { followAccount, removeFollower, setPrivate, unfollowAccount } from '../server/follows/follows.ts'
import { approveRequest, declineRequest, listPeople } from '../server/follows/lists.ts'
import { getImage, listImages, removeImage } from '../server/images/images.ts'
import { createAudience, listLimits, type Sight } from '../server/policy/audience.ts'
import { accountMuted, accountVisible, contentVisible } from '../server/policy/visible.ts'
import { createDatabase, type TestDatabase } from './support/database.ts'
import { embedded } from './support/instance.ts'
import {
  listsFollower,
  Pairs,
  reaches,
  seesPerson,
  seesThings,
  take,
  verbs,
  visitor,
  type State,
  type Step,
  type Verb,
} from './support/policy-model.ts'

const sequences = Number(process.env.POLICY_SEQUENCES ?? 2_000)
const lanes = 4
const count = 3
const places = [0, 1, 2]

let database: TestDatabase
let opened: OpenDatabase
let ctx: Context
beforeAll(async () => {
  if (embedded) return
  database = await createDatabase()
  const config = readConfig({ DATABASE_URL: database.url })
  const log = pino({ level: 'silent' })
  opened = await openDatabase(config, log)
  // The verbs themselves, with nobody connected: what they would be told is read from the log.
  const groups: Context['groups'] = { hint() {}, tell() {}, cursorOf: ({ xid, id }) => `${xid}-${id}`, here: () => '' }
  ctx = { config, log, db: opened.db, groups } as Context
  await sql`
    insert into account (username, email, name, role) values ('keeper', 'keeper@example.org', 'keeper', 'administrator')`.execute(
    ctx.db,
  )
})
afterAll(async () => {
  await opened?.close()
  await database?.drop()
})

/** Three people with an image each, and what they are to one another already. */
interface Cast {
  ids: string[]
  names: string[]
  images: string[]
}

async function createCast(state: State): Promise<Cast> {
  const { rows } = await sql<{ id: string; username: string; image: string }>`
    with person as (
      insert into account (username, email, name, private, images, followers, following)
      select 'p' || nextval('event_id') || '_' || place, gen_random_uuid() || '@example.org', 'Somebody',
        place = any(${[...state.private]}::int[]), 1,
        (select count(*) from unnest(${state.follows.list().map(([, followed]) => followed)}::int[]) as x where x = place),
        (select count(*) from unnest(${state.follows.list().map(([follower]) => follower)}::int[]) as x where x = place)
      from generate_series(0, ${count - 1}::int) as place returning id, username
    ), picture as (
      insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
      values (gen_random_uuid(), '0000000000000000', 1, 1, 1, false, '', '#000000', '[]') returning id
    ), kept as (
      insert into image (account_id, picture_id, slug, title) select person.id, picture.id, 'x', 'x' from person, picture
      returning id, account_id
    )
    select person.id, person.username, kept.id as image from person join kept on kept.account_id = person.id
    order by person.id`.execute(ctx.db)
  const ids = rows.map(row => row.id)
  const pairs = (name: string, one: string, other: string, listed: [number, number][]) =>
    sql`insert into ${sql.table(name)} (${sql.ref(one)}, ${sql.ref(other)})
      select * from unnest(${listed.map(([place]) => ids[place])}::bigint[], ${listed.map(([, place]) => ids[place])}::bigint[])`
  for (const [name, one, other, listed] of [
    ['follow', 'follower_id', 'followed_id', state.follows],
    ['block', 'blocker_id', 'blocked_id', state.blocks],
    ['mute', 'muter_id', 'muted_id', state.mutes],
  ] as const) {
    const there = listed.list()
    if (there.length > 0) await pairs(name, one, other, there).execute(ctx.db)
  }
  return { ids, names: rows.map(row => row.username), images: rows.map(row => row.image) }
}

const carryOut: Record<Verb, (cast: Cast, actor: number, other: number) => Promise<unknown>> = {
  follow: ({ ids, names }, actor, other) => followAccount(ctx, ids[actor]!, names[other]!),
  unfollow: ({ ids, names }, actor, other) => unfollowAccount(ctx, ids[actor]!, names[other]!),
  'remove-follower': ({ ids, names }, actor, other) => removeFollower(ctx, ids[actor]!, names[other]!),
  approve: ({ ids, names }, actor, other) => approveRequest(ctx, ids[actor]!, names[other]!),
  decline: ({ ids, names }, actor, other) => declineRequest(ctx, ids[actor]!, names[other]!),
  block: ({ ids, names }, actor, other) => blockAccount(ctx, ids[actor]!, names[other]!),
  unblock: ({ ids, names }, actor, other) => unblockAccount(ctx, ids[actor]!, names[other]!),
  mute: ({ ids, names }, actor, other) => muteAccount(ctx, ids[actor]!, names[other]!),
  unmute: ({ ids, names }, actor, other) => unmuteAccount(ctx, ids[actor]!, names[other]!),
  private: ({ ids }, actor) => setPrivate(ctx, ids[actor]!, true),
  public: ({ ids }, actor) => setPrivate(ctx, ids[actor]!, false),
  unshare: ({ ids, images }, actor) => removeImage(ctx, ids[actor]!, images[actor]!),
  suspend: ({ ids }, actor) => setSuspended(ids[actor]!, true),
  restore: ({ ids }, actor) => setSuspended(ids[actor]!, false),
}

function setSuspended(id: string, suspended: boolean): Promise<void> {
  return change(ctx, async trx => {
    await sql`update account set suspended_at = case when ${suspended} then now() end where id = ${id}`.execute(trx)
    await (suspended ? withdrawAccount : restoreAccount)(trx, id)
  })
}

/** Whether it was done. */
const done = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError) return false
      throw error
    },
  )

/** Every pair at once: the conditions of every read. */
async function readConditions({ ids }: Cast, viewers: number[]): Promise<string[]> {
  const selects = viewers.map(viewer => {
    const viewerId = viewer === visitor ? null : ids[viewer]!
    return sql`select ${viewer}::int as viewer, array_position(${ids}::bigint[], account.id) - 1 as other,
      ${accountVisible(viewerId)} as person, ${contentVisible(viewerId)} as things, ${accountMuted(viewerId)} as muted
      from account where account.id = any(${ids}::bigint[])`
  })
  const { rows } = await sql<{ viewer: number; other: number; person: boolean; things: boolean; muted: boolean }>`
    ${sql.join(selects, sql` union all `)}`.execute(ctx.db)
  return rows.map(({ viewer, other, ...may }) => describePair(viewer, other, may)).sort()
}

const describePair = (viewer: number, other: number, may: { person: boolean; things: boolean; muted: boolean }) =>
  `${viewer} of ${other}: ${may.person ? 'person' : '-'} ${may.things ? 'things' : '-'} ${may.muted ? 'muted' : '-'}`

const describeTold = (viewer: number, other: number, hears: Record<string, boolean>) =>
  `${viewer} of ${other}: ${Object.keys(hears)
    .filter(name => hears[name])
    .join(' ')}`

async function play(state: State, steps: Step[]): Promise<void> {
  const cast = await createCast(state)
  // As each node has it: read when it is needed, and dropped by nothing but the events of the log.
  const audience = createAudience(ids => listLimits(ctx.db, ids))
  let position = await getLogEnd(ctx.db)
  for (const step of steps) {
    // Whoever is suspended is signed out.
    if (state.suspended.has(step.actor) && step.verb !== 'restore') continue
    const expected = take(state, step)
    expect({ ...step, done: await done(carryOut[step.verb](cast, step.actor, step.other)) }).toEqual({
      ...step,
      done: expected,
    })
    const viewers = [visitor, ...places.filter(place => !state.suspended.has(place))]
    const [conditions, events] = await Promise.all([readConditions(cast, viewers), listEventsAfter(ctx.db, position)])
    position = events.at(-1) ?? position
    const changed = events.flatMap(({ name, groups }) => (name === 'group:changed' ? groups : []))
    changed.map(ofAudience).forEach(id => id && audience.forget(id))
    await audience.load(cast.ids)
    const pairs = viewers.flatMap(viewer => places.map(other => [viewer, other] as const))
    expect(conditions).toEqual(
      pairs
        .map(([viewer, other]) =>
          describePair(viewer, other, {
            person: seesPerson(state, viewer, other),
            things: seesThings(state, viewer, other),
            muted: state.mutes.has(viewer, other),
          }),
        )
        .sort(),
    )
    const told = pairs.map(([viewer, other]) => {
      const eyes = viewer === visitor ? null : Number(cast.ids[viewer])
      const hears = (name: string, ...subjects: number[]) =>
        audience.filterOf({ name, subjects: subjects.map(place => cast.ids[place]!) })?.(eyes) ?? true
      const mayStay = (sight: Sight) => audience.maySee(eyes, cast.ids[other]!, sight)
      return describeTold(viewer, other, {
        things: hears('image:changed', other),
        person: hears('account:changed', other),
        hidden: hears('account:hidden', other),
        activity: hears('activity:recorded', other, (other + 1) % count),
        page: mayStay('person'),
        image: mayStay('things'),
      })
    })
    expect(told).toEqual(
      pairs.map(([viewer, other]) => {
        const [things, person] = [seesThings(state, viewer, other), seesPerson(state, viewer, other)]
        const activity = things && seesThings(state, viewer, (other + 1) % count) && !state.mutes.has(viewer, other)
        return describeTold(viewer, other, { things, person, hidden: !things, activity, page: person, image: things })
      }),
    )
  }
  await readAsSomebody(state, cast, steps.length)
}

/** The reads themselves, of one person by another. */
async function readAsSomebody(state: State, { ids, names, images }: Cast, dice: number): Promise<void> {
  const viewers = [visitor, ...places.filter(place => !state.suspended.has(place))]
  const viewer = viewers[dice % viewers.length]!
  const viewerId = viewer === visitor ? null : ids[viewer]!
  const other = places[(dice >> 2) % count]!
  const username = names[other]!
  const page = { limit: 20 }
  const [account, image, listed, followers] = await Promise.all([
    done(getAccount(ctx, username, viewerId)),
    done(getImage(ctx, images[other]!, viewerId)),
    listImages(ctx, viewerId, { by: username, ...page }).catch(() => ({ images: [] })),
    listPeople(ctx, viewerId, 'followers', { username, ...page }).catch(() => ({ accounts: [] })),
  ])
  const shown = seesThings(state, viewer, other) && !state.unshared.has(other)
  expect({
    account,
    image,
    listed: listed.images.map(({ id }) => id),
    followers: followers.accounts.map(follower => follower.username).sort(),
  }).toEqual({
    account: reaches(state, viewer, other),
    image: shown,
    listed: shown ? [images[other]] : [],
    followers: places
      .filter(place => listsFollower(state, viewer, other, place))
      .map(place => names[place]!)
      .sort(),
  })
}

const person = fc.nat(count - 1)
const step: fc.Arbitrary<Step> = fc.record({ verb: fc.constantFrom(...verbs), actor: person, other: person })
const sequence = fc.array(step, { minLength: 1, maxLength: 8 })
/** Any of what they can be to one another: a follow and a block between the same two cannot be. */
const beginning = fc.record({
  relations: fc.array(fc.constantFrom('nothing', 'nothing', 'follow', 'follow', 'block'), {
    minLength: count * count,
    maxLength: count * count,
  }),
  mutes: fc.array(fc.boolean(), { minLength: count * count, maxLength: count * count }),
  private: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
})

function stateOf({
  relations,
  mutes,
  private: closed,
}: {
  relations: string[]
  mutes: boolean[]
  private: boolean[]
}): State {
  const state: State = {
    people: places,
    follows: new Pairs(),
    asks: new Pairs(),
    blocks: new Pairs(),
    mutes: new Pairs(),
    private: new Set(places.filter(place => closed[place])),
    suspended: new Set(),
    unshared: new Set(),
  }
  for (const one of places) {
    for (const other of places) {
      if (one === other) continue
      const [mine, theirs] = [relations[one * count + other], relations[other * count + one]]
      if (mine === 'block') state.blocks.set(one, other, true)
      if (mine === 'follow' && theirs !== 'block') state.follows.set(one, other, true)
      if (mutes[one * count + other] && mutes[other * count + one]) state.mutes.set(one, other, true)
    }
  }
  return state
}

describe.skipIf(embedded)('who may see whom', () => {
  test(
    `after ${sequences} sequences of steps is what the model says, in what is read and in what is told`,
    { timeout: 300_000 },
    async () => {
      const seed = Number(process.env.POLICY_SEED ?? Date.now() % 1_000_000)
      const property = () => fc.asyncProperty(beginning, sequence, (given, steps) => play(stateOf(given), steps))
      await Promise.all(
        Array.from({ length: lanes }, (_, lane) =>
          fc.assert(property(), { numRuns: Math.ceil(sequences / lanes), seed: seed + lane }),
        ),
      )
      expect(await recount(ctx.db)).toEqual([])
    },
  )
})
