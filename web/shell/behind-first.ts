import { css } from 'lit'

/** Until the first page is there, what its HTML shows stays; the page is made behind it, where it will be. */
export const behindFirst = css`
  :host([first]) > :not(slot) {
    display: none;
  }
  :host([first]) > main {
    display: block;
    visibility: hidden;
    position: absolute;
    inset: var(--header-height) 0 auto;
  }
`
