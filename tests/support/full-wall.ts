// A node of its own whose wall is full: pictures as large and as rich as photographs, by three people.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'
import { makePicture } from '../../server/demo/pictures.ts'
import { freePort } from './free-port.ts'
import { startNode } from './node-process.ts'

export interface FullWall {
  /** http://localhost:port, without a slash at the end. */
  address: string
  /** The path of the newest image's page. */
  newest: string
  /** Of its first person, for requests. */
  cookie: string
  close(): Promise<void>
}

/** Milliseconds: each takes a second or so. */
const PATIENCE = 180_000

/** More than a wall shows at once. @param environment more variables for the node */
export async function openFullWall(environment: Record<string, string> = {}): Promise<FullWall> {
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), 'bowerbird-wall-')), freePort()])
  const address = `http://localhost:${port}`
  const node = await startNode(
    {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      PUBLIC_URL: address,
      ALLOWED_HOSTS: 'localhost,127.0.0.1',
      ...environment,
      PORT: String(port),
    },
    { patience: 90_000 },
  )
  const close = async () => {
    await node.terminate()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const cookies = await Promise.all(['ada', 'ben', 'cleo'].map(name => signUp(address, name)))
    let newest = ''
    for (let seed = 0; seed < 9; seed++) {
      const { bytes, title, alt, description, pageUrl } = await makePicture(seed)
      const turned = [sharp(bytes), sharp(bytes).flop(), sharp(bytes).flip(), sharp(bytes).rotate(180)]
      for (const [turn, picture] of turned.entries()) {
        const words = { title, alt, description, pageUrl: `${pageUrl}-${turn}` }
        newest = await save(address, cookies[(seed + turn) % 3]!, words, await picture.jpeg().toBuffer())
      }
    }
    await areSmall(address)
    return { address, newest, cookie: cookies[0]!, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves when a job has made the smaller files of every picture, as it has of all that has been there for a minute. */
async function areSmall(address: string): Promise<void> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const answer = await fetch(`${address}/api/image/list`, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/json' },
      body: JSON.stringify({ limit: 50 }),
    })
    const { data } = (await answer.json()) as { data: { images: { sources: { type: string }[] }[] } }
    if (data.images.every(({ sources }) => sources.some(({ type }) => type === 'image/avif'))) return
    if (Date.now() > deadline) throw new Error(`After ${PATIENCE} ms not every picture has its AVIF files.`)
    await delay(250)
  }
}

async function signUp(address: string, username: string): Promise<string> {
  const body = JSON.stringify({
    username,
    name: username,
    email: `${username}@example.org`,
    password: 'correct horse battery',
  })
  const answer = await fetch(`${address}/api/accounts`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body,
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

/** Returns the path of its page. */
async function save(address: string, cookie: string, words: Record<string, string>, bytes: Buffer): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries(words)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'x.jpg')
  const answer = await fetch(`${address}/api/images`, {
    method: 'POST',
    headers: { origin: address, cookie },
    body: form,
  })
  if (!answer.ok) throw new Error(await answer.text())
  const { image } = (await answer.json()) as { image: { id: string; slug: string } }
  return `/images/${image.id}/${image.slug}`
}
