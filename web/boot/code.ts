// When the code of the interface is asked for: on a slow line it would take its share from the pictures, which are what one waits for.

/** Milliseconds after the HTML's end after which the pictures are not waited for any more: without the code no key but the browser's does anything. */
const PATIENCE = 400
/** What somebody does who wants more than to look. */
const wishes = ['pointerdown', 'keydown', 'touchstart', 'wheel', 'scroll'] as const

/** Begins the interface when the HTML has been read; where that shows pictures, once those in the window are drawn. */
export function beginCode(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const later = document.querySelectorAll<HTMLLinkElement>('link[rel=later]')
    const code = document.querySelector<HTMLLinkElement>('#interface')
    const begin = async () => {
      for (const link of later) link.rel = link.dataset.rel ?? ''
      // What it stands on first, each in a task of its own: a finger is answered between them.
      for (const link of document.querySelectorAll<HTMLLinkElement>('#interface ~ [rel=modulepreload]')) {
        await import(/* @vite-ignore */ link.href)
        await new Promise(resolve => setTimeout(resolve))
      }
      if (code) await import(/* @vite-ignore */ code.href)
    }
    void (later.length === 0 ? begin() : whenSeen().then(begin))
  })
}

/** Not in a window that nobody sees, where no frame is ever drawn. */
function whenSeen(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (document.hidden) resolve()
  for (const wish of wishes) addEventListener(wish, () => resolve(), { once: true, passive: true, capture: true })
  document.addEventListener('visibilitychange', () => resolve(), { once: true })
  setTimeout(resolve, PATIENCE)
  const pictures = [...document.querySelectorAll<HTMLImageElement>('.first img')]
  const ready = async (picture: HTMLImageElement) => picture.decode().catch(() => undefined)
  void inWindow(pictures)
    .then(shown => Promise.all(shown.map(ready)))
    // They are drawn with the next frame.
    .then(() => requestAnimationFrame(() => setTimeout(resolve)))
  return promise
}

/** As the browser finds it with the next frame: to be asked where they are, it would lay out the page at once. */
function inWindow<Shown extends Element>(elements: Shown[]): Promise<Shown[]> {
  return new Promise(resolve => {
    if (elements.length === 0) return resolve([])
    const observer = new IntersectionObserver(entries => {
      observer.disconnect()
      resolve(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target as Shown))
    })
    for (const element of elements) observer.observe(element)
  })
}
