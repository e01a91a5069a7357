// What everything is made of: colours, letters, drawings.
import { html } from 'lit'
import * as icons from '../ui/icons.ts'
import { styled } from '../ui/styled.ts'
import { section, state } from './state.ts'

const colours = [
  ...['paper', 'surface', 'sunken', 'hover', 'line', 'line-strong', 'ink', 'ink-soft', 'accent', 'accent-hover'],
  ...['accent-quiet', 'on-accent', 'danger', 'danger-quiet', 'good'],
]
const sizes = ['2xs', 'xs', 's', 'm', 'field', 'lead', 'l', 'mark', 'xl', 'title', '2xl', 'hero']
const drawings = [
  'plus',
  'enter',
  'home',
  'grid',
  'people',
  'bell',
  'arrowUp',
  'outside',
  'send',
  'letter',
  'download',
  'search',
] as const
const moreDrawings = ['picture', 'chevron', 'check', 'cross', 'eye', 'moon', 'more', 'mark'] as const

/** The same in every script that the interface speaks. */
const scripts: [lang: string, heading: string, text: string][] = [
  ['en', 'A home for the images you find', 'Keep a picture with the page it came from: 1,024 of them.'],
  ['de', 'Ein Zuhause für gefundene Bilder', 'Größe, Übersicht und „schöne Straßen“: 1.024 Bilder.'],
  ['fr', 'Un foyer pour vos trouvailles', 'Œuvres, façades, forêts : gardez-les « là » où elles sont.'],
  ['es', 'Un hogar para lo que encuentras', '¿Qué has visto? Señales, paisajes y corazón.'],
  ['pt-BR', 'Uma casa para as suas imagens', 'Coleção, edição e ilustrações, às vezes em São Paulo.'],
  ['ar', 'بيت للصور التي تجدها', 'احتفظ بالصورة مع الصفحة التي جاءت منها، وتابع من تثق بذوقه.'],
  ['ja', '見つけた画像の居場所', '画像を元のページとともに保存し、好みの合う人をフォローしましょう。'],
  ['zh-Hans', '为你找到的图片安一个家', '把图片连同来源网页一起保存，关注你欣赏的人。'],
]

export const foundations = () => [
  section(
    'Colours',
    state(
      'roles',
      html`<ul class="swatches">
        ${colours.map(name => html`<li><span ${styled({ background: `var(--${name})` })}></span>${name}</li>`)}
      </ul>`,
      'wide',
    ),
  ),
  section(
    'Letters',
    state(
      'sizes',
      html`${sizes.map(size => html`<p ${styled({ 'font-size': `var(--text-${size})` })}>${size} Bower</p>`)}`,
    ),
    state(
      'headings and text',
      html`<h1>Dunes, forests and the sea</h1>
        <h2>Being saved right now</h2>
        <p>Body text with <a class="link" href="#">a link</a>, <b>bold</b> and <em>emphasis</em>.</p>
        <p class="soft">Said more quietly, 0123456789</p>`,
    ),
    ...scripts.map(([lang, heading, text]) =>
      state(
        lang,
        html`<div lang=${lang} dir=${lang === 'ar' ? 'rtl' : 'ltr'}>
          <h1>${heading}</h1>
          <p>${text}</p>
        </div>`,
      ),
    ),
  ),
  section(
    'Drawings',
    state(
      'all',
      html`<div class="row">
        ${[...drawings, ...moreDrawings].map(name => icons[name])} ${icons.heart(false)} ${icons.heart(true)}
      </div>`,
      'wide',
    ),
  ),
]
