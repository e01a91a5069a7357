// Which address is which page. The code of a page is loaded when it is first opened.
import { learnMailing } from './mailing.ts'
import type { Route } from './router.ts'
import { match } from './router.ts'
import { session } from './session.ts'

const make = <Page extends HTMLElement>(tag: string, properties: Partial<Page> = {}): HTMLElement =>
  Object.assign(document.createElement(tag), properties)

const routes: Route[] = [
  {
    pattern: '/',
    async open() {
      if (session.get()) {
        await import('./activity/home-page.ts')
        return make('home-page')
      }
      await import('./accounts/welcome-page.ts')
      return make('welcome-page')
    },
  },
  {
    pattern: '/sign-in',
    async open() {
      await import('./accounts/sign-in-page.ts')
      return make('sign-in-page')
    },
  },
  {
    pattern: '/forgot-password',
    async open() {
      await Promise.all([import('./accounts/forgot-password-page.ts'), learnMailing()])
      return make('forgot-password-page')
    },
  },
  {
    pattern: '/reset-password',
    async open() {
      await import('./accounts/reset-password-page.ts')
      return make('reset-password-page')
    },
  },
  {
    pattern: '/confirm-email',
    async open() {
      await Promise.all([import('./accounts/confirm-email-page.ts'), learnMailing()])
      return make('confirm-email-page')
    },
  },
  {
    pattern: '/sign-up',
    async open() {
      await import('./accounts/sign-up-page.ts')
      return make('sign-up-page')
    },
  },
  {
    pattern: '/sign-up/finish',
    async open() {
      await import('./accounts/finish-sign-up-page.ts')
      return make('finish-sign-up-page')
    },
  },
  {
    pattern: '/images',
    async open() {
      await import('./images/images-page.ts')
      return make('images-page')
    },
  },
  {
    pattern: '/popular',
    async open() {
      await import('./popular/popular-page.ts')
      return make('popular-page')
    },
  },
  {
    pattern: '/search',
    async open(_parameters, query) {
      const { SearchPage } = await import('./search/search-page.ts')
      return make<InstanceType<typeof SearchPage>>('search-page', { query })
    },
  },
  {
    pattern: '/images/new',
    members: true,
    async open(_parameters, query) {
      const { ImageFormPage } = await import('./saves/image-form-page.ts')
      return make<InstanceType<typeof ImageFormPage>>('image-form-page', { query })
    },
  },
  {
    pattern: '/images/:id/:slug?',
    async open({ id }) {
      const { ImagePage } = await import('./images/image-page.ts')
      return make<InstanceType<typeof ImagePage>>('image-page', { imageId: id })
    },
  },
  {
    pattern: '/settings/:section?',
    members: true,
    async open({ section = '' }) {
      const [{ openSettings }] = await Promise.all([import('./settings/settings-page.ts'), learnMailing()])
      return openSettings(section)
    },
  },
  {
    pattern: '/notifications',
    members: true,
    async open() {
      await import('./notifications/notifications-page.ts')
      return make('notifications-page')
    },
  },
  {
    pattern: '/unsubscribe',
    async open(_parameters, query) {
      const token = query.get('shares')
      if (token !== null) {
        const { RefuseSharesPage } = await import('./images/refuse-shares-page.ts')
        return make<InstanceType<typeof RefuseSharesPage>>('refuse-shares-page', { token })
      }
      const { UnsubscribePage } = await import('./notifications/unsubscribe-page.ts')
      return make<InstanceType<typeof UnsubscribePage>>('unsubscribe-page', { token: query.get('token') ?? '' })
    },
  },
  {
    pattern: '/administration/:section?',
    members: true,
    async open({ section = '' }) {
      const { openAdministration } = await import('./administration/administration-page.ts')
      return openAdministration(section)
    },
  },
  {
    pattern: '/bookmarklet',
    async open() {
      await import('./bookmarklet-page/bookmarklet-page.ts')
      return make('bookmarklet-page')
    },
  },
  {
    pattern: '/api',
    async open() {
      await import('./api/api-page.ts')
      return make('api-page')
    },
  },
  {
    pattern: '/people',
    async open() {
      await import('./accounts/people-page.ts')
      return make('people-page')
    },
  },
  {
    pattern: '/people/:username/:tab?',
    async open({ username, tab = '' }) {
      const { openPerson } = await import('./accounts/person-page.ts')
      return openPerson(username ?? '', tab)
    },
  },
]

/** The page at an address; the one that says so when there is none. */
export async function openPage(url: URL): Promise<HTMLElement> {
  for (const route of routes) {
    const parameters = match(route.pattern, url.pathname)
    if (parameters) return route.open(parameters, url.searchParams)
  }
  await import('./shell/not-found-page.ts')
  return make('not-found-page')
}

/** Whether one must be signed in to open it. */
export function isForMembers(url: URL): boolean {
  return routes.find(route => match(route.pattern, url.pathname))?.members ?? false
}
