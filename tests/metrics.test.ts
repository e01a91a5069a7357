import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { signUp } from './support/people.ts'

let instance: Instance
let text: string
beforeAll(async () => {
  instance = await startInstance()
  const ada = await signUp(instance, 'ada', { node: 0 })
  const bob = await signUp(instance, 'bob', { node: 1 })
  await bob.ask('account:follow', { username: ada.username })
  await ada.next('account:changed')
  await ada.upload()
  text = await (await ada.http('GET', '/metrics')).text()
})
afterAll(() => instance.close())

test.each([
  'sockets',
  'groups',
  'events_tailed_total',
  'hint_lag_seconds',
  'hint_failures_total',
  'tail_lag_seconds',
  'horizon_age_seconds',
  'pool_connections',
  'pool_waiting',
  'looking',
  'views_counted_total',
  'views_kept_total',
  'views_waiting',
  'visits_running',
  'visits_waiting',
  'visit_seconds_longest',
  'jobs_queued',
  'jobs_failed',
  'http_seconds_count',
  'verb_seconds_count',
  'save_seconds_count',
])('the metrics tell %s', name => {
  expect(text).toMatch(new RegExp(`^bowerbird_${name}(\\{.*\\})? [\\d.e+-]+$`, 'm'))
})
