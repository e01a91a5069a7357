// `npm test` makes the embedded database for everybody; vitest alone, on one file, makes it here.
import { makeTemplateFolder } from './templates.ts'

export default async function prepare() {
  if (process.env.TEST_EMBEDDED_TEMPLATE) return undefined
  const { variables, remove } = await makeTemplateFolder()
  Object.assign(process.env, variables)
  return remove
}
