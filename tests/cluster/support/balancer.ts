// What stands before the nodes: each connection goes to the first of them that takes it.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

/** @param urls in the order in which they are tried */
export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const open = new Set<Socket>()
  const server = createServer(client => {
    open.add(client)
    client.on('close', () => open.delete(client)).on('error', () => {})
    forward(client, urls)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const client of open) client.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function forward(client: Socket, [url, ...others]: readonly string[]): void {
  if (!url) return void client.destroy()
  const { hostname, port } = new URL(url)
  const node = connect({ host: hostname, port: Number(port), noDelay: true })
  const elsewhere = () => forward(client, others)
  node.once('error', elsewhere)
  node.once('connect', () => {
    node.off('error', elsewhere).on('error', () => {})
    client.pipe(node).pipe(client)
    client.once('close', () => node.destroy())
    node.once('close', () => client.destroy())
  })
}
