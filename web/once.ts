import type { RequestName } from '../server/protocol.ts'

/** Requests that are not asked again where their answer was lost: they would do it twice. All others are, by themselves. */
export const once: ReadonlySet<RequestName> = new Set([
  'image:bookmark',
  'image:share',
  'invitation:create',
  'save:begin',
  'token:create',
  'two-factor:enable',
])
