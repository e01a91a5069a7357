// An upload that is under way for as long as the test wants.
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { Member } from './member.ts'

export interface SlowUpload {
  /** Sends the rest. @returns the status, and the answer as it came */
  finish(): Promise<{ status: number; body: string }>
}

/** Resolves when the node has accepted the request and the first half of it is on its way. */
export async function beginUpload(url: string, { token }: Member, bytes: Buffer): Promise<SlowUpload> {
  const boundary = 'a-boundary-that-is-in-no-picture'
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nA slow one\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="slow.png"\r\n\r\n`
  const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const half = Math.floor(whole.length / 2)
  const call = request(`${url}/api/images`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': whole.length,
      // The node says 100 when it has taken the request: from then on it is under way.
      expect: '100-continue',
    },
  })
  const answered = once(call, 'response') as Promise<[IncomingMessage]>
  answered.catch(() => {})
  const accepted = once(call, 'continue')
  call.flushHeaders()
  await accepted
  call.write(whole.subarray(0, half))
  return {
    async finish() {
      call.end(whole.subarray(half))
      const [answer] = await answered
      let body = ''
      for await (const text of answer.setEncoding('utf8') as AsyncIterable<string>) body += text
      return { status: answer.statusCode ?? 0, body }
    },
  }
}
