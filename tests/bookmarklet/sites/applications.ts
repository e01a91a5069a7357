import { dataPicture } from '../pictures.ts'
import type { Site } from '../site.ts'

const head = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,">`

export const application: Site = {
  name: 'single-page application',
  headers: { 'content-security-policy': "script-src 'unsafe-inline'; object-src 'none'; base-uri 'none'" },
  html: (_, cdn) => `${head('App')}<style>.hero { width: 900px; height: 350px; background-size: cover }
    .card::before { content: ''; display: block; width: 300px; height: 200px; background: linear-gradient(red, blue), url(/p/before.700x500.jpg) }
    .seal { width: 260px } .seal::after { content: url(/p/seal.260x260.png) } .none::before { background: url(/p/unseen.900x900.png) }</style></head>
    <body><div id="app"></div><script>
      const app = document.getElementById('app')
      const hero = app.appendChild(document.createElement('div'))
      hero.className = 'hero'
      hero.title = 'Hero'
      hero.style.backgroundImage = 'image-set(url("${cdn}/p/hero.900x350.jpg") 1x, url("${cdn}/p/hero.1800x700.jpg") 2x)'
      for (const name of ['card', 'seal', 'none']) app.appendChild(document.createElement('div')).className = name
      addEventListener('keydown', event => { document.title += event.key; event.preventDefault() })
    </script></body></html>`,
  offers: ['Hero, 1800 × 700', 'before.700x500.jpg, 700 × 500', 'seal.260x260.png, 260 × 260'],
}

export const codeHost: Site = {
  name: 'code host with strict CSP',
  headers: {
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; frame-src 'none'; img-src 'self'; " +
      "style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
  },
  // The policy forbids three addresses: nothing may ask for them again.
  html: (
    home,
    cdn,
  ) => `${head('bowerbird/README.md')}<meta property="og:image" content="http://social.invalid/p/social.1200x600.png">
    </head><body><main><h1>bowerbird</h1><img alt="Screenshot" width="800" height="500" src="/p/screenshot.1600x1000.png">
    <table background="http://forbidden.invalid/p/forbidden.300x300.png" width="500" height="300"><tr><td><img alt="Forbidden" width="260" height="260" src="${cdn}/p/badge.300x300.png"></table>
    <p><img alt="Other" src="${home}/p/other.300x300.png" data-src="${home}/p/other.900x900.png"></p></main></body></html>`,
  offers: [
    'Screenshot, 1600 × 1000',
    'Other, 900 × 900',
    'forbidden.300x300.png, size not known',
    'social.1200x600.png, size not known',
  ],
}

export const frames: Site = {
  name: 'frames',
  html: (
    _,
    cdn,
  ) => `${head('Frames')}</head><body><p>Top</p><img alt="Top" width="260" height="260" src="/p/top.260x260.jpg">
    <iframe src="inner" width="700" height="500"></iframe><iframe src="${cdn}/frames/foreign" width="400" height="300"></iframe>
    <iframe sandbox src="inner" width="300" height="300"></iframe></body></html>`,
  inner: {
    inner: () => `${head('Inner')}</head><body><img alt="Inside" width="600" height="400" src="/p/inside.900x600.jpg">
      <iframe src="innermost" width="320" height="320"></iframe></body></html>`,
    innermost: () =>
      `${head('Innermost')}</head><body><img alt="Innermost" width="300" height="300" src="/p/innermost.800x800.jpg"></body></html>`,
    foreign: () => `${head('Foreign')}</head><body><img alt="Foreign" src="/p/foreign.800x800.jpg"></body></html>`,
  },
  offers: ['Inside, 900 × 600', 'Top, 260 × 260', 'Innermost, 800 × 800'],
}

export const frameset: Site = {
  name: 'frameset',
  html: () =>
    '<html><head><title>Old</title><link rel="icon" href="data:,"></head><frameset cols="30%,70%"><frame src="menu"><frame src="content"></frameset></html>',
  inner: {
    menu: () =>
      `${head('Menu')}</head><body><img alt="Menu" width="260" height="260" src="/p/menu.260x260.gif"></body></html>`,
    content: () =>
      `${head('Content')}</head><body><img alt="Content" width="500" height="400" src="/p/content.1000x800.jpg"></body></html>`,
  },
  offers: ['Content, 1000 × 800', 'Menu, 260 × 260'],
  page: { title: 'Old' },
}

export const data: Site = {
  name: 'data images',
  headers: { 'content-security-policy': "default-src 'none'; img-src data: blob: 'self'; script-src 'unsafe-inline'" },
  html: async () => `${head('Data')}</head><body>
    <img alt="Written in" width="400" height="300" src="${await dataPicture('data', 400, 300)}">
    <img alt="Vector" width="300" height="300" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='300'/%3E">
    <img alt="Made by a script" width="350" height="250"><canvas width="300" height="300"></canvas>
    <script>
      const canvas = document.createElement('canvas')
      canvas.width = 700
      canvas.height = 500
      canvas.getContext('2d').fillRect(50, 50, 100, 100)
      const bytes = Uint8Array.from(atob(canvas.toDataURL().split(',')[1]), letter => letter.charCodeAt(0))
      document.querySelectorAll('img')[2].src = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    </script></body></html>`,
  offers: ['Written in, 400 × 300', 'Made by a script, 700 × 500'],
  addresses: () => ['data:image/png;base64,', 'data:image/webp;base64,'],
  says: 'Drawings on the page cannot be taken: there is 1 here.',
}

export const broken: Site = {
  name: 'broken images',
  html: home => `${head('Broken')}<meta property="og:image" content="${home}/missing.jpg"></head><body>
    <img alt="Gone" width="400" height="400" src="/missing.jpg"><img alt="No picture" width="400" height="400" src="/broken-images/">
    <img alt="Empty" src=""><img alt="None"><img alt="Wrong" src="http://[bad/"><img alt="Saved" width="300" height="300" src="/p/saved.300x300.jpg">
    <img alt="Late" src="/missing.png" data-src="/p/late.400x400.jpg"><a href="javascript:void 0"><img alt="Script" src="javascript:alert(1)"></a>
    </body></html>`,
  offers: ['Saved, 300 × 300', 'Late, 400 × 400'],
}

export const films: Site = {
  name: 'films and drawings',
  html: () => `${head('Films')}</head><body><video aria-label="A film" width="640" height="360" poster="/p/poster.1280x720.jpg"></video>
    <svg width="400" height="300" viewBox="0 0 400 300"><image href="/p/drawn.800x600.png" width="400" height="300"></image></svg>
    <object type="image/png" data="/p/object.500x400.png" width="300" height="250"></object></body></html>`,
  offers: ['A film, 1280 × 720', 'drawn.800x600.png, 800 × 600', 'object.500x400.png, 500 × 400'],
}
