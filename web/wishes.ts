interface Running {
  wanted: unknown
  done: Promise<void>
}

const running = new Map<string, Running>()

/**
 * Sends what a person wants of a switch, shown already, one request at a time: of quick changes of mind only the last is sent. When the
 * server refuses, `undo` of the first is told what the server has, and everybody who waits is told why.
 * @param before what the server has, as far as is known
 * @param send resolves to what the server has from then on
 */
export function wish<Wanted, Has>(
  key: string,
  wanted: Wanted,
  before: Has,
  send: (wanted: Wanted) => Promise<Has>,
  undo: (has: Has) => void,
): Promise<void> {
  const current = running.get(key)
  if (current) {
    current.wanted = wanted
    return current.done
  }
  const own: Running = { wanted, done: Promise.resolve() }
  running.set(key, own)
  own.done = deliver()
  return own.done

  async function deliver(): Promise<void> {
    let has = before
    try {
      for (let sent: unknown; sent !== own.wanted && running.get(key) === own;) {
        sent = own.wanted
        has = await send(sent as Wanted)
      }
    } catch (error) {
      if (running.get(key) === own) undo(has)
      throw error
    } finally {
      if (running.get(key) === own) running.delete(key)
    }
  }
}

/** Whoever is here now has not wanted any of it. */
export function forgetWishes(): void {
  running.clear()
}
