// npm run bench [name …] [--flag=value …]: each bench measures the product beside its peer in the same run. The command fails where one
// could not be measured, and where `walls` misses what a wall promises.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureTools } from '../support/tools.ts'

const known = [
  'deliveries',
  'sockets',
  'reads',
  'related',
  'search',
  'pictures',
  'capture',
  'sign-ins',
  'notifications',
  'walls',
]
const given = process.argv.slice(2)
const flags = given.filter(argument => argument.startsWith('--'))
const named = given.filter(argument => !argument.startsWith('--'))
const unknown = named.filter(name => !known.includes(name))

if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  process.exitCode = 1
} else {
  ensureTools()
  for (const name of named.length > 0 ? named : known) await run(name)
}

/** In a process of its own, so that none inherits the memory and the compiled code of another. */
async function run(name: string): Promise<void> {
  const file = join(import.meta.dirname, `${name}.ts`)
  if (!existsSync(file)) return
  const began = performance.now()
  const child = spawn(process.execPath, [file, ...flags], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) process.exitCode = 1
  console.log(`\n${name} took ${Math.round((performance.now() - began) / 1000)} s`)
}
