// `--name=value` of the command line. Every bench has its own; a name that a bench does not know is for another.

/** The text of a flag, or its default; `--name` alone is `''`. */
export function flag(name: string, otherwise: string): string {
  const found = process.argv.slice(2).find(argument => argument === `--${name}` || argument.startsWith(`--${name}=`))
  return found === undefined ? otherwise : found.slice(name.length + 3)
}

export const isGiven = (name: string) => flag(name, 'absent') !== 'absent'
export const numberFlag = (name: string, otherwise: number) => Number(flag(name, String(otherwise)))
export const numbersFlag = (name: string, otherwise: string) => flag(name, otherwise).split(',').map(Number)
