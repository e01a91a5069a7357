import { Transform, pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import { Failure } from './connection.ts'

/** A body of single bytes, each of which costs as much work as 64 kB at once, would keep a node busy for minutes. */
const freePieces = 10_000
const leastBytes = 256

/** The same bytes, while their pieces are on average no smaller than a site has reason to send. @param tell how much has come */
export function counted(body: Readable, tell?: (received: number) => void): Readable {
  let received = 0
  let pieces = 0
  const count = new Transform({
    transform(piece: Buffer, _encoding, done) {
      received += piece.length
      if (++pieces > freePieces + received / leastBytes) return done(new Failure('the body comes in crumbs'))
      tell?.(received)
      done(null, piece)
    },
  })
  // What goes wrong is told by the stream that is read.
  return pipeline(body, count, () => {})
}
