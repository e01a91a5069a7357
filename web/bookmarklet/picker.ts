// What one sees: the pictures to pick from, how large they have to be, and the way on.
import { MOST_PICTURES } from './capture.ts'
import { LEAST, type Offer } from './offer.ts'
import { list, map, wait } from './realm.ts'
import { makeTile, type Tile } from './tile.ts'
import { make } from './ui.ts'
import { words } from './words.ts'

const AT_FIRST = 200
/** So few stand large in a narrow panel. */
const FEW = 4
const leastSizes = [0, 100, LEAST, 500, 1_000]

export interface Picker {
  /** In the order to be shown; after what is there already, so that nothing moves. */
  add(offers: Offer[]): void
  /** Nothing more will come. */
  finish(notes: string[]): void
  /** Says what is wrong; with an address, offers it as a link. */
  complain(message: string, address?: string): void
}

export function fillDialog(dialog: HTMLDialogElement, close: () => void, save: (offers: Offer[]) => void): Picker {
  const offers = list<Offer>()
  const picked = map<Offer, true>()
  let tiles = list<Tile>()
  let least = LEAST
  let shown = AT_FIRST
  let finished = false

  const status = make('p', { role: 'status' }, words('looking'))
  const grid = make('ul', { 'aria-label': words('pictures') })
  const notes = make('div', { class: 'notes' })
  const alarm = make('p', { role: 'alert' })
  const more = make('button', { type: 'button', class: 'more', click: showMore })
  const body = make('main', { 'aria-busy': 'true' }, status, grid, more, notes)
  const all = make('input', { type: 'checkbox', change: pickAll })
  const allName = make('span')
  const go = make('button', { type: 'button', class: 'go', click: () => save(pickedOnes()) })
  const size = make('select', { change: changeSize })
  for (const pixels of leastSizes) {
    size.append(make('option', { value: pixels, selected: pixels === LEAST }, `${pixels} × ${pixels}`))
  }
  // Keys do not reach us (see host.ts), but in a form Enter presses its first button.
  const enter = make('button', { class: 'enter', tabindex: -1, 'aria-hidden': 'true', click: pressEnter })
  const shut = words('close')
  const header = make(
    'header',
    {},
    make('h2', { tabindex: -1, autofocus: true }, make('b', {}, 'Bowerbird'), words('heading')),
    make('label', { class: 'size' }, words('least'), size),
    make('button', { type: 'button', class: 'close', 'aria-label': shut, title: shut, click: close }, '×'),
  )
  const footer = make('footer', {}, alarm, make('label', { class: 'all' }, all, allName), go)
  dialog.append(make('form', {}, enter, header, body, footer))
  dialog.className = 'few'
  update()

  function large(): Offer[] {
    return offers.filter(({ width, height }) => width === 0 || Math.min(width, height) >= least)
  }

  function pickedOnes(): Offer[] {
    return large().filter(offer => picked.has(offer))
  }

  function showMore(): void {
    const next = tiles.length
    shown += AT_FIRST
    draw()
    tiles[next]?.box.focus()
  }

  function changeSize(): void {
    least = Number(size.value)
    tiles = list()
    grid.replaceChildren()
    draw()
  }

  function draw(): void {
    const wanted = large()
    while (tiles.length < Math.min(wanted.length, shown)) {
      const offer = wanted[tiles.length] as Offer
      const change = (on: boolean) => pick(offer, on)
      const tile = makeTile(offer, tiles.length + 1, picked.has(offer), { change, take: () => take(offer) })
      tiles.push(tile)
      grid.append(tile.item)
    }
    update()
  }

  function pick(offer: Offer, on: boolean): void {
    if (on) picked.set(offer, true)
    else picked.delete(offer)
    update()
  }

  function take(offer: Offer): boolean {
    // The only one is picked already.
    if (pickedOnes().length > 0 && large().length > 1) return false
    save(list([offer]))
    return true
  }

  function pressEnter(event: Event): void {
    event.preventDefault()
    const focused = (dialog.getRootNode() as ShadowRoot).activeElement
    const offer = large()[tiles.findIndex(({ box }) => box === focused)]
    if (offer && take(offer)) return
    if (!go.disabled) go.click()
  }

  function pickAll(): void {
    picked.clear()
    if (all.checked) for (const offer of large().slice(0, MOST_PICTURES)) picked.set(offer, true)
    const wanted = large()
    tiles.forEach((tile, index) => (tile.box.checked = picked.has(wanted[index] as Offer)))
    update()
  }

  function update(): void {
    const wanted = large()
    const count = pickedOnes().length
    const left = wanted.length - tiles.length
    // Never narrow again: what one is about to press must not move.
    if (wanted.length > FEW) dialog.className = ''
    more.textContent = words('more', { count: left })
    more.hidden = left <= 0
    const most = Math.min(wanted.length, MOST_PICTURES)
    all.checked = count > 0 && count >= most
    all.indeterminate = count > 0 && count < most
    all.disabled = wanted.length === 0
    allName.textContent = words(wanted.length > MOST_PICTURES ? 'first' : 'all')
    alarm.textContent = count > MOST_PICTURES ? words('many') : ''
    go.disabled = count === 0 || count > MOST_PICTURES
    go.textContent = words('save', { count: count || 1 })
    status.textContent =
      count > 0
        ? words('picked', { count, of: wanted.length })
        : wanted.length > 0
          ? words('found', { count: wanted.length })
          : !finished
            ? words('looking')
            : offers.length > 0
              ? words('smaller', { count: offers.length })
              : words('none')
  }

  /** Not at once: a link that is gone leads nowhere. */
  function leave(): void {
    void wait(0).then(close)
  }

  return {
    add(found) {
      for (const offer of found) offers.push(offer)
      draw()
    },
    finish(sentences) {
      finished = true
      body.setAttribute('aria-busy', 'false')
      for (const sentence of sentences) notes.append(make('p', {}, sentence))
      const [only, second] = large()
      // Nothing to choose between.
      if (only && !second && tiles[0] && picked.size === 0) {
        tiles[0].box.checked = true
        pick(only, true)
      } else update()
    },
    complain(message, address) {
      alarm.textContent = message
      if (address)
        alarm.append(' ', make('a', { href: address, target: '_blank', rel: 'noopener', click: leave }, words('open')))
    },
  }
}
