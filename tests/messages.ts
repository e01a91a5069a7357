// `npm run messages`: puts what the code says into the catalogues, takes out what it says no longer, and tells what is to be translated.
import { catalogues, localizerOf, readCatalogue, readMessages, translated } from './support/catalogues.ts'

let open = 0
for (const { config, folder } of catalogues) {
  const localizer = localizerOf(config)
  const messages = readMessages(localizer)
  await localizer.writeInterchangeFiles()
  for (const language of translated) {
    const catalogue = readCatalogue(folder, language)
    const missing = messages.filter(({ id }) => catalogue.get(id)?.target === undefined)
    open += missing.length
    console.log(`${folder}/${language}.xlf: ${messages.length - missing.length} of ${messages.length} are translated`)
    for (const { id, file, words } of missing) console.log(`  ${id} ${file}: ${words}`)
  }
}
process.exitCode = open > 0 ? 1 : 0
