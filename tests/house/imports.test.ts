// The plan of the house (ARCHITECTURE.md), read off the files of server/ and web/.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rules } from './rules.ts'
import { parseSource, readSources } from './source.ts'

const files = readSources(join(import.meta.dirname, '../..'), ['server', 'web'])

describe('in this repository', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      expect(rule.breaches(files)).toEqual([])
    })
  }
})

// A rule that finds nothing anywhere would look just as green.
describe('a breach is found:', () => {
  const planted: [rule: RegExp, path: string, text: string, found: string][] = [
    [/^the kernel imports/, 'server/http/sign-in.ts', "import { x } from '../accounts/accounts.ts'", ':1'],
    [/^the kernel imports/, 'server/errors.ts', "// why\nimport type { X } from './likes/queries.ts'", ':2'],
    [/^the kernel imports/, 'server/jobs/mail.ts', "import {\n  a,\n  b,\n} from '../app.ts'", ':4'],
    [/^a feature imports of/, 'server/likes/likes.ts', "import { x } from '../images/queries.ts'", ':1'],
    [/^a feature imports of/, 'server/likes/queries.ts', "import { x } from '../images/images.ts'", ':1'],
    [/^inside a feature/, 'server/likes/likes.ts', "import { x } from './socket.ts'", ':1'],
    [/^inside a feature/, 'server/likes/queries.ts', "import { x } from './likes.ts'", ':1'],
    [/^a feature imports no/, 'server/likes/likes.ts', "import { createApp } from '../app.ts'", ':1'],
    [/^the web knows/, 'web/socket.ts', "import { x } from '../server/protocol.ts'", ':1'],
    [/^the web knows/, 'web/images/data.ts', "import type { X } from '../../server/context.ts'", ':1'],
    [/^the elements of web\/ui/, 'web/ui/app-button.ts', "import { x } from '../images/data.ts'", ':1'],
    [/^the server does not/, 'server/http/pages.ts', "import { x } from '../../web/router.ts'", ':1'],
    [/^imports of our own/, 'server/likes/likes.ts', "import { x } from './queries'", ':1'],
    [/^no file passes/, 'server/likes/likes.ts', "export * from './queries.ts'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { request } from 'undici'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { get } from 'node:https'", ':1'],
    [/are made in/, 'server/media/s3-store.ts', "import { request } from 'undici'", ':1'],
    [/are asked for/, 'server/likes/likes.ts', "const x = 1\nconst y = await fetch('https://a.example')", ':2'],
    [/are made in/, 'server/likes/likes.ts', "import https from 'node:https'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import * as net from 'node:net'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "const x = await import('node:http')", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { createServer, Socket } from 'node:net'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { createSocket } from 'node:dgram'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { resolve } from 'node:dns'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { execFile } from 'node:child_process'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { createTransport } from 'nodemailer'", ':1'],
    [/are made in/, 'server/mail/letter.ts', "import { createTransport } from 'nodemailer'", ':1'],
    [/are made in/, 'server/mail/mail.ts', "import { request } from 'undici'", ':1'],
    [/are made in/, 'server/jobs/jobs.ts', "import { get } from 'node:https'", ':1'],
    [/are made in/, 'server/jobs/queues.ts', "import { PgBoss } from 'pg-boss'", ':1'],
    [/are made in/, 'server/push/queries.ts', "import webPush from 'web-push'", ':1'],
    [/are made in/, 'server/media/visit.ts', "import { AwsClient } from 'aws4fetch'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import axios from 'axios'", ':1'],
    [/are made in/, 'server/likes/likes.ts', "import { io } from 'socket.io-client'", ':1'],
    [/are asked for/, 'server/likes/likes.ts', "globalThis.fetch('https://a.example')", ':1'],
    [/are asked for/, 'server/jobs/jobs.ts', "await fetch('https://a.example')", ':1'],
    [/are asked for/, 'server/mail/mail.ts', "await fetch('https://a.example')", ':1'],
    [/are asked for/, 'server/media/visit.ts', "await fetch('https://a.example')", ':1'],
    [/are asked for/, 'server/likes/likes.ts', "const x = 1\nconst y = new WebSocket('wss://a.example')", ':2'],
    [/are asked for/, 'server/likes/likes.ts', "new EventSource('https://a.example')", ':1'],
    [/are asked for/, 'server/likes/likes.ts', 'const { x } = new globalThis.WebSocket(url)', ':1'],
    [/^outbound pushes/, 'server/push/push.ts', "import web from 'web-push'\nweb.sendNotification(a)", ':2'],
    [/^outbound pushes/, 'server/push/push.ts', "import { sendNotification } from 'web-push'", ':1'],
    [/^outbound pushes/, 'server/push/push.ts', "await webPush['sendNotification'](browser)", ':1'],
    [/^no file is longer/, 'web/wall.ts', '\n'.repeat(251), ':251'],
    [/^the environment/, 'server/likes/likes.ts', 'const x = `${process.env.HOME}`', ':1'],
    [/type any$/, 'web/wall.ts', 'const x: string = 1\nconst y: any = 1', ':2'],
    [/type any$/, 'web/wall.ts', 'const x = y as any', ':1'],
    [/type any$/, 'web/wall.ts', 'const x = new Map<string, any>()', ':1'],
    [/^no window listens/, 'web/session.ts', "addEventListener('message', look)", ':1'],
    [/^no window listens/, 'web/session.ts', 'tabs.postMessage(1)\nwindow.onmessage = look', ':2'],
    [/^the interface is made/, 'web/wall.ts', 'const x = html`<embed src=${y}>`', ':1'],
    [/^what nobody may guess/, 'server/tokens/tokens.ts', 'const token = Math.random().toString(36)', ':1'],
    [/^exports have/, 'web/wall.ts', 'export default 1', ':1'],
    [/^each element/, 'web/w.ts', "customElements.define('a-b', A)\ncustomElements.define('a-b', B)", ':2'],
  ]
  test.each(planted)('%s in %s', (name, path, text, found) => {
    const broken = rules.filter(rule => rule.breaches([parseSource(path, text)]).length > 0)
    expect(broken.map(rule => rule.name)).toEqual([expect.stringMatching(name)])
    expect(broken[0]?.breaches([parseSource(path, text)])[0]).toContain(`${path}${found}`)
  })

  test('a circle of three files', () => {
    const circle = [
      parseSource('server/a/a.ts', "import { b } from '../b/b.ts'"),
      parseSource('server/b/b.ts', "import { c } from '../c/c.ts'"),
      parseSource('server/c/c.ts', "import { a } from '../a/a.ts'"),
    ]
    expect(rules.find(rule => /circle/.test(rule.name))?.breaches(circle)).toEqual([
      'server/c/c.ts:1 closes server/a/a.ts → server/b/b.ts → server/c/c.ts → server/a/a.ts',
    ])
  })
})

test('what looks like a breach but is none is let pass', () => {
  const innocent = [
    parseSource(
      'server/likes/likes.ts',
      "import { getImage } from '../images/images.ts'\nimport { Id } from '../schemas.ts'",
    ),
    parseSource('server/images/socket.ts', "import { likeImage } from '../likes/likes.ts'"),
    parseSource('server/images/images.ts', "import { insertImage } from './queries.ts'\nawait ctx.media.fetch(url)"),
    parseSource('server/media/media.ts', 'interface M {\n  fetch(url: string): Promise<void>\n}'),
    parseSource('server/media/s3-client.ts', "import { Pool } from 'undici'"),
    parseSource('server/push/push.ts', "import webPush from 'web-push'\nwebPush.generateRequestDetails(a, b)"),
    parseSource('server/mail/mail.ts', "import { createTransport } from 'nodemailer'"),
    parseSource('server/jobs/queues.ts', "import type { PgBoss } from 'pg-boss'"),
    parseSource('server/channels/z.ts', "const transports = ['websocket']\ninterface Z {\n  WebSocket: boolean\n}"),
    parseSource('server/http/b.ts', "import { createServer as serve, type Server } from 'node:http'"),
    parseSource('server/http/pages.ts', '// process.env, fetch(x): any\nconst text = "x: any = process.env"'),
    parseSource('server/accounts/session-routes.ts', "import { a } from './accounts.ts'\nhttp.get('host')"),
    parseSource('server/http/a.ts', 'const a = /[:"]/\nconst text: string = `any ${company} any`'),
    parseSource(
      'server/channels/x.ts',
      "import { createServer } from 'node:http'\nimport type { Context } from './y.ts'",
    ),
    parseSource('server/channels/y.ts', "import { x } from './x.ts'\nexport interface Context { any: string }"),
    parseSource('web/data.ts', "import type { ImageView } from '../server/views.ts'\nawait fetch('/api/session')"),
    parseSource('server/app.ts', "import { imageConsumers } from './images/socket.ts'"),
  ]
  expect(rules.flatMap(rule => rule.breaches(innocent))).toEqual([])
})
