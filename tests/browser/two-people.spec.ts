// The main job, as it is done: two people in two windows, each on a node of their own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import sharp from 'sharp'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { test } from './support/test.ts'

let folder: string
let database: TestDatabase
let nodes: NodeProcess[]

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-browser-'))
  database = await createDatabase()
  const shared = {
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL!,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
  }
  nodes = await Promise.all([0, 1].map(() => startNode({ ...shared, ALLOWED_HOSTS: 'localhost,127.0.0.1' })))
})
test.afterAll(async () => {
  await Promise.all(nodes.map(node => node.terminate()))
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const addressOf = (node: NodeProcess) => `http://localhost:${node.port}`

async function arrive(browser: Browser, node: NodeProcess, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto(`${addressOf(node)}/sign-up`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Username').fill(name.toLowerCase())
  await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(`${addressOf(node)}/`)
  await expect.poll(() => problems).toEqual([])
  return page
}

async function picture(name: string, hue: number): Promise<string> {
  const file = join(folder, `${name}.png`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">
    <rect width="900" height="600" fill="hsl(${hue} 40% 80%)"/><circle cx="500" cy="320" r="190" fill="hsl(${hue + 40} 60% 50%)"/></svg>`
  await writeFile(file, await sharp(Buffer.from(svg)).png().toBuffer())
  return file
}

async function bookmark(page: Page, title: string, file: string): Promise<void> {
  await page.getByRole('link', { name: /^New/ }).first().click()
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: /^(Save|Bookmark|Keep)/ }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}

test('Ada keeps a picture, Bob on another node follows her, likes it, and both see it at once', async ({ browser }) => {
  const ada = await arrive(browser, nodes[0]!, 'Ada')
  const bob = await arrive(browser, nodes[1]!, 'Bob')
  await bookmark(ada, 'A first find', await picture('first', 20))

  await test.step('Bob follows Ada, and her page counts it', async () => {
    await bob.goto(`${addressOf(nodes[1]!)}/people/ada`)
    const follow = bob.getByRole('button', { name: 'Follow Ada' })
    await follow.click()
    await expect(follow).toHaveAttribute('aria-pressed', 'true')
    await expect(bob.getByText(/1\s*follower/)).toBeVisible()
  })

  await test.step('what Ada keeps next joins her story on Bob’s home, and waits in the pill of his wall; it moves nothing', async () => {
    await bob.goto(`${addressOf(nodes[1]!)}/`)
    const wall = await bob.context().newPage()
    await wall.goto(`${addressOf(nodes[1]!)}/images`)
    const story = bob.locator('saved-story')
    const first = wall.getByRole('link', { name: 'A first find' }).first()
    await expect(bob.getByRole('article', { name: 'A first find' })).toBeVisible()
    await expect(first).toBeVisible()
    const before = [await story.boundingBox(), await first.boundingBox()]

    await bookmark(ada, 'A second find', await picture('second', 200))

    await expect(bob.getByRole('article', { name: 'Ada saved 2 images' })).toBeVisible()
    const pill = wall.getByRole('button', { name: /1 new/ })
    await expect(pill).toBeVisible()
    expect([await story.boundingBox(), await first.boundingBox()]).toEqual(before)
    await expect(wall.getByRole('link', { name: 'A second find' })).toHaveCount(0)
    await pill.click()
    await expect(wall.getByRole('link', { name: 'A second find' }).first()).toBeVisible()
    await wall.close()
  })

  await test.step('Bob likes it, and Ada sees the count change where she is', async () => {
    await bob.getByRole('link', { name: 'A second find' }).first().click()
    await expect(bob.getByRole('heading', { name: 'A second find' })).toBeVisible()
    await bob.getByRole('button', { name: /^Like/ }).first().click()

    await expect(ada.getByRole('button', { name: /like.*1|1.*like/i }).first()).toBeVisible()
    await expect(ada.getByText('Bob').first()).toBeVisible()
  })

  await test.step('Bob’s node is killed; he is told, and what he missed is there when it is back', async () => {
    await bob.goto(`${addressOf(nodes[1]!)}/`)
    await expect(bob.getByRole('link', { name: 'A second find' }).first()).toBeVisible()
    const { port } = nodes[1]!
    await nodes[1]!.kill()
    await expect(bob.getByText(/Connection lost/)).toBeVisible()
    await bookmark(ada, 'While you were away', await picture('third', 320))

    nodes[1] = await startNode({
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL!,
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ALLOWED_HOSTS: 'localhost,127.0.0.1',
      PORT: String(port),
    })

    await expect(bob.getByRole('article', { name: 'Ada saved 3 images' })).toBeVisible({ timeout: 45_000 })
    await expect(bob.getByText(/Connection lost/)).toBeHidden()
  })

  await test.step('signing out in one window signs out the other', async () => {
    const other = await bob.context().newPage()
    await other.goto(`${addressOf(nodes[1]!)}/people`)
    await expect(other.getByRole('heading', { name: 'People' })).toBeVisible()

    await other.evaluate(() => fetch('/api/session', { method: 'DELETE' }))

    await expect(
      bob
        .getByRole('button', { name: /sign in/i })
        .or(bob.getByRole('link', { name: /sign in/i }))
        .first(),
    ).toBeVisible()
  })
})
