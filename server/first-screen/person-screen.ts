// A person, and what they have saved.
import { msg, str } from '@lit/localize'
import { getAccount } from '../accounts/accounts.ts'
import { AppError } from '../errors.ts'
import { listImages } from '../images/images.ts'
import { counted, monthOf } from '../language/words.ts'
import { username as usernameSchema } from '../schemas.ts'
import type { AccountSeenView } from '../views.ts'
import { faceOf } from './face.ts'
import { frame } from './frame.ts'
import { html, type Html } from './html.ts'
import { previewOf, profilePageOf } from './linked-data.ts'
import { firstAnswer, firstPage, type Look, type Sketch } from './sketch.ts'
import { columnSizes, pathOfPerson, wallOf } from './tiles.ts'
import { cursorOf } from './wall-screens.ts'
import { followersInWords, hostOf, imagesInWords, isWebAddress } from './words.ts'

export async function drawPerson({ ctx, viewerId, parameters, query, absolute, most }: Look): Promise<Sketch> {
  const [asked = ''] = parameters
  const called = usernameSchema.safeParse(asked)
  if (!called.success) throw new AppError('not_found', msg('There is nobody with this username.'))
  const { id, view } = await getAccount(ctx, called.data, viewerId)
  const before = cursorOf(query)
  const { username, name, bio } = view
  const mine = id === viewerId
  const shown = mine || (!view.relation.blockedByMe && (!view.private || view.followedByMe))
  const listed = shown ? await listImages(ctx, viewerId, { of: id, limit: most, ...(before && { before }) }) : undefined
  const path = pathOfPerson(view)
  const [newest] = listed?.images ?? []
  const photo = view.photo && {
    url: absolute(view.photo),
    width: 360,
    height: 360,
    alt: name,
    large: false,
  }
  const preview = photo || (newest && previewOf(newest, absolute))
  return {
    title: name,
    description: bio || savedHere(username, view.images),
    canonical: before ? `${path}?before=${before}` : path,
    type: 'profile',
    ...(preview && { preview }),
    jsonLd: view.private ? [] : [profilePageOf(view, absolute)],
    hidden: view.private || before !== undefined,
    body: frame(
      path,
      'person',
      html`${aboutOf(view)}
      ${
        listed
          ? wallOf({
              images: listed.images,
              sizes: columnSizes.wide,
              label: msg(str`Images saved by ${name}`),
              own: true,
              older: listed.next && `${path}?before=${listed.next}`,
              nothing: [msg(str`When ${name} saves a picture, it will be here.`)],
            })
          : html`<p class="nothing">
              ${
                view.private
                  ? [
                      msg('This account is private'),
                      html`<br />`,
                      msg(str`Only people whom ${name} lets in see their images, and who follows whom.`),
                    ]
                  : msg(str`You have blocked ${name}`)
              }
            </p>`
      }`,
    ),
    answers: before
      ? []
      : [
          firstAnswer('account:get', { username: asked }, view),
          ...(listed ? [firstAnswer('image:list', { by: username, limit: firstPage }, listed)] : []),
        ],
    module: 'accounts/person-page.ts',
  }
}

const savedHere = (username: string, images: number) =>
  counted(
    msg('{count, plural, one {{name} has saved # image here.} other {{name} has saved # images here.}}'),
    images,
    {
      name: `@${username}`,
    },
  )

function aboutOf(account: AccountSeenView): Html {
  const { name, username, bio, site, joinedAt, images, followers, following } = account
  const path = pathOfPerson({ username })
  return html`<header class="who">
      ${faceOf(account, 96)}
      <div>
        <h1 dir="auto">${name}</h1>
        <p class="soft"><bdi>@${username}</bdi> · ${msg(str`here since ${monthOf(joinedAt)}`)}</p>
      </div>
      ${bio && html`<p class="bio" dir="auto">${bio}</p>`}
      ${isWebAddress(site) && html`<a href="${site}" rel="me noopener noreferrer nofollow ugc">${hostOf(site)}</a>`}
      <p class="counts">
        <span>${imagesInWords(images)}</span> <span>${followersInWords(followers)}</span>
        <span>${counted(msg('{count, plural, one {follows #} other {follows #}}'), following)}</span>
      </p>
    </header>
    <nav class="tabs" aria-label="${name}">
      <a href="${path}" aria-current="page">${msg('Images')}</a> <a href="${path}/activity">${msg('Activity')}</a>
      <a href="${path}/followers">${msg('Followers')}</a> <a href="${path}/following">${msg('Following')}</a>
    </nav>`
}
