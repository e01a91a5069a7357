// A film of two windows side by side: what they show, a hand over each, and a line of words below. It is made of pictures, not of
// time: on a slow machine it takes longer to make, and is the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from '@playwright/test'
import sharp from 'sharp'

/** Of each window: what its page is told, and what it takes in the film. */
export const view = { width: 960, height: 900 }
export const scale = 0.625
const shown = { width: Math.round(view.width * scale), height: Math.round(view.height * scale) }
const margin = 12
const bar = 26
const words = 40
const size = { width: 2 * shown.width + 3 * margin, height: margin + bar + shown.height + words }
/** Milliseconds that a frame stands. */
const beat = 100

export interface Actor {
  page: Page
  /** As it stands over the window. */
  name: string
  hand: { x: number; y: number }
}

export interface Film {
  /** What stands below from now on. */
  say(words: string): Promise<void>
  /** Nothing is done; what comes by itself is seen. */
  wait(milliseconds: number): Promise<void>
  /** The hand goes there, and stays. */
  point(actor: Actor, at: Locator): Promise<void>
  press(actor: Actor, at: Locator): Promise<void>
  type(actor: Actor, text: string): Promise<void>
  scroll(actor: Actor, by: number): Promise<void>
  /** Writes it as an animated WebP, and resolves to its length in milliseconds. */
  write(path: string): Promise<number>
}

interface Frame {
  picture: Buffer
  stands: number
}

export async function createFilm(browser: Browser, actors: [Actor, Actor]): Promise<Film> {
  const frames: Frame[] = []
  const easel = await browser.newPage({ viewport: size })
  const last: Buffer[] = []
  let ground: Buffer
  /** Of the press that is under way. */
  let pressed: Actor | undefined

  const look = async (actor: Actor) => {
    last[actors.indexOf(actor)] = await actor.page.screenshot({ animations: 'allow', caret: 'initial' })
  }

  /** A frame of what was seen last. */
  async function draw(stands = beat): Promise<void> {
    const layers = actors.flatMap((actor, index) => {
      const left = margin + index * (shown.width + margin)
      const top = margin + bar
      const hand = {
        left: Math.round(left + actor.hand.x * scale) - 12,
        top: Math.round(top + actor.hand.y * scale) - 12,
      }
      return [
        { input: last[index]!, left, top },
        { input: pressed === actor ? pressingHand : restingHand, ...hand },
      ]
    })
    const picture = await sharp(ground).composite(layers).removeAlpha().raw().toBuffer()
    const before = frames.at(-1)
    if (before?.picture.equals(picture)) before.stands += stands
    else frames.push({ picture, stands })
  }

  async function settle(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += beat) {
      await Promise.all(actors.map(look))
      await draw()
    }
  }

  async function point(actor: Actor, at: Locator): Promise<void> {
    const box = await at.boundingBox()
    if (!box) throw new Error(`${at} is not there`)
    const [from, to] = [{ ...actor.hand }, { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 120) }]
    const steps = Math.max(3, Math.min(7, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / 90)))
    for (let step = 1; step <= steps; step++) {
      const part = 0.5 - Math.cos((Math.PI * step) / steps) / 2
      actor.hand = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
      if (step === steps) {
        await actor.page.mouse.move(to.x, to.y)
        await look(actor)
      }
      await draw()
    }
  }

  const film: Film = {
    async say(text) {
      await easel.setContent(frameOf(actors, text))
      await easel.evaluate(() => document.fonts.ready.then(() => undefined))
      ground = await easel.screenshot()
    },
    wait: settle,
    point,
    async press(actor, at) {
      await point(actor, at)
      pressed = actor
      await actor.page.mouse.down()
      await draw()
      await actor.page.mouse.up()
      await draw()
      pressed = undefined
      await settle(500)
    },
    async type(actor, text) {
      for (const part of text.match(/.{1,2}/g) ?? []) {
        await actor.page.keyboard.type(part)
        await look(actor)
        await draw()
      }
    },
    async scroll(actor, by) {
      const steps = 8
      for (let step = 1; step <= steps; step++) {
        const share = (Math.cos((Math.PI * (step - 1)) / steps) - Math.cos((Math.PI * step) / steps)) / 2
        await actor.page.mouse.wheel(0, by * share)
        await actor.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
        await look(actor)
        await draw()
      }
    },
    async write(path) {
      await easel.close()
      const raw = { ...size, channels: 3 as const }
      const pages = await Promise.all(
        frames.map(({ picture }) => sharp(picture, { raw }).png({ compressionLevel: 1 }).toBuffer()),
      )
      const delay = frames.map(({ stands }) => stands)
      await sharp(pages, { join: { animated: true }, limitInputPixels: false })
        .webp({ quality: 84, effort: 4, loop: 0, delay, minSize: true })
        .toFile(path)
      return delay.reduce((sum, one) => sum + one, 0)
    },
  }
  await film.say('')
  await Promise.all(actors.map(look))
  return film
}

/** The tip is in the middle of 24 pixels. */
const drawHand = (pressing: boolean) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36">
    ${pressing ? '<circle cx="12" cy="12" r="11" fill="#b5381855" stroke="#b53818" stroke-width="1.5"/>' : ''}
    <path d="M12 12v17l4.2-3.8 2.7 6 2.9-1.3-2.7-5.9h5.6z" fill="#1d1a16" stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/></svg>`)
const restingHand = drawHand(false)
const pressingHand = drawHand(true)

const letters = readFileSync(
  join(import.meta.dirname, '../../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2'),
).toString('base64')

function frameOf(actors: Actor[], text: string): string {
  const windows = actors.map(({ name }, index) => {
    const left = margin + index * (shown.width + margin)
    return `<div class="window" style="left:${left}px"><i></i><i></i><i></i><b>${name}</b></div>`
  })
  return `<!doctype html><style>
    @font-face { font-family: Figtree; font-weight: 300 900; src: url(data:font/woff2;base64,${letters}) }
    body { margin: 0; background: #e9e2d6; color: #2a251f; font: 500 17px/1 Figtree, 'Liberation Sans', sans-serif; overflow: hidden }
    .window { position: absolute; top: ${margin}px; width: ${shown.width}px; height: ${bar + shown.height}px; border-radius: 9px 9px 0 0;
      background: #d9cfbf; box-shadow: 0 2px 10px #4a3c2a40; box-sizing: border-box; padding: 8px 10px }
    i { float: left; width: 9px; height: 9px; margin-right: 6px; border-radius: 50%; background: #b9ab95 }
    b { display: block; margin-right: 45px; text-align: center; font-weight: 600; font-size: 13px; line-height: 10px }
    p { position: absolute; bottom: 0; left: 0; right: 0; margin: 0; line-height: ${words}px; text-align: center }
    </style>${windows.join('')}<p>${text}</p>`
}
