// A node with the people and pictures of the demo, standing still: nobody does anything but those who are filmed.
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { sql } from 'kysely'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import { createCommunity } from '../../server/demo/community.ts'
import { freePort } from '../support/free-port.ts'
import { browserAgent } from '../support/people.ts'

const password = 'a bower of blue things'

export interface Stage {
  /** A window of one of the first two people, or of nobody. */
  open(browser: Browser, who: 'ada' | 'bruno' | undefined, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** @param kept a folder in which the community stays for the next time; nothing that is filmed is written there */
export async function openStage(kept?: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-record-'))
  if (!existsSync(join(kept ?? folder, 'media'))) await fill(kept ?? folder)
  if (kept) await cp(kept, folder, { recursive: true })
  const app = await open(folder)
  await grow(app.ctx)
  return {
    async open(browser, who, options) {
      const baseURL = app.ctx.config.publicUrl.origin
      // What says of itself that nobody sits before it counts as nobody.
      const context = await browser.newContext({ baseURL, userAgent: browserAgent(), locale: 'en-GB', ...options })
      if (who) {
        const data = { login: who, password }
        const answer = await context.request.post('/api/session', { data, headers: { origin: baseURL } })
        if (!answer.ok()) throw new Error(await answer.text())
      }
      return context.newPage()
    },
    async close() {
      await app.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function open(folder: string) {
  const config = readConfig({ PORT: String(await freePort()), DATA_DIR: folder, LOG_LEVEL: 'warn' })
  const app = await createApp(config)
  await app.listen()
  return app
}

async function fill(folder: string): Promise<void> {
  console.log('People arrive, and hang their pictures: this takes a minute or two.')
  const app = await open(folder)
  const passwords = { ada: password, bruno: password }
  const community = await createCommunity(app.ctx, passwords, new AbortController().signal)
  await community.fill(() => undefined)
  await community.close()
  await app.close()
}

/** As if it had taken them weeks. */
async function grow({ db }: Context): Promise<void> {
  await sql`update image set bookmarked_at = now() - ((select max(id) from image) - id + 1) * interval '97 minutes'`.execute(
    db,
  )
  await sql`update activity set at = now() - ((select max(id) from activity) - id + 1) * interval '13 minutes'`.execute(
    db,
  )
  await sql`update notification set read_at = now()`.execute(db)
}
