// What each request about passkeys accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { id } from '../schemas.ts'
import { listPasskeys, removePasskey, renamePasskey } from './passkeys.ts'
import { PasskeyName } from './schemas.ts'

const Renamed = z.object({ id, name: PasskeyName.min(1, { error: () => msg('Give the passkey a name.') }) })

export const passkeyConsumers = {
  'passkey:list': signedIn(z.object({}), async (ctx, { accountId }) => ({
    passkeys: await listPasskeys(ctx, accountId),
  })),

  'passkey:rename': signedIn(Renamed, (ctx, { accountId }, input) =>
    renamePasskey(ctx, accountId, input.id, input.name),
  ),

  'passkey:remove': signedIn(z.object({ id }), async (ctx, { accountId }, input) => {
    await removePasskey(ctx, accountId, input.id)
    return {}
  }),
} satisfies Partial<Consumers>
