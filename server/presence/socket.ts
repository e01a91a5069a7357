import { msg } from '@lit/localize'
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { id } from '../schemas.ts'
import { beginToLook, ceaseToLook } from './presence.ts'

const Look = z.object({ id, here: z.boolean({ error: () => msg('This must be true or false.') }).default(true) })

export const presenceConsumers = {
  'image:look': anyone(Look, (ctx, caller, { id, here }) => (here ? beginToLook : ceaseToLook)(ctx, caller, id)),
} satisfies Partial<Consumers>
