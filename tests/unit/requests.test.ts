import { expect, test } from 'vitest'
import { accessOf } from '../../server/policy/requests.ts'
import { once } from '../../web/once.ts'

/** Of the requests that begin something, those that may be asked again where the answer was lost: twice done is once done. */
const repeatable = [
  'account:block account:edit account:follow account:leave account:mute account:photo account:remove-follower',
  'account:remove-photo account:unblock account:unfollow account:unmute administration:edit administration:remove-image',
  'administration:restore administration:retry-job administration:set-role administration:suspend email:cancel email:change',
  'email:confirm email:refuse email:resend export:begin export:remove identity:unlink image:edit image:keep image:like',
  'image:release image:remove image:unlike image:view invitation:revoke notification:prefer notification:read passkey:remove',
  'passkey:rename push:subscribe push:unsubscribe report:resolve report:send request:approve request:decline',
  'save:cancel save:retry session:end session:end-others token:revoke two-factor:begin two-factor:disable two-factor:renew-codes wall:leave wall:place',
].flatMap(names => names.split(' '))

const asksOnly =
  /:(get|list|look|watch|unwatch|search|find|health|actions|jobs|people|blocked|followers|following|muted|suggested|likers|popular|related|preferences|read)$/

test('whether a request may be asked again is decided for each', () => {
  const acts = Object.keys(accessOf).filter(name => !asksOnly.test(name) || repeatable.includes(name))
  expect([...repeatable, ...once].sort()).toEqual(acts.sort())
})
