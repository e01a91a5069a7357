import { switchHere } from './device.ts'

/** Whether this device is to be left in peace: what is new does not call, and nobody is counted beside me. */
export const quiet = switchHere('quiet')
