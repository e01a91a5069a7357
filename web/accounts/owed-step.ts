import type { SecondStepView } from '../../server/views.ts'

/** What somebody who comes from a provider still owes; taken out of the address, so that it is not kept there. */
export function takeSecondStep(): SecondStepView | undefined {
  const owed = new URLSearchParams(location.hash.slice(1))
  const token = owed.get('second')
  if (!token) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return { token, methods: (owed.get('methods') ?? 'totp').split(' ') as SecondStepView['methods'] }
}
