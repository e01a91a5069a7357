// Whether a page can be used by everybody, as far as a machine can tell: what axe finds, and what it cannot know.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { Result } from 'axe-core'
import { measure } from './measure.ts'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
/** All that differs from one choice of colours to another. */
const colours = ['color-contrast', 'link-in-text-block']
/** Seven to one, for who asks for more. */
const strong = 'color-contrast-enhanced'

const desk = { width: 1280, height: 800 }
/** As a window of twice the size at 200 %. */
const enlarged = { width: 640, height: 400 }
/** As a window of 1280 pixels at 400 %: everything must fit in. */
const narrow = { width: 320, height: 640 }

/**
 * What is wrong with a page, in words: by day, at night and with more contrast, on a desk, at 200 % and in the narrowest window. It is left
 * on a desk by day.
 */
export async function audit(page: Page): Promise<string[]> {
  const found: string[] = []
  const add = (where: string, problems: string[]) => found.push(...problems.map(problem => `${where}: ${problem}`))
  await bringAxe(page)
  add('on a desk', await violations(page, { tags }))
  add('on a desk', await measure(page, 'targets'))
  await page.emulateMedia({ colorScheme: 'dark' })
  add('at night', await violations(page, { rules: colours }))
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
  await page.setViewportSize(enlarged)
  add('at 200 %, with more contrast', await violations(page, { rules: [strong] }))
  add('at 200 %', await measure(page, 'fit'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(narrow)
  add('narrow, at night with more contrast', await violations(page, { tags, rules: [strong] }))
  add('narrow', await measure(page, 'targets', 'fit', 'reach'))
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' })
  await page.setViewportSize(desk)
  return found
}

/** Of a page as it is, with its colours as they are. */
export async function auditAsItIs(page: Page): Promise<string[]> {
  await bringAxe(page)
  return [...(await violations(page, { tags })), ...(await measure(page, 'targets'))]
}

/** Half a megabyte: once for a page, whatever opens in it. */
async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
}

async function violations(page: Page, which: { tags?: string[]; rules?: string[] }): Promise<string[]> {
  const found = await page.evaluate(async ({ tags, rules = [] }) => {
    // What changes with the colours and the window comes to rest.
    const roots: (Document | ShadowRoot)[] = [document]
    for (const root of roots) {
      for (const animation of root.getAnimations())
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot)
    }
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // Seven to one is more than four and a half: asked twice, all colours are looked for twice.
    const weaker = rules.includes('color-contrast-enhanced') ? [['color-contrast', { enabled: false }] as const] : []
    const results = await axe.run(document, {
      runOnly: tags ? { type: 'tag', values: tags } : { type: 'rule', values: rules },
      ...(tags && { rules: Object.fromEntries([...rules.map(rule => [rule, { enabled: true }] as const), ...weaker]) }),
      resultTypes: ['violations'],
      preload: false,
    })
    return results.violations
  }, which)
  return found.flatMap(describe)
}

function describe({ id, nodes }: Result): string[] {
  return nodes.map(({ target, failureSummary = '' }) => {
    const why = failureSummary.split('\n').slice(1).join(' ').trim()
    return `${id}: ${target.flat().join(' ')} (${why})`
  })
}
