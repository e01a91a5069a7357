import type { Site } from '../site.ts'

const head = (title: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,">`

export const huge: Site = {
  name: 'huge page',
  html: () =>
    `${head('Huge')}<style>img { width: 120px; height: 120px }</style></head><body>${Array.from(
      { length: 2000 },
      (_, number) => `<a href="#${number}"><img alt="Number ${number}" src="/p/huge-${number}.300x300.jpg"></a>`,
    ).join('')}</body></html>`,
  // The rest is made as the list: see the test of it.
  offers: Array.from({ length: 200 }, (_, number) => `Number ${number}, 300 × 300`),
}

export const shadows: Site = {
  name: 'shadow roots',
  html: () => `${head('Shadows')}</head><body><x-card><template shadowrootmode="open">
    <img alt="In a card" width="500" height="400" src="/p/card.1000x800.jpg"><x-card><template shadowrootmode="open">
    <img alt="Deeper" width="300" height="300" src="/p/deeper.600x600.jpg"></template></x-card></template></x-card>
    <x-card><template shadowrootmode="closed"><img alt="Closed" width="300" height="300" src="/p/closed.600x600.jpg"></template></x-card></body></html>`,
  offers: ['In a card, 1000 × 800', 'Deeper, 600 × 600'],
}

export const sandboxed: Site = {
  name: 'sandboxed page',
  headers: { 'content-security-policy': 'sandbox allow-scripts' },
  html: () =>
    `${head('Sandbox')}</head><body><img alt="Played with" width="500" height="400" src="/p/sand.1000x800.jpg"></body></html>`,
  offers: ['Played with, 1000 × 800'],
  closed: true,
}

export const overlays: Site = {
  name: 'overlays and hostile styles',
  html: () => `${head('Overlays')}<style>
    * { display: block !important; color: red !important; font-size: 40px !important; transition: none !important }
    body ~ *, html > :not(head, body) { display: none !important; visibility: hidden !important; opacity: 0 !important; transform: scale(0) !important }
    .over { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: rgb(0 0 0 / 0.4) !important; pointer-events: auto !important }
    </style></head><body><img alt="Below" width="400" height="300" src="/p/below.800x600.jpg"><div class="over"></div><dialog id="offer"><p>Subscribe!</p></dialog>
    <script>
      document.getElementById('offer').showModal()
      document.addEventListener('keydown', event => { event.preventDefault(); event.stopPropagation(); window.heard = (window.heard || '') + event.key }, true)
      document.addEventListener('focusin', () => document.querySelector('#offer p').focus(), true)
      document.addEventListener('click', event => event.stopPropagation())
    </script></body></html>`,
  offers: ['Below, 800 × 600'],
}

export const polluted: Site = {
  name: 'polluted built-ins',
  html: () => `${head('Polluted')}<script>
    const broken = function () { throw new Error('this page has its own ideas') }
    for (const name of ['map', 'filter', 'forEach', 'find', 'findIndex', 'some', 'every', 'includes', 'indexOf', 'push', 'concat', 'slice', 'sort', 'join', 'reduce', 'flat', 'flatMap', 'splice', 'at', 'shift', 'entries'])
      Array.prototype[name] = broken
    Array.from = Array.of = broken
    Array.prototype.toJSON = Object.prototype.toJSON = String.prototype.toJSON = () => '"changed"'
    Object.prototype.extra = 'extra'
    Array.prototype.extra = function () {}
    window.open = () => null
    window.Image = window.Map = window.Set = window.Promise = window.JSON = window.setTimeout = window.URL.createObjectURL = broken
    JSON.stringify = broken
    </script></head><body><img alt="Clean" width="500" height="400" src="/p/clean.1000x800.jpg" data-src="/p/clean.1500x1200.jpg">
    <img alt="Cleaner" width="300" height="300" src="/p/cleaner.600x600.jpg"></body></html>`,
  offers: ['Clean, 1500 × 1200', 'Cleaner, 600 × 600'],
}
