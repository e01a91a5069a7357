// Lighthouse, as a phone: what it says of a page, with its own throttling.
import lighthouse from 'lighthouse'
import { chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { freePort } from './free-port.ts'
import { findChromium } from './tools.ts'

export interface Judgement {
  /** From 0 to 100. */
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  /** Milliseconds, but the shift. */
  firstPaint: number
  largestPaint: number
  blocking: number
  shift: number
  /** The audits that cost something. */
  wrong: string[]
}

/** Judges a page in a browser that knows nothing of it. */
export async function judge(address: string): Promise<Judgement> {
  const port = await freePort()
  const args = [...(config.use?.launchOptions?.args ?? []), `--remote-debugging-port=${port}`]
  const browser = await chromium.launch({ executablePath: findChromium(), args })
  try {
    return await judgeIn(port, address)
  } finally {
    await browser.close()
  }
}

async function judgeIn(port: number, address: string): Promise<Judgement> {
  const onlyCategories = ['performance', 'accessibility', 'best-practices', 'seo']
  const result = await lighthouse(address, { port, output: 'json', logLevel: 'error', onlyCategories })
  if (!result) throw new Error(`Lighthouse says nothing of ${address}`)
  const { audits, categories, runtimeError } = result.lhr
  if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`)
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
  const number = (name: string) => audits[name]?.numericValue ?? Number.NaN
  const wrong = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { score, displayValue = '' } = audits[id]!
      return weight > 0 && score !== null && score < 1 ? [`${id} ${displayValue}`.trim()] : []
    }),
  )
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    firstPaint: number('first-contentful-paint'),
    largestPaint: number('largest-contentful-paint'),
    blocking: number('total-blocking-time'),
    shift: number('cumulative-layout-shift'),
    wrong,
  }
}
