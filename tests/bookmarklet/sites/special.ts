// Pages for one question each.
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import type { Site } from '../site.ts'

const head = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,">`

/** It hears keys and focus as early as a page can but for capturing at the window, and notes them where another world can read them. */
export const listening: Site = {
  name: 'listening page',
  html: () => `${head('Listening')}</head><body><input id="field"><button>Page</button>
    <img alt="One" width="500" height="400" src="/p/one.1000x800.jpg"><img alt="Two" width="300" height="200" src="/p/two.600x400.jpg">
    <img alt="Small" src="/p/small.180x150.jpg"><script>
      for (const type of ['keydown', 'keyup', 'keypress', 'focusin']) document.addEventListener(type, event => performance.mark('heard ' + type), true)
      for (const type of ['click', 'pointerdown', 'wheel']) document.addEventListener(type, event => performance.mark('heard ' + type))
    </script></body></html>`,
  offers: ['One, 1000 × 800', 'Two, 600 × 400'],
}

export const slow: Site = {
  name: 'slow pictures',
  html: () => `${head('Slow')}</head><body><img alt="There" width="300" height="200" src="/p/there.600x400.jpg">
    <img alt="Late" width="500" height="400" src="/p/tiny.10x8.gif" data-src="/p/late.1000x800.jpg?slow=2500"></body></html>`,
  offers: ['There, 600 × 400', 'Late, 1000 × 800'],
}

export const heavy: Site = {
  name: 'heavy data',
  html: async () => {
    const [heavy, fits] = await Promise.all([noise(500), noise(470)])
    return `${head('Heavy')}</head><body><img alt="Heavy" src="${heavy}"><img alt="Fits" src="${fits}">
      <img alt="Light" src="/p/light.300x300.jpg"></body></html>`
  },
  offers: ['Heavy, 500 × 500', 'Fits, 470 × 470', 'Light, 300 × 300'],
}

/** Nothing of the browser's own can be borrowed in a sandbox, and the page has taken away the rest. */
export const windowless: Site = {
  name: 'no windows',
  headers: { 'content-security-policy': 'sandbox allow-scripts allow-popups' },
  html: () =>
    `${head('No windows')}<script>window.open = () => null</script></head><body><img alt="One" src="/p/one.1000x800.jpg"></body></html>`,
  offers: ['One, 1000 × 800'],
}

/** A pixel less is too small. */
export const borderline: Site = {
  name: 'just large enough',
  html: () => `${head('Borderline')}</head><body><img alt="Narrow" src="/p/narrow.249x250.jpg">
    <img alt="Enough" src="/p/enough.250x250.jpg"><img alt="Low" src="/p/low.250x249.jpg"></body></html>`,
  offers: ['Enough, 250 × 250'],
}

export const specialSites = [listening, slow, heavy, windowless, borderline]

/** Noise cannot be made smaller. */
async function noise(width: number): Promise<string> {
  const raw = { width, height: width, channels: 3 as const }
  const bytes = await sharp(randomBytes(width * width * 3), { raw })
    .png()
    .toBuffer()
  return `data:image/png;base64,${bytes.toString('base64')}`
}
