// Images and people in the words of schema.org and of Open Graph.
import { translated } from '../language/translated.ts'
import type { AccountRef, AccountView, ImageView } from '../views.ts'
import type { Look, Sketch } from './sketch.ts'
import { pathOfImage, pathOfPerson } from './tiles.ts'

type Absolute = Look['absolute']

/** The JPEG: what every crawler reads. */
export function previewOf(image: ImageView, absolute: Absolute): NonNullable<Sketch['preview']> {
  const { url, type, width, height } = image.sources.at(-1)!
  const { alt, title } = translated(image)
  return { url: absolute(url), type, width, height, alt: alt || title, large: true }
}

export function personOf({ name, username, photo }: AccountRef, absolute: Absolute): object {
  return {
    '@type': 'Person',
    name,
    alternateName: username,
    url: absolute(pathOfPerson({ username })),
    ...(photo && { image: absolute(photo) }),
  }
}

export function imageObjectOf(image: ImageView, absolute: Absolute): object {
  const { title, description, alt, pageUrl, bookmarkedAt, likes, sources } = translated(image)
  const whole = sources.at(-1)!
  const small = sources.find(source => source.type === 'image/webp') ?? whole
  const page = absolute(pathOfImage(image))
  return {
    '@type': 'ImageObject',
    '@id': page,
    url: page,
    name: title,
    ...(description && { description }),
    ...(alt && { caption: alt }),
    contentUrl: absolute(whole.url),
    encodingFormat: whole.type,
    width: whole.width,
    height: whole.height,
    thumbnailUrl: absolute(small.url),
    thumbnail: {
      '@type': 'ImageObject',
      contentUrl: absolute(small.url),
      width: small.width,
      height: small.height,
    },
    creator: personOf(image.by, absolute),
    ...(pageUrl && { isBasedOn: pageUrl, creditText: new URL(pageUrl).host }),
    datePublished: bookmarkedAt,
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: { '@type': 'LikeAction' },
      userInteractionCount: likes,
    },
  }
}

export function profilePageOf(account: AccountView, absolute: Absolute): object {
  const { bio, site, joinedAt, followers, images } = account
  return {
    '@type': 'ProfilePage',
    dateCreated: joinedAt,
    mainEntity: {
      ...personOf(account, absolute),
      identifier: account.username,
      ...(bio && { description: bio }),
      ...(site && { sameAs: [site] }),
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: { '@type': 'FollowAction' },
        userInteractionCount: followers,
      },
      agentInteractionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: { '@type': 'WriteAction' },
        userInteractionCount: images,
      },
    },
  }
}

/** A page that leads to others, in their order. */
export function collectionOf(name: string, url: string, items: { url: string; name: string }[]): object {
  return {
    '@type': 'CollectionPage',
    name,
    url,
    mainEntity: {
      '@type': 'ItemList',
      itemListElement: items.map((item, index) => ({ '@type': 'ListItem', position: index + 1, ...item })),
    },
  }
}
