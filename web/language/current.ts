// The language of the interface as it is now, for whatever has to know.
import type { Spoken } from '../../server/protocol-own.ts'
import { Value } from '../observe.ts'
import { spokenFor } from './spoken.ts'

/** What is shown. */
export const language = new Value<Spoken>('en')

/** What this browser was told; nodes read it too. */
export const cookie = (): Spoken | undefined => spokenFor(/(?:^|; )language=([\w-]+)/.exec(document.cookie)?.[1])
