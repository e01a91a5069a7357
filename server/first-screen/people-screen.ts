// Everybody here, whoever came last first.
import { msg } from '@lit/localize'
import { listAccounts } from '../accounts/accounts.ts'
import type { AccountSeenView } from '../views.ts'
import { faceOf } from './face.ts'
import { frame } from './frame.ts'
import { html, type Html } from './html.ts'
import { collectionOf } from './linked-data.ts'
import { firstAnswer, firstPage, type Look, type Sketch } from './sketch.ts'
import { pathOfPerson } from './tiles.ts'
import { cursorOf } from './wall-screens.ts'
import { followersInWords, imagesInWords, words } from './words.ts'

export async function drawPeople({ ctx, viewerId, query, absolute }: Look): Promise<Sketch> {
  const before = cursorOf(query)
  const find = msg('Find people by name')
  const listed = await listAccounts(ctx, viewerId, { limit: firstPage, ...(before && { before }) })
  const { accounts, next } = listed
  const path = before ? `/people?before=${before}` : '/people'
  return {
    title: msg('People'),
    description: words.people(),
    canonical: path,
    type: 'website',
    jsonLd: [
      collectionOf(
        msg('People'),
        absolute(path),
        accounts
          .filter(account => !account.private)
          .map(account => ({ url: absolute(pathOfPerson(account)), name: account.name })),
      ),
    ],
    // Where an older page begins is another place tomorrow; whom it leads to is who is to be found.
    hidden: before !== undefined,
    body: frame(
      '/people',
      'people',
      html`<div class="head">
          <div>
            <h1>${msg('People')}</h1>
            <p>${words.people()}</p>
          </div>
          <search>
            <form action="/search">
              <input type="search" name="q" maxlength="100" aria-label="${find}" placeholder="${find}" />
            </form>
          </search>
        </div>
        ${
          accounts.length > 0
            ? html`<ul>
                ${accounts.map(rowOf)}
              </ul>`
            : html`<p class="nothing">${before ? msg('Nobody came earlier.') : msg('Nobody is here yet.')}</p>`
        }
        ${next && html`<p class="older"><a class="door" rel="next" href="/people?before=${next}">${msg('Who came earlier')}</a></p>`}`,
    ),
    answers: before ? [] : [firstAnswer('account:list', { limit: firstPage }, listed)],
    module: 'accounts/people-page.ts',
  }
}

/** As account-row has it in web/. */
function rowOf(account: AccountSeenView): Html {
  const { name, username, images, followers } = account
  return html`<li>
    <a href="${pathOfPerson(account)}"
      >${faceOf(account, 48)}<span
        ><b dir="auto">${name}</b><small><bdi>@${username}</bdi></small
        ><small>${imagesInWords(images)} · ${followersInWords(followers)}</small></span
      ></a
    >
  </li>`
}
