// Tags of HTML in the order in which they stand. No tree and no stack: a page that opens 300,000 tags costs no more than its length.
import { Tokenizer } from 'htmlparser2'

export interface TagReader {
  /** With those attributes that were asked for; names in lower case. */
  open(name: string, attributes: Map<string, string>): void
  close(name: string): void
  /** Between two tags, in pieces; entities are decoded but in scripts and the like. */
  text(piece: string): void
}

/** Longer values are cut off: no address is that long. */
const longestValue = 65_536

/** @param wanted names of the attributes that are kept */
export function readTags(html: string, wanted: ReadonlySet<string>, reader: TagReader): void {
  let tag = ''
  let attributes = new Map<string, string>()
  let attribute = ''
  let value = ''
  // In drawings and formulas, <title> and <style> are tags like others.
  let foreign = 0

  const opened = () => {
    if (isForeign(tag)) foreign++
    reader.open(tag, attributes)
  }
  const closed = (name: string) => {
    if (isForeign(name) && foreign > 0) foreign--
    reader.close(name)
  }
  const append = (piece: string) => {
    if (wanted.has(attribute) && value.length < longestValue) value += piece
  }
  const tokenizer = new Tokenizer(
    {},
    {
      isInForeignContext: () => foreign > 0,
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase()
        attributes = new Map()
      },
      onattribname(start, end) {
        attribute = end - start > 64 ? '' : html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => append(html.slice(start, Math.min(end, start + longestValue))),
      onattribentity: code => append(String.fromCodePoint(code)),
      onattribend() {
        if (wanted.has(attribute) && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: opened,
      onselfclosingtag() {
        opened()
        if (foreign > 0) closed(tag)
      },
      onclosetag: (start, end) => closed(html.slice(start, end).toLowerCase()),
      ontext: (start, end) => reader.text(html.slice(start, end)),
      ontextentity: code => reader.text(String.fromCodePoint(code)),
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}

const isForeign = (name: string) => name === 'svg' || name === 'math'
