// Which windows of this browser are open: each holds a lock of its own name for as long as it is there.
const PREFIX = 'bowerbird-tab-'

/** Of this window. */
export const tab: string = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

let held: Promise<void> | undefined

/** Resolves when the others can see it: a browser that is busy takes its time. */
export function holdTab(): Promise<void> {
  return (held ??= new Promise(resolve => {
    void navigator.locks.request(PREFIX + tab, () => {
      resolve()
      return new Promise(() => undefined)
    })
  }))
}

export async function isAlive(other: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(lock => lock.name === PREFIX + other)
}
