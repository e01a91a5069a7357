import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findMalformedPictures } from '../support/tools.ts'
import { decideAll } from './decided.ts'
import { marker } from './samples/seeds.ts'

test('every file with which gdk-pixbuf tests itself is decided, and none ends a decoder', async () => {
  const folder = findMalformedPictures() ?? expect.fail('gdk-pixbuf-tests is not installed')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()
  expect(files.length).toBeGreaterThan(300)

  const tally = await decideAll(
    files.length,
    number => ({ name: files[number]!, bytes: readFileSync(files[number]!) }),
    marker,
  )

  console.log(`${files.length} files of gdk-pixbuf-tests:`, JSON.stringify(tally))
  expect(tally.accepted + tally.refused).toBe(files.length)
  expect(tally.accepted).toBeGreaterThan(20)
  expect(tally.restarts).toBe(0)
})
