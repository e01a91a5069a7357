// What is found by words, as HTML: a form that works by itself, and what it has found.
import { msg, str } from '@lit/localize'
import { AppError } from '../errors.ts'
import { find } from '../search/search.ts'
import type { Found } from '../protocol-search.ts'
import { frame } from './frame.ts'
import { html, type Html } from './html.ts'
import { firstAnswer, firstPage, type FirstAnswer, type Look, type Sketch } from './sketch.ts'
import { columnSizes, pathOfPerson, wallOf } from './tiles.ts'

/** As many people as the interface asks for. */
const mostPeople = 20

export async function drawSearch(look: Look): Promise<Sketch> {
  const text = (look.query.get('q') ?? '').toWellFormed().replaceAll('\0', '').trim().slice(0, 200).toWellFormed()
  const { answers, content } = text ? await lookUp(look, text) : { answers: [], content: null }
  return {
    title: text ? msg(str`“${text}” · Search`) : msg('Search'),
    description: msg('Images and people, found by words.'),
    canonical: '/search',
    type: 'website',
    jsonLd: [],
    hidden: true,
    body: frame(
      '/search',
      'search',
      html`<div class="head">
          <h1>${msg('Search')}</h1>
          <search role="search">
            <form action="/search">
              <input
                type="search"
                name="q"
                value="${text}"
                maxlength="200"
                aria-label="${msg('Images and people')}"
                placeholder="${msg('Images and people')}"
              />
              <button class="door primary">${msg('Search')}</button>
            </form>
          </search>
        </div>
        ${content}`,
    ),
    answers,
    module: 'search/search-page.ts',
  }
}

async function lookUp(look: Look, text: string): Promise<{ answers: FirstAnswer[]; content: Html }> {
  const { ctx, viewerId, eyes } = look
  const caller = { accountId: viewerId, eyes }
  const [forImages, forPeople] = [
    { text, kind: 'images', limit: firstPage } as const,
    { text, kind: 'people', limit: mostPeople } as const,
  ]
  let images: Found
  let people: Found
  try {
    ;[images, people] = await Promise.all([find(ctx, caller, forImages), find(ctx, caller, forPeople)])
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many')
      return { answers: [], content: html`<p class="nothing">${error.message}</p>` }
    throw error
  }
  return {
    answers: [firstAnswer('search:find', forImages, images), firstAnswer('search:find', forPeople, people)],
    content: html`${
      people.accounts.length > 0 &&
      html`<section class="found">
        <h2>${msg('People')}</h2>
        <ul>
          ${people.accounts.map(
            account =>
              html`<li>
                <a href="${pathOfPerson(account)}"><bdi>${account.name}</bdi></a> <bdi>@${account.username}</bdi>
              </li>`,
          )}
        </ul>
      </section>`
    }
    ${wallOf({
      images: images.images,
      sizes: columnSizes.wide,
      label: msg('Images that were found'),
      older: null,
      nothing:
        people.accounts.length > 0
          ? [msg('No images were found, only people.')]
          : [
              msg(str`Nothing found for “${text}”`),
              msg('Try fewer words, only the beginning of one, or the name of whoever may have saved it.'),
            ],
    })}`,
  }
}
