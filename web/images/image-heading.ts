import { html, nothing, type TemplateResult } from 'lit'
import type { asKnown } from './data.ts'

/** Letters; as in server/first-screen/image-screen.ts, so that nothing moves when the page takes the place of the HTML. */
const LONG = 80

/** The title on the page of an image. A very long one is smaller, and ends after a few lines until it is pressed. */
export function headingOf(image: ReturnType<typeof asKnown>): TemplateResult {
  const { title, lang = nothing } = image
  const long = title.length > LONG
  return html`<h1
    class=${long ? 'long' : ''}
    tabindex="-1"
    dir="auto"
    lang=${lang}
    title=${long ? title : nothing}
    @click=${unfold}
    @keydown=${press}
  >
    ${title}
  </h1>`
}

/** It has the keyboard when one comes to an image. */
function press(event: KeyboardEvent): void {
  if (event.key === 'Enter') unfold(event)
}

function unfold({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.classList.toggle('whole')
}
