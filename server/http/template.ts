// The one page of the interface as a template: what a feature has drawn of an address is put between its marks.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import { currentLanguage } from '../language/language.ts'
import { directionOf, sourceLanguage } from '../language/spoken.ts'

/** What an address shows to whoever asks. All of it is HTML, or JSON that may stand in a script. */
export interface Drawn {
  status: number
  /** In place of the title and the description; undefined leaves them as they are. */
  head: string | undefined
  /** Shown until the interface takes its place; '' for nothing. */
  body: string
  /** A JSON object. */
  data: string
  /** Part of `data`, but another one each time: it makes no other page. */
  cursor: string | undefined
  /** For nobody else, and not to be kept. */
  personal: boolean
  /** The file below web/ whose code the page needs. */
  module: string | undefined
}

/** Undefined where the address shows nothing before the interface is there. @throws {AppError} */
export type DrawPage = (http: HttpContext) => Promise<Drawn | undefined>

/** @returns what is the same in every page like this one, and the page itself */
export type Fill = (drawn: Drawn) => { key: string; page: string }

interface Chunk {
  file: string
  name?: string
  imports?: string[]
}

const atOnce = 'rel="modulepreload"'
const atOnceOrSoon = /rel="(modulepreload|manifest)"/g

/** @param folder of the build; @param text its index.html */
export async function readTemplate(folder: string, text: string): Promise<Fill> {
  const manifest = join(folder, '.vite/manifest.json')
  const chunks = existsSync(manifest)
    ? (JSON.parse(await readFile(manifest, 'utf8')) as Record<string, Chunk>)
    : ({} as Record<string, Chunk>)
  const [beforeHead, defaultHead, rest] = cut(text, 'head')
  const [beforeBody, defaultBody, beforeScriptless] = cut(rest, 'body')
  // Between them and the end stands what is said where no code runs.
  const [afterBody, , end] = cut(beforeScriptless, 'noscript')
  const preloads = new Map<string, string>()

  function preloadsOf(module: string): string {
    const known = preloads.get(module)
    if (known !== undefined) return known
    const links = filesOf(chunks, chunkOf(chunks, module))
      .filter(file => !text.includes(`/${file}"`))
      .map(file => `<link ${atOnce} crossorigin href="/${file}" />`)
    preloads.set(module, links.join(''))
    return links.join('')
  }

  return ({ head, body, data, cursor, module }) => {
    const language = currentLanguage()
    const catalogue = language === sourceLanguage ? '' : preloadsOf(`languages/${language}.xlf`)
    const links = `${catalogue}${module ? preloadsOf(module) : ''}${beforeBody}`
    const beginning = beforeHead.replace(/<html[^>]*>/, `<html lang="${language}" dir="${directionOf(language)}">`)
    const all = `${beginning}${head ?? defaultHeadOf(defaultHead)}${links}`
    // Where there are pictures they come first: web/boot/code.ts asks for the code, and for what says how all of it is installed.
    const top = body.includes('<img') ? all.replace(atOnceOrSoon, 'rel="later" data-rel="$1"') : all
    const shown = body ? `<app-shell first>${body}</app-shell>` : defaultBody
    const json = (place: string) => `<script type="application/json" id="first-screen">${place}</script>`
    const whole = (object: string) => `${top}${shown}${json(object)}${afterBody}${scriptless()}${end}`
    const page = cursor ? whole(`{"cursor":${JSON.stringify(cursor)},${data.slice(1)}`) : whole(data)
    return { key: whole(data), page }
  }
}

/** What index.html says where the page has no words of its own. */
const defaultHeadOf = (head: string) =>
  head.replace(
    /(name="description" content=")[^"]*/,
    (_all, before: string) => before + inHtml(msg('A live home for the images you find on the web.')),
  )

const scriptless = () =>
  inHtml(
    msg(
      'Without JavaScript you can look at what everybody may see, and read. To sign in, to save, and to see things as they happen, please turn it on.',
    ),
  )

/** Translators write text. */
const inHtml = (text: string) => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

/** The text before a mark, between it and its end, and after it; without marks all of it stands before them. */
function cut(text: string, name: string): [string, string, string] {
  const [open, close] = [`<!--${name}-->`, `<!--/${name}-->`]
  const [start, end] = [text.indexOf(open), text.indexOf(close)]
  if (start < 0 || end < start) return [text, '', '']
  return [text.slice(0, start), text.slice(start + open.length, end), text.slice(end + close.length)]
}

/** A module that others import as well is in a chunk of its name. */
function chunkOf(chunks: Record<string, Chunk>, module: string): string {
  if (chunks[module]) return module
  const name = basename(module, '.ts')
  return Object.keys(chunks).find(key => chunks[key]?.name === name) ?? module
}

/** A module's file, and those that it imports at once. */
function filesOf(chunks: Record<string, Chunk>, name: string, seen = new Set<string>()): string[] {
  const chunk = chunks[name]
  if (!chunk || seen.has(name)) return []
  seen.add(name)
  return [chunk.file, ...(chunk.imports ?? []).flatMap(one => filesOf(chunks, one, seen))]
}
