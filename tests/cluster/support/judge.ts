// The judge over what a reader heard: every activity of the people it follows, each once, in the one order, and nothing else.

export interface Verdict {
  lost: number
  twice: number
  outOfOrder: number
  phantom: number
}

export const innocent: Verdict = { lost: 0, twice: 0, outOfOrder: 0, phantom: 0 }

/** @param expected the ids that had to come, in the order in which they had to */
export function judge(expected: readonly string[], heard: readonly string[]): Verdict {
  const placeOf = new Map(expected.map((id, place) => [id, place]))
  const seen = new Set<string>()
  const verdict = { ...innocent }
  let furthest = -1
  for (const id of heard) {
    const place = placeOf.get(id)
    if (place === undefined) verdict.phantom++
    else if (seen.has(id)) verdict.twice++
    else if (place < furthest) verdict.outOfOrder++
    seen.add(id)
    furthest = Math.max(furthest, place ?? -1)
  }
  verdict.lost = expected.filter(id => !seen.has(id)).length
  return verdict
}

export function addVerdicts(verdicts: readonly Verdict[]): Verdict {
  const sum = { ...innocent }
  for (const { lost, twice, outOfOrder, phantom } of verdicts) {
    sum.lost += lost
    sum.twice += twice
    sum.outOfOrder += outOfOrder
    sum.phantom += phantom
  }
  return sum
}
