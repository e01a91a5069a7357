import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entries } from '../support/entries.ts'
import type { Outcome } from './support-inner-network.ts'

/** How a network namespace can be made here: as root, or as a user where the kernel lets users be root in one of their own. */
const unshare = [['--net'], ['--map-root-user', '--net']].find(
  flags => spawnSync('unshare', [...flags, 'ip', 'link', 'set', 'lo', 'up']).status === 0,
)

test.skipIf(!unshare)(
  'nothing inside a network is called by any entry, where all that is inside can be reached (skipped where namespaces may not be made)',
  async () => {
    const script = join(import.meta.dirname, 'support-inner-network.ts')
    const child = spawn('unshare', [...unshare!, process.execPath, script], {
      env: { ...process.env, TEST_MODE: 'embedded' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', data => (said += String(data)))
    expect(await new Promise(resolve => child.once('close', resolve))).toBe(0)

    const { controls, hits, told } = JSON.parse(said.trim().split('\n').at(-1)!) as Outcome
    expect(controls[0]).toBe(controls[1])
    expect(hits).toEqual([])
    expect(Object.keys(told)).toEqual(entries.map(({ name }) => name))
    for (const { asked, other } of Object.values(told)) {
      expect(asked).toBeGreaterThan(60)
      expect(other).toEqual({})
    }
  },
)
