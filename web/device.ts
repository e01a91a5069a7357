// What is chosen for this device: remembered in its browser, and the same in every tab.
import { Value } from './observe.ts'

/** @param known what a remembered text stands for; null is nothing, or what cannot be read */
export function chosenHere<Choice extends string>(key: string, known: (text: string | null) => Choice): Value<Choice> {
  const value = new Value<Choice>(known(read(key)))
  value.subscribe(() => write(key, value.get()))
  addEventListener('storage', event => event.key === key && value.set(known(event.newValue)))
  return value
}

/** For what is on or off; off while nobody has chosen. */
export const switchHere = (key: string): Value<'on' | 'off'> => chosenHere(key, text => (text === 'on' ? 'on' : 'off'))

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Storage may be switched off: the choice then lasts as long as the tab.
  }
}
