// Many saves in a row are one story. Pure, so that what a reader sees can be known from what was announced.
import type { ActivityView, ImageView } from '../../server/views.ts'

/** Milliseconds between two saves of one person that still belong together. */
const APART = 10 * 60_000
/** Milliseconds from the first to the last save of one story, and how many there are at most: who goes on makes another, which is announced. */
const LONGEST = 60 * 60_000
const MOST = 100

export interface Story {
  /** Of the activity that it was first shown with, and its own for as long as it is shown. */
  key: string
  /** Height by width of the box of its pictures: decided when it is first shown, so that growing moves nothing. 0 where there is no such box. */
  ratio: number
  /** As they are shown: newest first when the story began; what joined it later comes behind. Never empty. */
  activities: ActivityView[]
  /** Ids of the activities that joined after it was shown, until the reader has looked at them. */
  fresh: ReadonlySet<string>
}

type Gone = (activity: ActivityView) => boolean
const nothingIsGone: Gone = () => false

/**
 * The stories of the activities (newest first), given those that are shown already: these keep their key, their shape and their order,
 * and take in what belongs to them. Of the others, what comes before everything known goes on top, and what comes after it below. A
 * story of which everything is gone takes in nothing more.
 */
export function tellStories(shown: Story[], activities: ActivityView[], gone: Gone = nothingIsGone): Story[] {
  const listed = new Map(activities.map(activity => [activity.id, activity]))
  const kept = shown
    .map(story => ({ ...story, activities: story.activities.filter(({ id }) => listed.delete(id)) }))
    .filter(story => story.activities.length > 0)
  const before = kept.map(({ activities }) => activities.length)
  const unknown = [...listed.values()]

  // Outwards from what is shown, in both directions: each save need only be near the one before it.
  const left = takeIn(kept, takeIn(kept, unknown.toReversed(), gone).toReversed(), gone)
  kept.forEach((story, index) => markFresh(story, story.activities.splice(before[index] ?? 0), activities))
  const known = new Set(kept.flatMap(story => story.activities.map(({ id }) => id)))
  const border = activities.findIndex(({ id }) => known.has(id))
  const isAbove = new Set(border < 0 ? [] : activities.slice(0, border))
  const above = begin(left.filter(activity => isAbove.has(activity)))
  const below = begin(left.filter(activity => !isAbove.has(activity)))
  return [...above, ...kept, ...below]
}

/** Whether an activity belongs to one of the stories, of which something is still there. */
export function continuesStory(activity: ActivityView, stories: Story[], gone: Gone = nothingIsGone): boolean {
  return stories.some(story => takes(story, activity, gone))
}

/** The stories, of which the reader has looked at that one: nothing in it is fresh any more, and the newest come first. */
export function lookAt(stories: Story[], key: string): Story[] {
  return stories.map(story =>
    story.key === key ? { ...story, activities: newestFirst(story.activities), fresh: new Set<string>() } : story,
  )
}

export function newestFirst(activities: ActivityView[]): ActivityView[] {
  return activities.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}

export function picturesOf(activities: ActivityView[]): ImageView[] {
  return activities.flatMap(activity => imageOf(activity) ?? [])
}

export function imageOf({ target }: ActivityView): ImageView | undefined {
  return target?.kind === 'image' ? target.image : undefined
}

/** Adds to the stories what belongs to them, in the order given; returns the rest. */
function takeIn(stories: Story[], activities: ActivityView[], gone: Gone = nothingIsGone): ActivityView[] {
  return activities.filter(activity => {
    const story = stories.find(story => takes(story, activity, gone))
    story?.activities.push(activity)
    return !story
  })
}

/** New stories, each as tall as suits what it has at once. */
function begin(activities: ActivityView[]): Story[] {
  const stories: Story[] = []
  for (const activity of activities) {
    if (takeIn(stories, [activity]).length > 0)
      stories.push({ key: activity.id, ratio: 0, activities: [activity], fresh: new Set() })
  }
  return stories.map(story => ({ ...story, ratio: ratioOf(story.activities) }))
}

function takes({ activities }: Story, activity: ActivityView, gone: Gone): boolean {
  if (activities.length >= MOST || !activities.some(other => belongTogether(activity, other) && !gone(other)))
    return false
  const times = [activity, ...activities].map(({ at }) => Date.parse(at))
  return Math.max(...times) - Math.min(...times) <= LONGEST
}

/** What joined is fresh where it is listed above something that was shown; what a page further down brings is not. */
function markFresh(story: Story, joined: ActivityView[], listed: ActivityView[]): void {
  if (joined.length === 0) return
  const shown = new Set(story.activities.map(({ id }) => id))
  const last = listed.findLastIndex(({ id }) => shown.has(id))
  const above = new Set(listed.slice(0, last).map(({ id }) => id))
  story.fresh = new Set([...story.fresh, ...joined.map(({ id }) => id).filter(id => above.has(id))])
  story.activities.push(...joined)
}

/** A very tall picture is cut. Several want a box that is neither flat nor tall, whatever the first of them is. */
function ratioOf([first, ...others]: ActivityView[]): number {
  const image = first && first.verb === 'bookmarked' ? imageOf(first) : undefined
  if (!image) return 0
  const ratio = image.height / image.width
  return others.length > 0 ? Math.min(Math.max(ratio, 0.72), 1.15) : Math.min(ratio, 1.8)
}

function belongTogether(one: ActivityView, other: ActivityView): boolean {
  return (
    one.verb === 'bookmarked' &&
    other.verb === 'bookmarked' &&
    one.actor.username === other.actor.username &&
    Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= APART
  )
}
