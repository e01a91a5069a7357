// Reads source files as far as the rules of the house need it: import lines, and code without comments and strings.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

export interface Import {
  line: number
  /** A path of this repository, or the name of a package or of Node's own module. */
  target: string
  typeOnly: boolean
  /** `export … from`. */
  reexport: boolean
  /** As written: `{ a, b }`, `* as a` or `a`. */
  names: string
}

export interface SourceFile {
  path: string
  lines: number
  imports: Import[]
  /** The text with every comment blanked, at the same places. */
  text: string
  /** The same with every string blanked as well. */
  code: string
}

/** Every TypeScript file below the folders, by its path from the root. */
export function readSources(root: string, folders: string[]): SourceFile[] {
  return folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name =>
        relative(root, join(root, folder, name))
          .split(sep)
          .join('/'),
      )
      .sort()
      .map(path => parseSource(path, readFileSync(join(root, path), 'utf8'))),
  )
}

export function parseSource(path: string, written: string): SourceFile {
  const [text, code] = [blank(written, { strings: false }), blank(written, { strings: true })]
  return { path, text, code, lines: written.replace(/\n$/, '').split('\n').length, imports: findImports(path, text) }
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** @param code without comments */
function findImports(path: string, code: string): Import[] {
  const statement =
    /^[ \t]*(import|export)\b(\s+type\b(?!\s*from\b))?((?:\s+|\s*[{*])[^'"`;=()]*?)?\bfrom\s*(['"])([^'"\n]+)\4|^[ \t]*import\s*(['"])([^'"\n]+)\6|\bimport\(\s*(['"])([^'"\n]+)\8/gm
  return [...code.matchAll(statement)].map(match => {
    const [whole, keyword, typeKeyword, names = '', , from, , bare, , dynamic] = match
    const written = from ?? bare ?? dynamic ?? ''
    return {
      line: lineOf(code, match.index + whole.length),
      target: written.startsWith('.') ? posix.join(posix.dirname(path), written) : written,
      typeOnly: Boolean(typeKeyword) || namesOnlyTypes(names),
      reexport: keyword === 'export',
      names: names.trim(),
    }
  })
}

/** `import { type A, type B } from …` */
function namesOnlyTypes(names: string): boolean {
  const inside = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1]
  const parts = inside?.split(',').filter(part => part.trim()) ?? []
  return parts.length > 0 && parts.every(part => /^\s*type\s/.test(part))
}

/** Comments, and strings where asked, become spaces; line breaks stay. Code inside ${…} of a template stays code. */
function blank(text: string, { strings }: { strings: boolean }): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{(?:[^{}`]|\{[^{}]*\})*\}|[^`\\])*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g
  return text.replaceAll(token, match => {
    const isComment = /^\/[/*]/.test(match)
    if (!isComment && !strings) return match
    if (match.startsWith('`')) return keepExpressions(match)
    return spaces(match)
  })
}

function keepExpressions(template: string): string {
  let result = ''
  let end = 0
  for (const { 0: expression, index } of template.matchAll(/\$\{(?:[^{}`]|\{[^{}]*\})*\}/g)) {
    result += spaces(template.slice(end, index)) + expression
    end = index + expression.length
  }
  return result + spaces(template.slice(end))
}

function spaces(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
