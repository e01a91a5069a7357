// What the worker says by itself. The build asks, and writes it into the worker in every language.
import { msg } from '@lit/localize'

export interface Words {
  /** Where what was pushed cannot be read. */
  news: string
}

export const words = (): Words => ({ news: msg('Something is new for you.') })
