// The picker in the language in which its bookmark was made.
import { expect } from '@playwright/test'
import type { Said } from '../../web/bookmarklet/fill.ts'
import { messages, sayInBookmarklet } from '../../web/bookmarklet-page/words.ts'
import { arabic } from './arabic.ts'
import { inEachBrowser } from './browsers.ts'
import { chooseLeast, listOffers, look } from './looks.ts'
import { listening } from './sites/special.ts'
import type { Tab } from './tab.ts'
import { test, wholeChromium } from '../browser/support/test.ts'

test.use(wholeChromium)

const german = {
  ...messages(),
  heading: 'Welche Bilder?',
  close: 'Schließen',
  pictures: 'Bilder auf dieser Seite',
  found: '{count, plural, one {# gefunden} other {# gefunden. Wähl eins aus, oder hake mehrere an.}}',
  picked: '{count, plural, one {# von {of} gewählt} other {# von {of} gewählt}}',
  save: '{count, plural, one {Bild speichern} other {# Bilder speichern}}',
}

const text = (root: ShadowRoot, selector: string) => root.querySelector(selector)?.textContent ?? ''

function listWords(root: ShadowRoot) {
  const { lang, dir } = root.host as HTMLElement
  const name = (selector: string) => root.querySelector(selector)?.ariaLabel
  return { lang, dir, list: name('ul'), close: name('.close'), go: root.querySelector('.go')?.textContent }
}

inEachBrowser([listening], stage => {
  async function lookIn(said: Said): Promise<Tab> {
    const tab = await stage.newTab(said)
    await tab.open(stage.sites.addressOf(listening))
    await look(tab)
    return tab
  }

  test('in German all of it is', async () => {
    const tab = await lookIn(sayInBookmarklet('de', 'ltr', german))
    expect(await tab.inPicker(listWords, undefined)).toEqual({
      lang: 'de',
      dir: 'ltr',
      list: 'Bilder auf dieser Seite',
      close: 'Schließen',
      go: 'Bild speichern',
    })
    expect(await tab.inPicker(text, 'h2')).toBe('BowerbirdWelche Bilder?')
    expect(await tab.inPicker(text, '[role=status]')).toBe('2 gefunden. Wähl eins aus, oder hake mehrere an.')
    await tab.inPicker(chooseLeast, '500')
    expect(await tab.inPicker(text, '[role=status]')).toBe('1 gefunden')
    await tab.click('.all')
    expect(await tab.inPicker(text, '[role=status]')).toBe('1 von 1 gewählt')
  })

  test('in Arabic it is read from the right, and each number has its words', async () => {
    const tab = await lookIn(sayInBookmarklet('ar', 'rtl', arabic))
    expect(await tab.inPicker(listWords, undefined)).toMatchObject({ lang: 'ar', dir: 'rtl', go: 'حفظ الصورة' })
    expect(await tab.inPicker(listOffers, undefined)).toEqual([
      'One، \u20661000 × 800\u2069',
      'Two، \u2066600 × 400\u2069',
    ])
    expect(await tab.inPicker(text, '[role=status]')).toBe('عُثر على صورتين. اختر واحدة أو علِّم عدة صور.')
    await tab.click('.all')
    expect(await tab.inPicker(text, '.go')).toBe('حفظ صورتين')

    const places = await tab.inPicker(root => {
      const middle = (selector: string) => {
        const { left, right } = root.querySelector(selector)!.getBoundingClientRect()
        return (left + right) / 2
      }
      const tile = middle('li:first-child')
      const { left, right } = root.querySelector('li:first-child i')!.getBoundingClientRect()
      return {
        close: middle('.close') < middle('h2'),
        go: middle('.go') < middle('.all'),
        order: middle('li:nth-child(2)') < tile,
        box: middle('li:first-child input') > tile,
        // The place to press is about the box, a little wider towards the picture.
        press: right - middle('li:first-child input') < middle('li:first-child input') - left,
        size: middle('li:first-child small') < tile,
      }
    }, undefined)
    expect(places).toEqual({ close: true, go: true, order: true, box: true, press: true, size: true })
  })
})
