// The peer of `reads`: Koa and pg with hand-written SQL, nothing else; it believes who says who they are.
import Koa from 'koa'
import pg from 'pg'
import { readHome, readImages } from './peer-sql.ts'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const koa = new Koa()
const top = '9223372036854775807'

koa.use(async http => {
  let text = ''
  for await (const chunk of http.req) text += String(chunk)
  const { before = top } = JSON.parse(text || '{}') as { before?: string }
  const viewer = http.get('x-viewer') || '0'
  if (http.path === '/api/activity/list') http.body = await readHome(pool, viewer, before)
  else if (http.path === '/api/image/list') http.body = await readImages(pool, viewer, before)
  else http.body = { ready: true }
})
koa.listen(Number(process.env.PORT), '127.0.0.1')
