// The people that a text names: whom the server has told of it, when they are here (server/images/news.ts).
import { html, type TemplateResult } from 'lit'
import { pathOf } from '../accounts/data.ts'

/** The text with a link in place of each @username. */
export function withMentions(text: string): (string | TemplateResult)[] {
  return text
    .split(/(?<![\w@/.])@([A-Za-z0-9_]{3,30})(?![\w@])/)
    .map((part, index) =>
      index % 2 === 0 ? part : html`<bdi dir="ltr"><a href=${pathOf({ username: part })}>@${part}</a></bdi>`,
    )
}
