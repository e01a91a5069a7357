// Every page is looked at for everybody: tests/browser/access.spec.ts goes to each address that the interface knows.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { match } from '../../web/router.ts'
import { readSources } from './source.ts'

const root = join(import.meta.dirname, '../..')
const textOf = (folder: string, path: string) => readSources(root, [folder]).find(file => file.path === path)!.text

const patternsIn = (routes: string) => [...routes.matchAll(/\bpattern: '([^']+)'/g)].map(([, pattern]) => pattern!)

/** What it is sent to: a string with a path, whatever stands in it. */
const pathsIn = (spec: string) =>
  [...spec.matchAll(/(['`])(\/[^'`\s]*)\1/g)].map(([, , path]) =>
    path!.replace(/\$\{[^}]*\}/g, '7').replace(/\?.*/, ''),
  )

/** The first pattern that an address has is its page. */
function unvisited(routes: string, spec: string): string[] {
  const patterns = patternsIn(routes)
  const visited = new Set(pathsIn(spec).map(path => patterns.find(pattern => match(pattern, path))))
  return patterns.filter(pattern => !visited.has(pattern))
}

const routes = textOf('web', 'web/routes.ts')
const spec = textOf('tests/browser', 'tests/browser/access.spec.ts')

test('there are routes', () => expect(patternsIn(routes).length).toBeGreaterThan(15))

test('axe looks at every page', () => expect(unvisited(routes, spec)).toEqual([]))

test('one that it does not look at would be found', () => {
  const more = `${routes}\n{ pattern: '/new/:id' }, { pattern: '/images/:id/:slug?/new' }`
  expect(unvisited(more, spec)).toEqual(['/new/:id', '/images/:id/:slug?/new'])
  expect(unvisited(routes, spec.replaceAll("'/popular'", "'/'"))).toEqual(['/popular'])
  expect(unvisited(routes, spec.replaceAll("'/images/new'", "'/'"))).toEqual(['/images/new'])
})
