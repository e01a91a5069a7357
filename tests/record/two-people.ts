// What happens in the film: Ada keeps something, Bruno finds it without losing his place, and she sees that he does.
import type { Browser } from '@playwright/test'
import { makePicture } from '../../server/demo/pictures.ts'
import { loadLetters } from '../browser/support/baselines.ts'
import { createFilm, scale, view, type Actor } from './film.ts'
import type { Stage } from './stage.ts'

/** Resolves to its length in milliseconds. */
export async function recordFilm(browser: Browser, stage: Stage, path: string): Promise<number> {
  const options = {
    viewport: view,
    deviceScaleFactor: scale,
    colorScheme: 'light',
    reducedMotion: 'no-preference',
  } as const
  const [ada, bruno] = (await Promise.all(
    (['ada', 'bruno'] as const).map(async who => {
      const page = await stage.open(browser, who, options)
      await page.goto('/images')
      await page.waitForLoadState('networkidle')
      await page.evaluate(loadLetters)
      return { page, name: who === 'ada' ? 'Ada' : 'Bruno', hand: { x: 560, y: 700 } } satisfies Actor
    }),
  )) as [Actor, Actor]
  const picture = await makePicture(90_213)
  const film = await createFilm(browser, [ada, bruno])
  const { say, wait, point, press, type, scroll } = film

  await say('Two people, each in a window of their own.')
  await wait(2_500)
  await say('Bruno looks at what everybody has found.')
  await point(bruno, bruno.page.locator('image-tile').nth(4))
  await scroll(bruno, 700)
  await scroll(bruno, 500)
  await wait(500)

  await say('Ada keeps something new.')
  await press(ada, ada.page.getByRole('link', { name: /^New/ }).first())
  await ada.page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'found.jpg', mimeType: 'image/jpeg', buffer: picture.bytes })
  await wait(750)
  await press(ada, ada.page.getByLabel('Title'))
  await ada.page.keyboard.press('Control+A')
  await type(ada, picture.title)
  await ada.page.getByLabel('The page it came from').fill(picture.pageUrl)
  await wait(750)
  await press(ada, ada.page.getByRole('button', { name: 'Save image' }))
  await ada.page.locator('image-page h1').waitFor()
  await bruno.page.locator('new-pill button').first().waitFor()
  await say('Bruno hears of it at once. Nothing that he looks at moves.')
  await wait(4_000)

  await press(bruno, bruno.page.locator('new-pill button').first())
  await wait(750)
  await say('It opens above, when he asks for it.')
  await press(bruno, bruno.page.getByRole('button', { name: /new above/ }))
  await wait(1_250)
  await press(bruno, bruno.page.locator('image-tile a').first())
  await bruno.page.locator('image-lightbox h1').waitFor()
  await wait(1_000)
  await say('Both see that two people are looking …')
  await wait(2_750)
  await press(bruno, bruno.page.locator('image-lightbox').getByRole('button', { name: /^Like,/ }))
  await say('… and who likes it.')
  await wait(3_000)

  await press(bruno, bruno.page.locator('image-lightbox').getByRole('button', { name: /^Save “/ }))
  await say('Bruno keeps it too. It can be undone.')
  await wait(3_500)
  await say('The keyboard leads to the next one, and back to the wall.')
  for (const key of ['ArrowRight', 'ArrowRight']) {
    await bruno.page.keyboard.press(key)
    await wait(1_750)
  }
  await bruno.page.keyboard.press('Escape')
  await wait(1_250)

  await say('Ada is told, once for each.')
  await press(ada, ada.page.locator('notification-bell a').first())
  await wait(3_500)
  await ada.page.keyboard.press('Escape')
  await wait(250)

  await say('What is typed is found.')
  await bruno.page.keyboard.press('/')
  await wait(750)
  await type(bruno, 'moon')
  await wait(2_500)

  await say('Light or dark, as one likes.')
  await press(ada, ada.page.getByRole('button', { name: 'Your account' }))
  await press(ada, ada.page.getByText('Dark', { exact: true }))
  await ada.page.keyboard.press('Escape')
  await wait(500)
  await press(ada, ada.page.getByRole('link', { name: 'Bowerbird' }).first())
  await wait(3_000)
  return film.write(path)
}
