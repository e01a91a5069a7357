// When the code of the interface is asked for: not before the HTML has been read, which names the pictures that one waits for.

/** Begins the interface as soon as the HTML has been read. */
export function beginCode(): void {
  document.addEventListener('DOMContentLoaded', () => {
    const later = document.querySelectorAll<HTMLLinkElement>('link[rel=later]')
    const code = document.querySelector<HTMLLinkElement>('#interface')
    const begin = async () => {
      for (const link of later) link.rel = 'modulepreload'
      // What it stands on first, each in a task of its own: a finger is answered between them.
      for (const link of document.querySelectorAll<HTMLLinkElement>('#interface ~ [rel=modulepreload]')) {
        await import(/* @vite-ignore */ link.href)
        await new Promise(resolve => setTimeout(resolve))
      }
      if (code) await import(/* @vite-ignore */ code.href)
    }
    void begin()
  })
}
