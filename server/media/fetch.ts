// What is fetched from addresses that people give: pictures, and the pages on which they are.
import type { Readable } from 'node:stream'
import { msg } from '@lit/localize'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { mostBytes, tooLarge } from './incoming.ts'
import type { Incoming } from './incoming.ts'
import { readPageText } from './page-text.ts'
import { counted } from './pieces.ts'
import { createVisitor } from './visit.ts'
import type { VisitOptions } from './visit.ts'

export interface FetchOptions {
  signal?: AbortSignal
  /** The page on which the picture was found. Its host is told so where it serves the picture too; nobody else is. */
  pageUrl?: string | null
  /** Called when its turn has come, and for every piece that comes. `total` is what the site has announced; null when it has not. */
  progress?(received: number, total: number | null): void
}

/** What is found at an address; `url` is where redirects ended. */
export type Found = { kind: 'picture'; url: string } | { kind: 'page'; url: string; html: string }

export function createFetcher(
  config: Pick<Config, 'fetchAllow' | 'fetchPorts' | 'publicUrl' | 'decodeAvif'>,
  log: Logger,
  receive: (stream: Readable) => Promise<Incoming>,
  options: VisitOptions,
) {
  const { visit, load } = createVisitor(config, log, options)
  const formats = `${config.decodeAvif ? 'image/avif,' : ''}image/webp,image/png,image/jpeg,image/gif`

  return {
    load,

    fetch(url: string, { signal, pageUrl, progress }: FetchOptions = {}): Promise<Incoming & { url: string }> {
      return visit(url, {
        accept: `${formats},image/*;q=0.8,*/*;q=0.5`,
        signal,
        pageUrl,
        begin: () => progress?.(0, null),
        failed: msg('No picture could be fetched from that address. Check it, or save the picture and upload it.'),
        async take({ url, bytes, body, signal }) {
          if (bytes !== null && bytes > mostBytes) throw tooLarge()
          const incoming = await receive(counted(body, received => progress?.(received, bytes)))
          if (signal.aborted) {
            await incoming.discard()
            throw signal.reason
          }
          return { ...incoming, url }
        },
      })
    },

    readPage(url: string, { signal }: { signal?: AbortSignal } = {}): Promise<Found> {
      return visit(url, {
        accept: `text/html,application/xhtml+xml;q=0.9,${formats};q=0.8,*/*;q=0.5`,
        signal,
        failed: msg('That address could not be read. Check it, or save the picture and upload it.'),
        async take({ url, contentType, body }): Promise<Found> {
          const html = await readPageText(counted(body), contentType, config.decodeAvif)
          return html === undefined ? { kind: 'picture', url } : { kind: 'page', url, html }
        },
      })
    },
  }
}
