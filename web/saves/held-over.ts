import { Value } from '../observe.ts'

/** Whether something that can be saved is held over the window. */
export const heldOver = new Value(false)
