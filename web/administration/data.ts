// The reports as this tab knows them: how many are open, kept true by what is told to those who watch.
import type { ReportResolution, ReportView } from '../../server/protocol-moderation.ts'
import { msg } from '@lit/localize'
import { counted } from '../language/counted.ts'
import { Value } from '../observe.ts'
import { whenSomeoneElse } from '../session.ts'
import { ask, connection, on } from '../socket.ts'

/** Undefined until the server has said. */
export const openReports = new Value<number | undefined>(undefined)
/** What has been settled while it was shown, by the number of the report. */
export const resolutions = new Value<ReadonlyMap<string, ReportResolution>>(new Map())

let holders = 0

whenSomeoneElse(() => {
  openReports.set(undefined)
  resolutions.set(new Map())
})

on('report:recorded', () => openReports.set((openReports.get() ?? 0) + 1))
on('report:changed', ({ id, resolution }) => {
  openReports.set(Math.max(0, (openReports.get() ?? 0) - 1))
  resolutions.set(new Map(resolutions.get()).set(id, resolution))
})
// Of what is told while one is away nobody is told later: it is asked again.
connection.subscribe(() => connection.get().state === 'live' && holders > 0 && look())

function look(): void {
  ask('report:watch', {}).then(
    ({ open }) => openReports.set(open),
    () => undefined,
  )
}

/** Returns the release. */
export function watchReports(): () => void {
  if (holders++ === 0 && connection.get().state === 'live') look()
  return () => {
    if (--holders > 0) return
    openReports.set(undefined)
    ask('report:unwatch', {}).catch(() => undefined)
  }
}

export const openInWords = (reports: number): string =>
  counted(msg('{count, plural, one {# open report} other {# open reports}}'), reports)

export async function listReports(state: 'open' | 'resolved', before?: string) {
  const { reports, next } = await ask('report:list', { state, before, limit: 20 })
  return { items: reports, next } satisfies { items: ReportView[]; next: string | null }
}
