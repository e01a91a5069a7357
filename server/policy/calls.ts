// The HTTP calls that are no requests of the protocol, and who may make them.
import type { Access } from './requests.ts'

export const accessOfCall = {
  'POST /api/account/photo': { who: 'signed-in', scope: 'account' },
  'POST /api/images': { who: 'signed-in', scope: 'write' },
  'POST /api/saves': { who: 'signed-in', scope: 'write' },
} as const satisfies Record<string, Access & { who: Exclude<Access['who'], 'anyone'> }>
