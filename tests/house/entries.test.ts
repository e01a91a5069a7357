// Nobody may add a way to make this server call an address, and forget to send the forbidden ones through it.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { laterEntries } from '../support/called-later.ts'
import { entries } from '../support/entries.ts'
import { parseSource, readSources, type SourceFile } from './source.ts'

/** A use of `fetch`, `readPage` or `post` of a media, called or handed on, or one of them taken out of it. */
const visit =
  /\bmedia\s*(?:\?\.|\.)\s*(?:fetch|readPage|post)\b|\b(?:fetch|readPage|post)\b[^{}]*\}\s*=\s*(?:\w+\.)*media\b/

const visitors = (files: SourceFile[]) => files.filter(({ code }) => visit.test(code)).map(({ path }) => path)

test('every file that visits addresses is one whose entries are tested', () => {
  const files = readSources(join(import.meta.dirname, '../..'), ['server'])
  expect(visitors(files.filter(({ path }) => !path.startsWith('server/media/')))).toEqual(
    [...new Set([...entries, ...laterEntries].map(({ file }) => file))].sort(),
  )
})

test.each([
  'await ctx.media.fetch(url)',
  'const found = await ctx.media\n    .readPage(url)',
  'await ctx.media.post(endpoint, message)',
  'const { fetch } = ctx.media',
  'const { receive, readPage: read } = media',
  'urls.map(ctx.media.fetch)',
])('one that says %j would be found', line => {
  expect(visitors([parseSource('server/new/new.ts', line)])).toEqual(['server/new/new.ts'])
})

test.each(['const picture = await ctx.media.develop(incoming)', '// ctx.media.fetch(url)', "log.info('media.fetch')"])(
  'one that says %j would not',
  line => expect(visitors([parseSource('server/new/new.ts', line)])).toEqual([]),
)
