// Who may see a served file: whoever may see something that shows it. What everybody may see is remembered, for the walls ask for it
// again and again; what only some may see is looked up each time, so that a right that is taken away ends at once.
import type { Kysely } from 'kysely'
import { ofAudience } from '../channels/groups.ts'
import type { TailedEvent } from '../channels/ring.ts'
import type { Database } from '../database/tables.ts'
import { findPublicWitness, isFileVisible, type Witness } from './queries.ts'

export interface Gate {
  /** @param findViewer called where not everybody may see the file */
  mayShow(url: string, findViewer: () => Promise<string | null>): Promise<'everybody' | 'some' | undefined>
  /** Forgets what an event may have made wrong; to be told of each, on every node. */
  heard(event: Pick<TailedEvent, 'name' | 'groups' | 'packet'>): void
}

/** @param most files that are remembered; the one asked for longest ago goes first. @param life milliseconds, should an event be missed */
export function createGate(db: Kysely<Database>, most = 20_000, life = 60_000): Gate {
  /** Files that everybody may see, each with one of the things that show it. */
  const known = new Map<string, Witness & { until: number }>()
  /** Raised whenever something is forgotten: what is being read meanwhile may be older. */
  let changes = 0

  async function isPublic(url: string): Promise<boolean> {
    const remembered = known.get(url)
    known.delete(url)
    if (remembered && remembered.until > Date.now()) {
      known.set(url, remembered)
      return true
    }
    const before = changes
    const witness = await findPublicWitness(db, url)
    if (witness && changes === before) {
      known.set(url, { ...witness, until: Date.now() + life })
      if (known.size > most) known.delete(known.keys().next().value!)
    }
    return witness !== undefined
  }

  function forget(isWrong: (witness: Witness) => boolean): void {
    changes++
    for (const [url, witness] of known) if (isWrong(witness)) known.delete(url)
  }

  return {
    async mayShow(url, findViewer) {
      if (await isPublic(url)) return 'everybody'
      const viewerId = await findViewer()
      return viewerId && (await isFileVisible(db, url, viewerId)) ? 'some' : undefined
    },
    heard({ name, groups, packet }) {
      if (name === 'image:removed') {
        const [, payload] = JSON.parse(packet.slice(1)) as [string, { id: string }]
        forget(witness => witness.imageId === payload.id)
      } else if (name === 'group:changed') {
        const accounts = groups.map(ofAudience).filter(id => id !== undefined)
        if (accounts.length > 0) forget(witness => accounts.includes(witness.accountId))
      } else if (name === 'account:changed' && packet.includes('"photo"')) {
        const accounts = groups.map(group => group.slice(group.indexOf('.') + 1))
        forget(witness => witness.imageId === null && accounts.includes(witness.accountId))
      }
    },
  }
}
