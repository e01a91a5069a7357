// The HTTP calls that are no requests of the protocol, as the description of the API tells of them.
import { z } from 'zod'
import { SignUp } from './accounts/routes.ts'
import type { Call } from './api/openapi.ts'
import { Change, Forgot, Reset } from './credentials/routes.ts'
import { SecondStep } from './factors/schemas.ts'
import { NewImage } from './images/schemas.ts'
import { NewPasskey, Proof as PasskeyProof } from './passkeys/schemas.ts'
import { accessOfCall } from './policy/calls.ts'
import type { Access } from './policy/requests.ts'
import { Finish, Onward } from './providers/routes.ts'
import { keyedCaption } from './schemas.ts'
import { Credentials, Proof } from './sign-in/routes.ts'

/** For visitors, and for whoever is signed in; a token has no part in it. */
const entrance: Access = { who: 'anyone', scope: 'session' }
const session = { status: 200, schema: 'SessionAnswer' }
const begun = { status: 201, schema: 'SessionAnswer' }
const nothing = { status: 200, schema: { type: 'object', maxProperties: 0 } }
const options = { status: 200, schema: { type: 'object', properties: { options: { type: 'object' } } } }
const passkey = { status: 201, schema: { type: 'object', properties: { passkey: { type: 'object' } } } }

const json = (schema: z.ZodType) => ({ type: 'application/json', schema }) as const
const form = (schema: z.ZodType) => ({ type: 'multipart/form-data', schema, file: true }) as const

function call(what: string, summary: string, answer: Call['answer'], body?: Call['body']): Call {
  const [method = '', path = ''] = what.split(' ')
  const access: Access | undefined = (accessOfCall as Record<string, Access>)[what.replace('/:id', '')]
  return {
    method: method.toLowerCase() as Call['method'],
    path: path.replace(/:(\w+)/g, '{$1}'),
    summary,
    access: access ?? (/^GET \/api\/(session|images\/)/.test(what) ? { who: 'anyone', scope: 'read' } : entrance),
    answer,
    ...(body && { body }),
  }
}

export const calls: Call[] = [
  call('POST /api/images', 'Save a picture from a file', { status: 201, schema: 'ImageAnswer' }, form(NewImage)),
  call('GET /api/images/:id/file', 'The best picture that is kept of an image, under its name', {
    status: 200,
    schema: { type: 'string', contentMediaType: 'image/*' },
  }),
  call(
    'POST /api/saves',
    'Hand over a file to be saved in the background',
    { status: 202, schema: 'SaveAnswer' },
    form(keyedCaption),
  ),
  call(
    'POST /api/account/photo',
    'Set your photo from a file',
    { status: 200, schema: 'AccountAnswer' },
    form(z.object({})),
  ),
  call('GET /api/session', 'Who you are', session),
  call('POST /api/session', 'Sign in', begun, json(Credentials)),
  call('POST /api/session/second', 'Give the code that signing in asked for', begun, json(SecondStep)),
  call('POST /api/session/confirm', 'Confirm that it is you', session, json(Proof)),
  call('POST /api/session/passkey/options', 'Begin to sign in with a passkey', options),
  call('POST /api/session/passkey', 'Sign in with a passkey', begun, json(PasskeyProof)),
  call('DELETE /api/session', 'Sign out', { status: 204, schema: null }),
  call('POST /api/accounts', 'Sign up', begun, json(SignUp)),
  call('POST /api/password', 'Change your password', nothing, json(Change)),
  call('POST /api/password/forgot', 'Ask for a link to a new password', { ...nothing, status: 202 }, json(Forgot)),
  call('POST /api/password/reset', 'Set a new password with a link', nothing, json(Reset)),
  call('POST /api/passkeys/options', 'Begin to add a passkey', options),
  call('POST /api/passkeys', 'Add a passkey', passkey, json(NewPasskey)),
  call('GET /api/providers', 'The other places by which one can sign in', { status: 200, schema: 'ProvidersAnswer' }),
  call(
    'POST /api/providers/:name/link',
    'Begin to link a provider',
    { status: 200, schema: 'WayAnswer' },
    json(Onward),
  ),
  call(
    'POST /api/providers/:name/confirm',
    'Begin to confirm that it is you by a provider',
    { status: 200, schema: 'WayAnswer' },
    json(Onward),
  ),
  call('POST /api/providers/finish', 'Sign up with what a provider has said', begun, json(Finish)),
  call('POST /api/providers/join', 'Link what a provider has said to your account', session),
  call('GET /api/export/:id', 'Your export as a ZIP', {
    status: 200,
    schema: { type: 'string', contentMediaType: 'application/zip' },
  }),
]
