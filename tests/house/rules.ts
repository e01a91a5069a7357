// The rules of the house that can be read off the files: who may import whom, and what a file may hold.
import { globalCaller, pushCaller, whyOutbound } from './outbound.ts'
import { lineOf } from './source.ts'
import type { Import, SourceFile } from './source.ts'

export interface Rule {
  /** As a sentence: it becomes the name of a test. */
  name: string
  /** `file:line what is wrong`, for each breach. */
  breaches(files: SourceFile[]): string[]
}

const kernelFolders = ['database', 'channels', 'http', 'media', 'jobs', 'policy', 'mail', 'language']
const kernelFiles = [
  'context.ts',
  'protocol.ts',
  'protocol-credentials.ts',
  'protocol-images.ts',
  'protocol-moderation.ts',
  'protocol-notifications.ts',
  'protocol-own.ts',
  'protocol-people.ts',
  'protocol-providers.ts',
  'protocol-search.ts',
  'views.ts',
  'errors.ts',
  'config.ts',
  'config-oidc.ts',
  'schemas.ts',
]
// The other files directly in server/ are app.ts, its parts, and what is started: they put the features together.
const entryPoint = /^server\/[\w-]+\.ts$|^server\/demo\/|^server\/(accounts|database)\/command\.ts$/
const readsEnvironment =
  /^server\/(config|main|dev)\.ts$|^server\/demo\/main\.ts$|^server\/(accounts|database)\/command\.ts$/
const edge = /\b(routes|socket)\b.*\.ts$/
const sql = /\bqueries\b.*\.ts$/

interface Place {
  kind: 'kernel' | 'entry' | 'feature' | 'web' | 'outside'
  /** The feature's folder. */
  feature: string
  /** Of a feature's files: the higher may import the lower. */
  layer: number
}

function placeOf(path: string): Place {
  const [top, folder = '', file = ''] = path.split('/')
  const place = (kind: Place['kind'], feature = '', layer = 0): Place => ({ kind, feature, layer })
  if (top === 'web') return place('web')
  if (top !== 'server') return place('outside')
  if (kernelFiles.includes(folder)) return place('kernel')
  if (entryPoint.test(path)) return place('entry')
  if (kernelFolders.includes(folder)) return place('kernel')
  return place('feature', folder, edge.test(file) ? 3 : sql.test(file) ? 1 : 2)
}

const isNoun = (path: string) => /^server\/([\w-]+)\/\1\.ts$/.test(path)
const inRepository = (target: string) => /^(server|web|tests|sql)\//.test(target)

/** A rule about each import by itself; `judge` says what is wrong with it. */
function importRule(name: string, judge: (file: SourceFile, line: Import) => string | false | undefined): Rule {
  return {
    name,
    breaches: files =>
      files.flatMap(file =>
        file.imports.flatMap(line => {
          const problem = judge(file, line)
          return problem ? [`${file.path}:${line.line} ${problem}`] : []
        }),
      ),
  }
}

/** A rule about the code; `where` limits it to some files, `of` says whether it looks into strings. */
function codeRule(
  name: string,
  where: (path: string) => boolean,
  pattern: RegExp,
  problem: string,
  of: 'text' | 'code' = 'code',
): Rule {
  return {
    name,
    breaches: files =>
      files
        .filter(({ path }) => where(path))
        .flatMap(({ path, [of]: code }) =>
          [...code.matchAll(pattern)].map(
            match => `${path}:${lineOf(code, match.index + match[0].search(/\S/))} ${problem}`,
          ),
        ),
  }
}

const inServer = (path: string) => path.startsWith('server/')

export const rules: Rule[] = [
  importRule('the kernel imports no feature and no entry point', ({ path }, { target }) => {
    const other = placeOf(target).kind
    return placeOf(path).kind === 'kernel' && (other === 'feature' || other === 'entry') && `imports ${target}`
  }),
  importRule('a feature imports of another feature only the file named as its folder', ({ path }, { target }) => {
    const [from, to] = [placeOf(path), placeOf(target)]
    if (from.kind !== 'feature' || to.kind !== 'feature' || from.feature === to.feature) return
    if (!isNoun(target)) return `imports ${target} instead of server/${to.feature}/${to.feature}.ts`
    return from.layer === 1 && `imports ${target}: SQL stands on the kernel alone`
  }),
  importRule(
    'inside a feature imports run from routes and socket to the noun to its queries',
    ({ path }, { target }) => {
      const [from, to] = [placeOf(path), placeOf(target)]
      if (from.kind !== 'feature' || from.feature !== to.feature) return
      if (to.layer === 3 && from.layer < 3) return `imports the edge ${target}`
      return from.layer === 1 && to.layer > 1 && `imports ${target}: SQL stands on the kernel alone`
    },
  ),
  importRule('a feature imports no entry point', ({ path }, { target }) => {
    return placeOf(path).kind === 'feature' && placeOf(target).kind === 'entry' && `imports ${target}`
  }),
  importRule('the web knows the server only by the types of its protocol', ({ path }, { target, typeOnly }) => {
    if (placeOf(path).kind !== 'web' || !target.startsWith('server/')) return
    if (!/^server\/(protocol|views)(-\w+)?\.ts$/.test(target)) return `imports ${target}`
    return !typeOnly && `imports ${target} without “import type”`
  }),
  importRule('the elements of web/ui know nothing of the product', ({ path }, { target }) => {
    return path.startsWith('web/ui/') && /^web\/(?!ui\/)[\w-]+\//.test(target) && `imports ${target}`
  }),
  importRule('the server does not import the web, and neither imports the tests', ({ path }, { target }) => {
    return (inServer(path) ? /^(web|tests)\// : /^tests\//).test(target) && `imports ${target}`
  }),
  importRule('imports of our own files end in .ts', (_, { target }) => {
    return inRepository(target) && !/\.(ts|css|json)(\?\w+)?$/.test(target) && `imports ${target}`
  }),
  importRule('no file passes everything of another on', (_, { reexport, names, target }) => {
    return reexport && names.startsWith('*') && `is a barrel for ${target}`
  }),
  importRule('outbound connections are made in the files that are named for it alone', ({ path }, line) => {
    return inServer(path) && !line.typeOnly && whyOutbound(path, line)
  }),
  codeRule(
    'outbound connections are asked for through server/media',
    inServer,
    globalCaller,
    'opens an outbound connection',
  ),
  codeRule(
    'outbound pushes are sent by server/media/post.ts',
    inServer,
    pushCaller,
    'has web-push call a push service',
    'text',
  ),
  { name: 'no import goes round in a circle', breaches: findCircles },
  {
    name: 'no file is longer than 250 lines',
    breaches: files =>
      // The tables are written by a program, and read by one.
      files
        .filter(file => file.lines > 250 && file.path !== 'server/database/tables.ts')
        .map(({ path, lines }) => `${path}:251 has ${lines} lines`),
  },
  codeRule(
    'the environment is read in server/config.ts, and handed to it by the entry points',
    path => !readsEnvironment.test(path),
    /\bprocess\s*\.\s*env\b/g,
    'reads process.env',
  ),
  codeRule(
    'nothing has the type any',
    () => true,
    /(?:[:<,|&(]|=>|\bas|\bextends|=)\s*\bany\b(?=\s*(?:[,;)>\]|&=[{}]|\n|$))|\bany\[\]/g,
    'has the type any',
  ),
  codeRule(
    'no window listens to what other windows post',
    path => path.startsWith('web/'),
    /(?<![.\w$])(?:(?:window|globalThis|self)\s*\.\s*)?addEventListener\(\s*['"`]message|\bonmessage\b/g,
    'listens to messages',
    'text',
  ),
  codeRule(
    'the interface is made of what every browser has, without plug-ins',
    path => path.startsWith('web/'),
    /<(?:object|embed|applet)\b/g,
    'wants a plug-in',
    'text',
  ),
  codeRule(
    'what nobody may guess is drawn from node:crypto',
    path =>
      /^server\/(accounts|attempts|credentials|factors|http|invitations|pass|providers|push|sessions|sign-in|tokens)/.test(
        path,
      ),
    /\bMath\s*\.\s*random\b/g,
    'draws what can be guessed',
  ),
  codeRule('exports have names', () => true, /^\s*export\s+default\b/gm, 'has a default export'),
  { name: 'each element has a name of its own', breaches: findNamesakes },
]

/** The second of a name cannot be defined: whichever page comes later would not open. */
function findNamesakes(files: SourceFile[]): string[] {
  const first = new Map<string, string>()
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/customElements\.define\('([\w-]+)'/g)].flatMap(({ 1: name = '', index }) => {
      const other = first.get(name)
      first.set(name, path)
      return other ? [`${path}:${lineOf(text, index)} defines ${name}, as ${other} does`] : []
    }),
  )
}

/** Types may refer to each other; code that runs may not. */
function findCircles(files: SourceFile[]): string[] {
  const byPath = new Map(files.map(file => [file.path, file]))
  const finished = new Set<string>()
  const circles: string[] = []

  function visit(file: SourceFile, trail: string[]) {
    if (finished.has(file.path)) return
    for (const { target, typeOnly, line } of file.imports) {
      const next = byPath.get(target)
      if (!next || typeOnly) continue
      const start = [...trail, file.path].indexOf(target)
      if (start >= 0)
        circles.push(`${file.path}:${line} closes ${[...trail, file.path].slice(start).join(' → ')} → ${target}`)
      else visit(next, [...trail, file.path])
    }
    finished.add(file.path)
  }
  for (const file of files) visit(file, [])
  return circles
}
