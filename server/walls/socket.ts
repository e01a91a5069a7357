// What each request about the places on walls accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { id, text } from '../schemas.ts'
import { getPlace, leaveWall } from './walls.ts'

const wall = text(140, () => msg('The name of the wall')).min(1, { error: () => msg('Say which wall it is.') })

export const wallConsumers = {
  'wall:leave': signedIn(z.object({ wall, at: id.nullable() }), async (ctx, { accountId }, input) => {
    await leaveWall(ctx, accountId, input.wall, input.at)
    return {}
  }),

  'wall:place': signedIn(z.object({ wall }), (ctx, { accountId }, input) => getPlace(ctx, accountId, input.wall)),
} satisfies Partial<Consumers>
