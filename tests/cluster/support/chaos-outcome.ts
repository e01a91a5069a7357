// After the chaos: what the database says must have been heard, held against what was.
import pg from 'pg'
import type { World } from './chaos-world.ts'
import { addVerdicts, judge, type Verdict } from './judge.ts'
import { describeLatencies, type Journal } from './latency.ts'

export interface Outcome {
  expected: number
  verdict: Verdict
  /** Broken promises about cursors, and activities whose cursors are not in the order of the log. */
  disorder: string[]
  resyncs: number
  /** Likes that were acknowledged and are not there, or there and not acknowledged. */
  unacknowledged: number
  forgotten: number
  /** Watchers whose number of likes is not the image's. */
  stale: number
  /** Milliseconds from the acknowledgement to the ear, by trouble and way. */
  latencies: Map<string, number[]>
}

interface Row {
  id: string
  username: string
  imageId: string
}

export async function readOutcome(world: World, journal: Journal): Promise<Outcome> {
  const { readers, writers, closer, postgres } = world
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const { rows: recorded } = await client.query<Row>(
    `select activity.id::text, account.username, activity.image_id::text as "imageId"
     from activity join account on account.id = activity.actor_id
     where verb = 'liked' order by activity.xid, activity.id`,
  )
  const { rows: liked } = await client.query<{ username: string; imageId: string }>(
    `select account.username, image_id::text as "imageId" from image_like join account on account.id = account_id`,
  )
  const { rows: images } = await client.query<{ id: string; likes: number }>('select id::text, likes from image')
  await client.end()

  const verdicts: Verdict[] = []
  const disorder: string[] = []
  let expected = 0
  for (const { follows, heard, disorder: own } of readers) {
    const rows = recorded.filter(row => follows.has(row.username))
    expected += rows.length
    verdicts.push(
      judge(
        rows.map(row => row.id),
        heard.map(activity => activity.id),
      ),
    )
    disorder.push(...own)
  }

  const key = ({ username, imageId }: { username: string; imageId: string }) => `${username} ${imageId}`
  const committed = new Set(liked.filter(row => row.username !== closer.username).map(key))
  const acknowledged = new Set(
    writers.flatMap(({ member: { username }, likes }) => [...likes.keys()].map(imageId => key({ username, imageId }))),
  )
  const likesOf = new Map(images.map(image => [image.id, image.likes]))
  return {
    expected,
    verdict: addVerdicts(verdicts),
    disorder,
    resyncs: readers.reduce((sum, reader) => sum + reader.resyncs(), 0),
    unacknowledged: [...committed].filter(like => !acknowledged.has(like)).length,
    forgotten: [...acknowledged].filter(like => !committed.has(like)).length,
    stale: readers.flatMap(reader => [...reader.likes]).filter(([id, likes]) => likesOf.get(id) !== likes).length,
    latencies: measure(world, journal),
  }
}

/** Only of likes that were acknowledged at the first attempt: it is not known when the others were committed. */
function measure({ readers, writers }: World, journal: Journal): Map<string, number[]> {
  const likesOf = new Map(writers.map(writer => [writer.member.username, writer.likes]))
  const latencies = new Map<string, number[]>()
  for (const { username, imageId, at, url } of readers.flatMap(reader => reader.heard)) {
    const like = likesOf.get(username)?.get(imageId)
    if (!like?.atOnce) continue
    // A follower may hear of it before the writer does.
    const trouble = journal.troubleAt(Math.min(like.at, at), at) ?? 'Redis up, no fault'
    const route = `${trouble}, ${url === like.url ? 'on one node' : 'from node to node'}`
    const list = latencies.get(route) ?? []
    latencies.set(route, list)
    list.push(Math.max(0, at - like.at))
  }
  return latencies
}

export function describeOutcome({ verdict, latencies, ...outcome }: Outcome): string {
  const number = (count: number) => count.toLocaleString('en')
  const lines = [...latencies].map(([route, list]) => `latency, ${route}: ${describeLatencies(list)}`)
  return [
    `${number(outcome.expected)} expected deliveries: ${verdict.lost} lost, ${verdict.outOfOrder} out of order, ` +
      `${verdict.phantom} phantom, ${verdict.twice} twice; ${outcome.resyncs} told to reload`,
    `${outcome.forgotten} acknowledged likes forgotten, ${outcome.unacknowledged} committed without an acknowledgement`,
    ...lines.toSorted(),
  ].join('\n')
}
