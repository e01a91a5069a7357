import { Value } from '../observe.ts'

/** Whether the server has a newer interface than this window. */
export const isOutdated = new Value(false)
/** It has been said, and the person would rather go on. */
export const isPutOff = new Value(false)
