// The one request about the end of an account.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { leaveAccount } from './leaving.ts'

export const leavingConsumers = {
  'account:leave': signedIn(z.object({}), (ctx, { accountId }) => leaveAccount(ctx, accountId)),
} satisfies Partial<Consumers>
