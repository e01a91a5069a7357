/** The server refuses floods of one socket. */
const APART = 100

/** Begins ten a second in their order, without waiting for each; the outcomes are in that order. */
export async function paced<One>(
  all: readonly One[],
  verb: (one: One) => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>[]> {
  const begun: Promise<unknown>[] = []
  for (const one of all) {
    if (begun.length > 0) await new Promise(resolve => setTimeout(resolve, APART))
    const doing = verb(one)
    // One that fails before all have begun is no stray.
    doing.catch(() => undefined)
    begun.push(doing)
  }
  return Promise.allSettled(begun)
}
