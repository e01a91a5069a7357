// Files in a bucket of a storage that speaks S3: the same for every node, wherever it runs.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { S3Answer, S3Client } from './s3-client.ts'
import { fileName, filePath, isFileName, servedUrl, type FileFacts, type Store } from './store.ts'

/** Milliseconds; a file that was put this short ago is not put again. */
const young = 3_600_000
/**
 * Milliseconds for a look or a removal. The sweep does one after the other in a transaction, which the database ends when it is idle
 * for 10 s; what is removed after that could be needed again.
 */
const brief = 4_000

/** @param types what the bucket says of a file, by its extension */
export function createS3Store(
  client: S3Client,
  folder: string,
  types: Record<string, string> = {},
  pageSize = 1_000,
): Store {
  const keyOf = (name: string) => `${folder}/${filePath(name)}`

  async function stat(name: string): Promise<FileFacts | undefined> {
    const answer = await client.send({ method: 'HEAD', key: keyOf(name), total: brief })
    answer?.body.resume()
    return answer && factsOf(answer)
  }

  return {
    async put(bytes, extension) {
      const name = fileName(bytes, extension)
      const ours = bytes instanceof Uint8Array
      try {
        const found = await stat(name)
        if (found && Date.now() - found.modified.getTime() < young) return name
        const answer = await client.send({
          method: 'PUT',
          key: keyOf(name),
          headers: { 'content-type': types[extension] ?? 'application/octet-stream' },
          body: {
            hash: name.slice(0, 64),
            bytes: ours ? bytes.length : bytes.bytes,
            open: () => (ours ? bytes : createReadStream(bytes.path)),
          },
        })
        answer?.body.resume()
        if (!answer) throw new Error(`the bucket did not take ${name}`)
      } finally {
        if (!ours && !bytes.keep) await rm(bytes.path, { force: true })
      }
      return name
    },

    has: async name => (await stat(name)) !== undefined,

    stat,

    async open(name, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {}
      const answer = await client.send({ method: 'GET', key: keyOf(name), headers })
      return answer && { stream: answer.body, bytes: lengthOf(answer) }
    },

    async remove(name) {
      const answer = await client.send({ method: 'DELETE', key: keyOf(name), total: brief })
      answer?.body.resume()
    },

    async *list(prefix) {
      for (let after = ''; ;) {
        const query: Record<string, string> = {
          'list-type': '2',
          prefix: `${folder}/${prefix}/`,
          'max-keys': String(pageSize),
          ...(after && { 'start-after': after }),
        }
        const answer = await client.send({ method: 'GET', key: '', query })
        const said = answer ? (await answer.body.setEncoding('utf8').toArray()).join('') : ''
        const page = parseList(said)
        for (const { key, ...facts } of page) {
          const name = key.slice(key.lastIndexOf('/') + 1)
          if (isFileName(name) && key === keyOf(name)) yield { name, ...facts }
        }
        if (page.length === 0 || !/<IsTruncated>true</.test(said)) return
        after = page.at(-1)!.key
      }
    },

    url: servedUrl,
  }
}

function lengthOf({ headers }: S3Answer): number {
  return Number(headers['content-length'])
}

function factsOf(answer: S3Answer): FileFacts {
  return { bytes: lengthOf(answer), modified: new Date(String(answer.headers['last-modified'])) }
}

/** Names, times and sizes have no characters that XML escapes; a foreign key that has some is no name of ours. */
function parseList(said: string): (FileFacts & { key: string })[] {
  return [...said.matchAll(/<Contents>.*?<\/Contents>/gs)].map(([entry]) => {
    const value = (tag: string) => new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(entry)?.[1] ?? ''
    return { key: value('Key'), bytes: Number(value('Size')), modified: new Date(value('LastModified')) }
  })
}
