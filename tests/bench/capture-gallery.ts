// A site with any number of pictures, under several addresses of this machine: nodes fetch one at a time from each.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'

const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', '127.0.0.6', '127.0.0.7']
const motifs = 12

export async function startGallery() {
  const large = await Promise.all(Array.from({ length: motifs }, (_, seed) => paint(seed, 3_600, 2_400, 93)))
  const small = await Promise.all(Array.from({ length: motifs }, (_, seed) => paint(seed + 100, 1_200, 800, 80)))
  const servers: Server[] = []
  const hosts: string[] = []
  for (const address of addresses) {
    const server = createServer((request, response) => {
      const [, kind, number] = request.url!.split('/')
      const bytes = kind === 'large' ? large : small
      response.setHeader('content-type', 'image/jpeg')
      response.end(signed(bytes[Number(number) % motifs]!, Number(number)))
    }).listen(0, address)
    await new Promise(resolve => server.once('listening', resolve))
    servers.push(server)
    hosts.push(`${address}:${(server.address() as AddressInfo).port}`)
  }
  let next = 0
  const address = (kind: string) => `http://${hosts[next % hosts.length]}/${kind}/${next++}`
  return {
    /** For FETCH_ALLOW. */
    hosts,
    largeBytes: large[0]!.length,
    smallBytes: small[0]!.length,
    nextLarge: () => address('large'),
    nextSmall: () => address('small'),
    close() {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

/** Soft shapes with grain, as a photograph has: the same for the same seed. */
async function paint(seed: number, width: number, height: number, quality: number): Promise<Buffer> {
  const cells = Uint8Array.from({ length: 9 * 6 * 3 }, (_, cell) => Math.abs(Math.sin((cell + 1) * (seed + 3))) * 255)
  const shapes = await sharp(cells, { raw: { width: 9, height: 6, channels: 3 } })
    .resize(width, height, { kernel: 'cubic' })
    .raw()
    .toBuffer()
  let state = seed * 2_654_435_761 + 1
  for (let index = 0; index < shapes.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    shapes[index] = Math.min(255, Math.max(0, shapes[index]! + ((state >>> 24) - 128) / 12))
  }
  return sharp(shapes, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
}

/** The same picture with other bytes: a comment behind the first marker. */
function signed(jpeg: Buffer, number: number): Buffer {
  const comment = Buffer.from(`picture ${number}`)
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2])
  return Buffer.concat([head, comment, jpeg.subarray(2)])
}
