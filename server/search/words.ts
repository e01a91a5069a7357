// What is asked, as the tsqueries that the columns of sql/0021-search.sql answer.

/** Words that count, of those that are given; and signs of a run of Chinese, Japanese, Thai … */
const most = { words: 8, signs: 24 }

/** A word, as the database has cut it: it has no quotes or backslashes. A run has '=' before it. */
type Word = string

const isRun = (word: Word) => word.startsWith('=')

/** As texts that PostgreSQL reads as tsqueries. */
export interface Asked {
  /** Of each word: what it is found by, and by what the name of a person. */
  terms: string[]
  names: string[]
  /** Every word is found. */
  all: string
  /** Any of them is a person's name. */
  anyName: string
  /** Ways in which an image may match, best first: the words as they are in its title, one after the other; in its title; anywhere; begun
   * in its title; begun anywhere. */
  ways: string[]
}

/** @param tolerant whether what is near to a word will do as well */
export function askFor(given: Word[], tolerant: boolean): Asked {
  const words = given.slice(0, most.words)
  const [begin, full] = [words.map(begun), words.map(whole)]
  const terms = tolerant ? words.map(begunOrNear) : begin
  const names = weighing(tolerant ? terms : full, 'AB')
  return {
    terms,
    names,
    all: joined(terms, '&'),
    anyName: joined(names, '|'),
    ways: [
      joined(weighing(full, 'A'), '<->'),
      joined(weighing(full, 'A'), '&'),
      joined(full, '&'),
      joined(weighing(begin, 'A'), '&'),
      joined(begin, '&'),
    ],
  }
}

const joined = (terms: string[], operator: '&' | '|' | '<->') => terms.map(term => `(${term})`).join(` ${operator} `)

/** Only in texts of these weights; what is near has none. */
const weighing = (terms: string[], weights: string): string[] =>
  terms.map(term =>
    term.replace(/'([^'~]+)'(:\*)?/g, (_, word: string, star = '') => `'${word}'${star || ':'}${weights}`),
  )

/** One letter alone is a word: too much begins with it. */
function begun(word: Word): string {
  if (isRun(word)) return run(word)
  return word.length === 1 ? quoted(word) : `${quoted(word)}:*`
}

const whole = (word: Word) => (isRun(word) ? run(word) : quoted(word))

function begunOrNear(word: Word): string {
  return [begun(word), ...nearTo(word).map(near => quoted(`~${near}`))].join(' | ')
}

/** As `search_near` has it. */
function nearTo(word: Word): string[] {
  const letters = [...word].slice(0, 10)
  if (isRun(word) || letters.length < 4) return []
  const shorter = letters.map((_, left) => letters.filter((_letter, index) => index !== left).join(''))
  return [...new Set([letters.join(''), ...shorter])]
}

function run(word: Word): string {
  const signs = [...word.slice(1)].slice(0, most.signs)
  // The second of a pair is anything.
  if (signs.length === 1) return `${quoted(signs[0]!)}:*`
  return signs
    .slice(1)
    .map((sign, index) => quoted(signs[index]! + sign))
    .join(' <-> ')
}

/** As the database cuts long words. */
const quoted = (word: string) => `'${[...word].slice(0, 40).join('')}'`
