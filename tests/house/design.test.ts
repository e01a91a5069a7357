// One design language: colours and sizes of letters have their names in web/theme.css, and nothing has a left and a right of its own.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
// The bookmarklet draws on pages of others, where our tokens are not.
const files = globSync('web/**/*.{ts,css}', { cwd: root })
  .filter(path => !path.startsWith('web/bookmarklet/') && path !== 'web/theme.css')
  .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const colour =
  /(?:[:,(]|: [^;{}\n]*)\s*#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})(?=[\s;,)])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|\b(?:color|background|fill|stroke|border[a-z-]*|outline[a-z-]*|box-shadow|mask-image):[^;\n]*\b(?:white|black)\b/gi
const ownColours: Record<string, string> = {
  'web/ui/user-avatar.ts': 'a colour for each name: tests/unit/theme.test.ts reads them',
  'web/settings/qr-code.ts': 'cameras read black on white',
}

/** What a side of its own would be the wrong one of, where one reads from right to left. */
const physical =
  /^\s*(?:(?:margin|padding|border|inset)-)?(?:left|right)(?:-[a-z]+)?:\s|\btext-align: (?:left|right)|\bfloat: (?:left|right)/gm
const sided: Record<string, string> = {
  'web/ui/new-pill.ts': 'in the middle',
}

const letters = /\bfont(?:-size)?:[^;{}]*?[\d.](?:px|rem|pt)\b/g

describe('outside web/theme.css', () => {
  test('no colour has a value', () => {
    expect(breaches(colour, ownColours)).toEqual([])
  })

  test('no letter has a size', () => {
    expect(breaches(letters, { 'web/first-screen.css': 'initials as user-avatar has them' })).toEqual([])
  })

  test('nothing has a left or a right', () => {
    expect(breaches(physical, sided)).toEqual([])
  })

  test('nothing has a layer but by its name', () => {
    // Up to three, in a page of its own: a dialog, a popover, a stage.
    expect(breaches(/z-index: (?!var\(|[1-3];)/g, {})).toEqual([])
  })
})

test('what is allowed to differ is there, and differs', () => {
  for (const [path, why] of Object.entries({ ...ownColours, ...sided })) {
    expect(breaches(new RegExp(`${colour.source}|${physical.source}`, 'gim'), {}).join(), why).toContain(path)
  }
})

function breaches(pattern: RegExp, allowed: Record<string, string>): string[] {
  return files
    .filter(({ path }) => !(path in allowed))
    .flatMap(({ path, text }) =>
      [...text.matchAll(pattern)]
        .filter(({ index }) => isStyle(path, text, index))
        .map(match => `${path}:${text.slice(0, match.index).split('\n').length} ${match[0].trim()}`),
    )
}

/** In a .css file, or between css` and its end. */
function isStyle(path: string, text: string, at: number): boolean {
  if (path.endsWith('.css')) return true
  const from = text.lastIndexOf('css`', at)
  return from >= 0 && !text.slice(from + 4, at).includes('`')
}
