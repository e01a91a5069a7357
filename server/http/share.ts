// The share sheet, when no service worker has taken what it sends: the words go on to the save page, files only by another way in.
import { AsyncLocalStorage } from 'node:async_hooks'
import Router from '@koa/router'
import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import { AppError } from '../errors.ts'
import { openForm } from './uploads.ts'

/** Of the whole form, files and all: they are read, and dropped, so that the browser comes to read the answer. */
const mostBytes = 32 * 1024 * 1024
/** Characters that go on: all three fit into an address. */
const longest = { title: 200, text: 1_000, url: 2_000 }

/** To be mounted before the guard against foreign writes: the system's share sheet is no site. Nothing is kept here. */
export function shareRoutes(): Router {
  const router = new Router()
  router.post('/images/share', async http => {
    // Every browser with a share sheet sends it.
    if (!['none', 'same-origin'].includes(http.get('sec-fetch-site'))) {
      throw new AppError('forbidden', msg('This request came from another site, so it was refused.'))
    }
    const { words, files } = await readForm(http)
    const query = new URLSearchParams()
    for (const [name, most] of Object.entries(longest)) {
      const value = words.get(name)?.trim().slice(0, most)
      if (value) query.set(name, value)
    }
    if (files) query.set('lost', 'files')
    http.set('Cache-Control', 'no-store')
    http.status = 303
    http.redirect(`/images/new${query.size > 0 ? `?${query}` : ''}`)
  })
  return router
}

/** @throws {AppError} `unsupported`, `invalid` or `too_large` */
function readForm(http: HttpContext): Promise<{ words: Map<string, string>; files: boolean }> {
  const form = openForm(http, { fields: 10, fieldSize: 16 * 1024, files: 50, parts: 60 })
  return new Promise((resolve, reject) => {
    const words = new Map<string, string>()
    let files = false
    let received = 0
    // What is called as bytes come knows nothing of whoever sends them, nor of their language.
    const here = AsyncLocalStorage.snapshot()
    function fail(why: () => AppError) {
      http.req.unpipe(form)
      form.destroy()
      http.req.resume()
      reject(here(why))
    }
    form.on('field', (name, value) => words.set(name, value))
    form.on('file', (_name, bytes, { filename }) => {
      files ||= Boolean(filename)
      // Without a listener, a part that ends with the form would end the process.
      bytes.on('error', () => {}).resume()
    })
    form.on('error', () => fail(() => new AppError('invalid', msg('The form cannot be read.'))))
    form.on('close', () => resolve({ words, files }))
    http.req.on('aborted', () => fail(() => new AppError('invalid', msg('The form was broken off.'))))
    http.req.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > mostBytes) {
        // Nobody has to take the rest of it.
        http.set('Connection', 'close')
        fail(() => {
          const words = msg('That is too much at once. Share fewer pictures, or open Bowerbird and save them there.')
          return new AppError('too_large', words)
        })
      }
    })
    http.req.pipe(form)
  })
}
