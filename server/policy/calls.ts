// The HTTP calls that are no requests of the protocol, and who may make them.
import type { Access } from './requests.ts'

export const accessOfCall = {
  'GET /api/export': { who: 'signed-in', scope: 'session' },
  'POST /api/account/photo': { who: 'signed-in', scope: 'account' },
  'POST /api/images': { who: 'signed-in', scope: 'write' },
  'POST /api/passkeys': { who: 'signed-in', scope: 'session', recent: true },
  'POST /api/passkeys/options': { who: 'signed-in', scope: 'session', recent: true },
  'POST /api/password': { who: 'signed-in', scope: 'session' },
  'POST /api/providers/:name/confirm': { who: 'signed-in', scope: 'session' },
  'POST /api/providers/:name/link': { who: 'signed-in', scope: 'session', recent: true },
  'POST /api/providers/join': { who: 'signed-in', scope: 'session', recent: true },
  'POST /api/saves': { who: 'signed-in', scope: 'write' },
  'POST /api/session/confirm': { who: 'signed-in', scope: 'session' },
} as const satisfies Record<string, Access & { who: Exclude<Access['who'], 'anyone'> }>
