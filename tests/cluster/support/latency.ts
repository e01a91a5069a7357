// How long deliveries took, apart for each kind of trouble that they went through.

export interface Trouble {
  name: string
  from: number
  to: number
}

export interface Journal {
  readonly troubles: readonly Trouble[]
  /** Runs a fault from its beginning to the recovery. */
  during(name: string, fault: () => Promise<void>): Promise<void>
  /** The trouble that overlaps this span of time, if any. */
  troubleAt(from: number, to: number): string | undefined
}

export function createJournal(): Journal {
  const troubles: Trouble[] = []
  return {
    troubles,
    async during(name, fault) {
      const trouble = { name, from: performance.now(), to: Infinity }
      troubles.push(trouble)
      await fault()
      trouble.to = performance.now()
    },
    troubleAt: (from, to) => troubles.find(trouble => trouble.from <= to && from <= trouble.to)?.name,
  }
}

/** One line: how many, the middle, the slowest percent, the slowest. */
export function describeLatencies(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  const at = (part: number) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)} ms`
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)} of ${sorted.length.toLocaleString('en')}`
}
