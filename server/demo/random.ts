// Chance that can be repeated: the same seed always makes the same choices.

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  between(least: number, most: number): number
  /** A whole number; both ends are possible. */
  whole(least: number, most: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  shuffle<Item>(items: readonly Item[]): Item[]
  /** Around 0, rarely beyond -2 or 2. */
  normal(): number
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const split = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, counter] = [split(), split(), split(), 1]

  function next() {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  const between = (least: number, most: number) => least + (most - least) * next()
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1))
  const pick = <Item>(items: readonly Item[]) => items[whole(0, items.length - 1)]!

  return {
    next,
    between,
    whole,
    pick,
    chance: probability => next() < probability,
    shuffle: items => {
      const left = [...items]
      return items.map(() => left.splice(whole(0, left.length - 1), 1)[0]!)
    },
    normal: () => next() + next() + next() + next() - 2,
  }
}

/** A smooth line of hills from -1 to 1, one hill or valley about every unit. */
export function createNoise(random: Random): (x: number) => number {
  const heights = Array.from({ length: 256 }, () => random.between(-1, 1))
  return x => {
    const cell = Math.floor(x)
    const t = x - cell
    const from = heights[cell & 255]!
    const to = heights[(cell + 1) & 255]!
    return from + (to - from) * t * t * (3 - 2 * t)
  }
}

/** The same in two dimensions. */
export function createField(random: Random): (x: number, y: number) => number {
  const heights = Array.from({ length: 1024 }, () => random.between(-1, 1))
  const at = (x: number, y: number) => heights[(Math.imul(x, 374761393) ^ Math.imul(y, 668265263)) & 1023]!
  const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10)
  return (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [across, down] = [ease(x - column), ease(y - row)]
    const top = at(column, row) + (at(column + 1, row) - at(column, row)) * across
    const bottom = at(column, row + 1) + (at(column + 1, row + 1) - at(column, row + 1)) * across
    return top + (bottom - top) * down
  }
}

/** Chooses among alternatives in braces: `{Late|Early} light over {dunes|{soft |}sand}`. */
export function say(random: Random, text: string): string {
  const innermost = /\{([^{}]*)\}/
  let said = text
  while (innermost.test(said)) said = said.replace(innermost, (_, choices: string) => random.pick(choices.split('|')))
  return said
}
