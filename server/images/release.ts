// The end of a held breath: what somebody has saved is shown to everybody, on whichever node the time is up first.
import type { Context } from '../context.ts'
import type { Task } from '../jobs/jobs.ts'
import { releaseImage, releaseTask } from './images.ts'

export function releaseWork(ctx: Context): Task {
  return { name: releaseTask, atOnce: 1, work: ({ imageId = '' }) => releaseImage(ctx, imageId) }
}
