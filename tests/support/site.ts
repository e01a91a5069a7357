// A site of other people: what it serves is set by the test, and it remembers who asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface Site {
  url: string
  /** For FETCH_ALLOW. */
  host: string
  requests: { url: string; headers: IncomingMessage['headers'] }[]
  /** @returns the address */
  serve(path: string, answer: Buffer | string | Answer): string
  close(): void
}

export async function startSite(): Promise<Site> {
  const answers = new Map<string, Answer>()
  const requests: Site['requests'] = []
  const server = createServer((request, response) => {
    requests.push({ url: request.url!, headers: request.headers })
    const answer = answers.get(request.url!)
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    host: `127.0.0.1:${port}`,
    requests,
    serve(path, answer) {
      answers.set(path, typeof answer === 'function' ? answer : (_request, response) => void response.end(answer))
      return url + path
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
