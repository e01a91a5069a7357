// Pages that are written to take time: twice as much text may take about twice as long, whatever it is.
import { expect, test } from 'vitest'
import { extract } from '../../server/pages/extract.ts'

const pages: [string, (length: number) => string][] = [
  ['tags that are never closed', length => '<b>'.repeat(length / 3)],
  ['closing tags of nothing', length => '<b>'.repeat(length / 6) + '</i>'.repeat(length / 8)],
  ['many attributes', length => `<img ${Array.from({ length: length / 9 }, (_, i) => `a${i}=b`).join(' ')}>`],
  ['the same attribute again and again', length => `<img ${'src=a '.repeat(length / 6)}>`],
  ['a giant attribute', length => `<img src="${'a'.repeat(length)}">`],
  ['a giant attribute of entities', length => `<img alt="${'&amp;'.repeat(length / 5)}">`],
  ['a giant name', length => `<img ${'a'.repeat(length)}=b>`],
  ['an open comment', length => `<!--${'-'.repeat(length)}`],
  ['many open comments', length => '<!--'.repeat(length / 4)],
  ['an open quote', length => `<img src="${'<img src='.repeat(length / 9)}`],
  ['smaller-than signs', length => '<'.repeat(length)],
  ['open brackets in a script', length => `<script>${'</scrip'.repeat(length / 7)}`],
  ['pictures', length => '<img src=a>'.repeat(length / 11)],
  ['different pictures', length => Array.from({ length: length / 16 }, (_, i) => `<img src=${i}.jpg>`).join('')],
  ['candidates', length => `<img srcset="${'a 1w,'.repeat(length / 5)}">`],
  ['many short sets of candidates', length => '<img srcset="a 1w,b 2w">'.repeat(length / 24)],
  ['sources without an end', length => `<picture>${'<source srcset="a 1w,b 2w">'.repeat(length / 27)}<img src=c>`],
  ['commas', length => `<img srcset="${','.repeat(length)}">`],
  ['spaces', length => `<img srcset="a${' '.repeat(length)}" src="${' '.repeat(length)}">`],
  ['Open Graph', length => '<meta property=og:image content=a>'.repeat(length / 34)],
  ['relations of a link', length => `<link rel="${'a '.repeat(length / 2)}" href=a>`],
  ['a title of spaces', length => `<title>${' a'.repeat(length / 2)}</title>`],
  ['nested lists of structured data', length => script('['.repeat(length / 2) + ']'.repeat(length / 2))],
  [
    'nested pictures of structured data',
    length => script('{"image":'.repeat(length / 10) + '1' + '}'.repeat(length / 10)),
  ],
  ['a list of structured data', length => script(`{"image":[${'"a",'.repeat(length / 4)}"b"]}`)],
  [
    'keys of structured data',
    length => script(`{${Array.from({ length: length / 12 }, (_, i) => `"k${i}":{}`).join()}}`),
  ],
  ['comment signs in structured data', length => script('-->'.repeat(length / 3) + ' '.repeat(length / 3))],
]

const script = (text: string) => `<script type="application/ld+json">${text}</script>`

/** CPU time of the best of three, in milliseconds: others are at work on this machine too. */
function costOf(html: string): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    extract(html, 'https://site.example/')
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.min(...runs)
}

test.each(pages)('%s', (_, write) => {
  const [short, long] = [write(2 ** 16), write(2 ** 19)]
  extract(short, 'https://site.example/')
  const [little, much] = [costOf(short), costOf(long)]
  // Eight times the text: in proportion 8, if it grew with the square 64. What is over in 20 ms cannot be measured, and does no harm.
  if (much > 20) expect(much / little).toBeLessThan(24)
  expect(much).toBeLessThan(500)
})
