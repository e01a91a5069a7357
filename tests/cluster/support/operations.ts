// Many people who like, unlike, follow and unfollow at once, and a model of what must come of it.
import type { Member } from './member.ts'
import type { Random } from './random.ts'

export interface Operation {
  verb: 'image:like' | 'image:unlike' | 'account:follow' | 'account:unfollow'
  actor: number
  /** Place in the list of images or of members. */
  target: number
}

export interface Plan {
  /** Each lane is done one after the other, and all of them at once. */
  lanes: Operation[][]
  /** Who likes or follows what in the end, where only one lane had a say: `actor verb target` → whether. */
  outcome: Map<string, boolean>
}

/** Lanes of one person: what they do in several tabs at once. */
const lanesEach = 3
/** This part of the targets is touched by several lanes of a person at once: it is not known who comes last. */
const contested = 0.25

/** As many people as images. */
export function planOperations(random: Random, count: number, people: number): Plan {
  const lanes = Array.from({ length: people * lanesEach }, (): Operation[] => [])
  const outcome = new Map<string, boolean>()
  while (count > 0) {
    const actor = random.whole(0, people - 1)
    const target = random.whole(0, people - 1)
    const likes = random.fraction() < 0.6
    if (!likes && target === actor) continue
    const on = random.fraction() < 0.55
    const certain = target >= people * contested
    const verb = likes ? (on ? 'image:like' : 'image:unlike') : on ? 'account:follow' : 'account:unfollow'
    lanes[actor * lanesEach + (certain ? target % lanesEach : random.whole(0, lanesEach - 1))]!.push({
      verb,
      actor,
      target,
    })
    if (certain) outcome.set(relation(actor, likes, target), on)
    count--
  }
  return { lanes, outcome }
}

export const relation = (actor: number, likes: boolean, target: number) =>
  `${actor} ${likes ? 'likes' : 'follows'} ${target}`

export function inputOf({ verb, target }: Operation, members: Member[], images: string[]) {
  return verb === 'image:like' || verb === 'image:unlike'
    ? { id: images[target]! }
    : { username: members[target]!.username }
}
