// What a node's metrics say of the stages of its saves.
export interface Stage {
  /** Seconds. */
  sum: number
  count: number
}
export type Stages = Record<'queue' | 'fetch' | 'decode' | 'store' | 'commit', Stage>

export async function readStages(url: string): Promise<Stages> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = (stage: string, what: 'sum' | 'count') =>
    Number(new RegExp(`^bowerbird_save_seconds_${what}\\{stage="${stage}"\\} ([\\d.e+-]+)$`, 'm').exec(text)?.[1] ?? 0)
  const read = (stage: string): Stage => ({ sum: value(stage, 'sum'), count: value(stage, 'count') })
  return {
    queue: read('queue'),
    fetch: read('fetch'),
    decode: read('decode'),
    store: read('store'),
    commit: read('commit'),
  }
}
