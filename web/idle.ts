/** Loads what will be wanted when the browser has nothing else to do, at the latest after five seconds; failing, whoever needs it loads it. */
export function whenIdle<Code>(load: () => Promise<Code>, then: (code: Code) => void = () => undefined): void {
  const begin = () => void load().then(then, () => undefined)
  if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: 5_000 })
  else setTimeout(begin, 5_000)
}

/** Begins to load each in a task of its own, so that a finger is answered between any two of them. */
export async function oneByOne(...loads: (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) {
    await new Promise(resolve => setTimeout(resolve))
    void load()
  }
}
