// What is written for people in templates is sent without the white space that only they see.
import { minifyHTMLLiterals } from 'minify-literals'
import type { Plugin } from 'vite'

/** Of html`…` only the white space that a browser makes one space of anyway; of css`…` all that it does without. */
export function literals(): Plugin {
  return {
    name: 'literals',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\/web\/.*\.ts$/, code: /\b(html|css|svg)`/ },
      async handler(code, id) {
        return minifyHTMLLiterals(code, { fileName: id, html: text => text.replace(/\s*\n\s*/g, ' ') })
      },
    },
  }
}
