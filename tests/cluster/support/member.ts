// People without a browser: by token they speak to any node, over HTTP.
import type { Answer, Data, Input, RequestName } from '../../../server/protocol.ts'
import type { ErrorView, ImageView } from '../../../server/views.ts'
import { cookieOf, freshName, password, pictureForm } from '../../support/people.ts'

export interface Member {
  username: string
  token: string
}

/** Signs somebody up on the node at this address. */
export async function enrol(url: string, base: string): Promise<Member> {
  const username = freshName(base)
  const body = JSON.stringify({ username, email: `${username}@example.org`, name: base, password })
  const answer = await fetch(`${url}/api/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return { username, token: cookieOf(answer).replace('sid=', '') }
}

/**
 * Makes a request over HTTP. What the server refuses is an answer too.
 * @throws {Error} when no answer came: nobody knows whether it was done
 */
export async function post<Name extends RequestName>(
  url: string,
  { token }: Member,
  name: Name,
  input: Input<Name>,
): Promise<Answer<Data<Name>>> {
  const answer = await fetch(`${url}/api/${name.replace(':', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(15_000),
  })
  return (await answer.json()) as Answer<Data<Name>>
}

export async function upload(url: string, { token }: Member, title: string, bytes: Buffer): Promise<ImageView> {
  const answer = await fetch(`${url}/api/images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: pictureForm({ title }, bytes),
  })
  const body = (await answer.json()) as { image: ImageView; error?: ErrorView }
  if (body.error) throw new Error(`${body.error.code}: ${body.error.message}`)
  return body.image
}

/** Works on all items, so many at a time, each with its place in the list. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  async function lane() {
    while (next < items.length) {
      const index = next++
      results[index] = await work(items[index]!, index)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}
