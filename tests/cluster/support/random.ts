// Chance that can be repeated: the same seed gives the same choices.

export interface Random {
  /** From 0 to 1, without 1. */
  fraction(): number
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number
  pick<Item>(items: readonly Item[]): Item
  /** So many different ones, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[]
  /** Another source, which does not disturb this one when it is used more or less often. */
  fork(): Random
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state are plenty for choosing faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1))

  return {
    fraction,
    whole,
    pick: items => items[whole(0, items.length - 1)]!,
    sample(items, count) {
      const left = [...items]
      // Fisher and Yates, from the front, as far as is asked for.
      for (let index = 0; index < Math.min(count, left.length); index++) {
        const other = whole(index, left.length - 1)
        const item = left[index]!
        left[index] = left[other]!
        left[other] = item
      }
      return left.slice(0, count)
    },
    fork: () => createRandom(whole(0, 2 ** 32 - 1)),
  }
}

/** The seed of this run: the one that was asked for, to repeat a run, or a new one. */
export function chooseSeed(asked: string | undefined): number {
  return asked ? Number(asked) : Math.floor(Math.random() * 1_000_000)
}
