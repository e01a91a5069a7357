// What is typed and not sent yet, kept on this device: it is there again after a reload, a sign-out, or a browser that was closed.

interface Kept {
  values: Record<string, string>
  /** Milliseconds since 1970. */
  at: number
}

const STORE = 'drafts'
/** So many at most, and for so many milliseconds. */
const MOST = 20
const LONGEST = 7 * 24 * 3_600_000

/** What was typed under a key, by the name of the field. */
export function readDraft(key: string): Record<string, string> {
  return read()[key]?.values ?? {}
}

/** Without values, it is forgotten. */
export function writeDraft(key: string, values: Record<string, string>): void {
  const { [key]: _before, ...others } = read()
  write(Object.keys(values).length > 0 ? { ...others, [key]: { values, at: Date.now() } } : others)
}

/** Those whose keys begin so. */
export function dropDrafts(prefix: string): void {
  write(Object.fromEntries(Object.entries(read()).filter(([key]) => !key.startsWith(prefix))))
}

function write(all: Record<string, Kept>): void {
  const newest = Object.entries(all).sort(([, one], [, other]) => other.at - one.at)
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(newest.slice(0, MOST))))
  } catch {
    // Full or switched off: what is typed lasts as long as its page.
  }
}

function read(): Record<string, Kept> {
  try {
    const all = JSON.parse(localStorage.getItem(STORE) ?? '{}') as Record<string, Kept>
    return Object.fromEntries(Object.entries(all).filter(([, { at }]) => at > Date.now() - LONGEST))
  } catch {
    return {}
  }
}
