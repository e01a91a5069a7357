// Everything that the chaos happens to: servers of its own, nodes, readers who follow writers, and images to like.
import { somePicture } from '../../support/people.ts'
import { startPostgres, startRedis, type Postgres, type Redis } from '../../support/services.ts'
import { startReader, type ChaosReader } from './chaos-reader.ts'
import { startWriter, type ChaosWriter } from './chaos-writer.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { enrol, inParallel, post, upload, type Member } from './member.ts'
import type { Random } from './random.ts'
import { createWeatherStation, type WeatherStation } from './weather.ts'

const writerCount = 10
const readerCount = 30
/** Of the writers, so that there is also somebody whom a reader must not hear. */
const followsEach = 8
const watchesEach = 3
/** Seconds over which the writing is spread, so that it lasts through all faults. */
const spread = 35

export interface World {
  postgres: Postgres
  redis: Redis
  cluster: Cluster
  writers: ChaosWriter[]
  readers: ChaosReader[]
  /** Followed by every reader; likes one image when everybody else has finished. */
  closer: Member
  images: string[]
  weather: WeatherStation
  close(): Promise<void>
}

/** @param deliveries how many there shall be at least */
export async function createWorld(random: Random, nodes: number, deliveries: number): Promise<World> {
  const [postgres, redis] = await Promise.all([startPostgres({ fsync: true }), startRedis()])
  const cluster = await startCluster(nodes, { DATABASE_URL: postgres.url, REDIS_URL: redis.url })
  const urls = cluster.places.map(place => place.url)

  const names = [...Array<string>(writerCount).fill('writer'), ...Array<string>(readerCount).fill('reader'), 'closer']
  const members = await inParallel(names, 4, (name, index) => enrol(urls[index % nodes]!, name))
  const writing = members.slice(0, writerCount)
  const reading = members.slice(writerCount, -1)
  const closer = members.at(-1)!

  const likes = deliveries / ((readerCount * followsEach) / writerCount)
  // More than are needed: the writing goes on until the last fault is over.
  const images = await makeImages(urls, members, (likes / writerCount) * 2)

  const follows = reading.map(() => random.sample(writing, followsEach))
  const pairs = reading.flatMap((reader, index) => [...follows[index]!, closer].map(followed => ({ reader, followed })))
  await inParallel(pairs, 8, async ({ reader, followed }, index) => {
    const answer = await post(urls[index % nodes]!, reader, 'account:follow', { username: followed.username })
    if ('error' in answer) throw new Error(answer.error.message)
  })

  const readers = reading.map((member, index) =>
    startReader({
      member,
      follows: [...follows[index]!, closer].map(followed => followed.username),
      watches: random.sample(images, watchesEach),
      urls,
      random: random.fork(),
    }),
  )
  await Promise.all(readers.map(reader => reader.nextWelcome()))

  const weather = createWeatherStation(username => readers.filter(reader => reader.follows.has(username)).length)
  const writers = writing.map(member =>
    startWriter({
      member,
      images: random.sample(images, images.length),
      urls,
      random: random.fork(),
      weather,
      pause: (spread * 1000 * writerCount) / likes,
    }),
  )

  return {
    postgres,
    redis,
    cluster,
    writers,
    readers,
    closer,
    images,
    weather,
    async close() {
      for (const client of [...readers, ...writers]) client.close()
      await cluster.close()
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}

/** Everybody keeps the same few pictures: each is decoded once, and each bookmark of it is an image. */
async function makeImages(urls: string[], members: Member[], wanted: number): Promise<string[]> {
  const pictures = await Promise.all(Array.from({ length: Math.ceil(wanted / members.length) }, () => somePicture()))
  const images = await inParallel(pictures, 2, (bytes, index) => upload(urls[0]!, members[0]!, `Find ${index}`, bytes))
  const others = await inParallel(members.slice(1), 4, async (member, index) => {
    const own: string[] = []
    for (const bytes of pictures) own.push((await upload(urls[index % urls.length]!, member, 'A find', bytes)).id)
    return own
  })
  return [...images.map(image => image.id), ...others.flat()]
}
