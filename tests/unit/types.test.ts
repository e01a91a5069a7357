import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { describeTypes } from '../support/describe-types.ts'

const fileOf = (path: string) => fileURLToPath(new URL(`../../server/${path}`, import.meta.url))

// To write it anew: vitest run --project unit tests/unit/types.test.ts -u
test('the description of the API has the types of the protocol as they are', async () => {
  const answers = [
    'AccountAnswer',
    'ErrorView',
    'ImageAnswer',
    'ProvidersAnswer',
    'SaveAnswer',
    'SessionAnswer',
    'WayAnswer',
  ]
  const types = describeTypes(fileOf('protocol.ts'), answers)

  const text = await format(JSON.stringify(types), {
    ...(await resolveConfig(fileOf('api/types.json'))),
    parser: 'json',
  })

  await expect(text).toMatchFileSnapshot(fileOf('api/types.json'))
})
