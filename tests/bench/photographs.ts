// Photographs that Debian packages ship, and the programs of others that make smaller ones of them.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureTools, findProgram } from '../support/tools.ts'

/** Holds photographs alone; where drawings lie beside them, their names begin so. */
const folders: { path: string; packages: string[]; leaveOut?: RegExp }[] = [
  { path: '/usr/share/backgrounds/mate/nature', packages: ['mate-backgrounds'] },
  {
    path: '/usr/share/backgrounds',
    packages: ['lomiri-wallpapers-16.04', 'lomiri-wallpapers-20.04'],
    leaveOut: /^(Infinite-Sea|Painting|Fossa|warty|2004|first|rhythm|string|the-mouse)/,
  },
]

function listIn({ path, leaveOut }: (typeof folders)[number]): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter(name => name.endsWith('.jpg') && !leaveOut?.test(name))
    .toSorted()
    .map(name => join(path, name))
}

/**
 * At most so many, in the same order everywhere. Installs what is missing when we are root.
 * @throws {Error} whose message says what is missing, and how it is installed
 */
export function findPhotographs(most: number): string[] {
  const enough = (folder: (typeof folders)[number]) => (listIn(folder).length >= 10 ? folder.path : undefined)
  ensureTools([
    ...folders.map(folder => ({
      name: `photographs in ${folder.path}`,
      packages: folder.packages,
      find: () => enough(folder),
    })),
    { name: 'ImageMagick', packages: ['imagemagick'], find: () => findProgram('convert') },
    { name: 'Pillow', packages: ['python3-pil'], find: () => findPillow() },
  ])
  return folders.flatMap(listIn).slice(0, most)
}

function findPillow(): string | undefined {
  return ['/usr/lib/python3/dist-packages/PIL'].find(existsSync)
}
