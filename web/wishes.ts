const running = new Map<string, { wanted: unknown; done: Promise<void> }>()

/**
 * Sends what a person wants of a switch, shown already, one request at a time: of quick changes of mind only the last is sent. When the
 * server refuses, `undo` of the first is called, and everybody who waits is told why.
 */
export function wish<Wanted>(
  key: string,
  wanted: Wanted,
  send: (wanted: Wanted) => Promise<void>,
  undo: () => void,
): Promise<void> {
  const current = running.get(key)
  if (current) {
    current.wanted = wanted
    return current.done
  }
  const own = { wanted, done: Promise.resolve() }
  running.set(key, own)
  own.done = deliver()
  return own.done

  async function deliver(): Promise<void> {
    try {
      for (let sent: Wanted | undefined; sent !== own.wanted;) {
        sent = own.wanted
        await send(sent)
      }
    } catch (error) {
      undo()
      throw error
    } finally {
      running.delete(key)
    }
  }
}
