/** Loads what will be wanted when the browser has nothing else to do, at the latest after five seconds; failing, whoever needs it loads it. */
export function whenIdle<Code>(load: () => Promise<Code>, then: (code: Code) => void = () => undefined): void {
  const begin = () => void load().then(then, () => undefined)
  if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: 5_000 })
  else setTimeout(begin, 5_000)
}
