// Sign-up over HTTP, because it sets a cookie, and photos, because they are long.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import { z } from 'zod'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import { readUpload } from '../http/uploads.ts'
import type { AccountAnswer, SessionAnswer } from '../protocol.ts'
import { newPassword } from '../passwords/passwords.ts'
import { email, text } from '../schemas.ts'
import { beginSession } from '../sessions/sessions.ts'
import { signUp } from './accounts.ts'
import { setPhoto } from './photos.ts'
import { isReserved } from './reserved.ts'

export const SignUp = z.object({
  username: text(100, () => msg('The username'))
    .regex(/^[A-Za-z0-9_]{3,30}$/, { error: () => msg('A username has 3 to 30 letters, digits or _.') })
    .refine(name => !isReserved(name), { error: () => msg('This username is reserved. Choose another.') }),
  email,
  name: text(100, () => msg('The name')).min(1, { error: () => msg('Enter the name that people will see.') }),
  password: newPassword,
  invitation: text(100, () => msg('The invitation')).optional(),
})

export function accountRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.post('/api/accounts', async http => {
    const input = parseInput(SignUp, await readJson(http))
    const { accountId, account } = await signUp(ctx, { ...input, address: http.ip })
    await beginSession(ctx, http, accountId)
    http.status = 201
    http.set('Cache-Control', 'no-store')
    http.body = { account } satisfies SessionAnswer
  })

  router.post('/api/account/photo', async (http, next) => {
    // With an address instead of a file it is the request of that name.
    if (!http.is('multipart/form-data')) return next()
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/account/photo')
    const { file } = await readUpload(http, z.object({}), bytes => ctx.media.receive(bytes))
    http.set('Cache-Control', 'no-store')
    http.body = { account: await setPhoto(ctx, accountId, file) } satisfies AccountAnswer
  })

  return router
}
