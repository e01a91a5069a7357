// The saves that this node is at work on, so that a cancelled one ends at once. On another node it ends when it wants to commit.
const running = new Map<string, AbortController>()

/** Runs the work with a signal that aborts when its save is cancelled here, or when the given one does. */
export async function runWork<Result>(
  saveId: string,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  running.set(saveId, controller)
  try {
    return await work(AbortSignal.any([outer, controller.signal]))
  } finally {
    if (running.get(saveId) === controller) running.delete(saveId)
  }
}

export function stopWork(saveId: string): void {
  running.get(saveId)?.abort()
}
