/** Loads what will be wanted when the browser has nothing else to do, at the latest after ten seconds; failing, whoever needs it loads it. */
export function whenIdle<Code>(load: () => Promise<Code>, then: (code: Code) => void = () => undefined): void {
  const begin = () => void load().then(then, () => undefined)
  if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: 10_000 })
  else setTimeout(begin, 3_000)
}
