import { css } from 'lit'

/** A page with one question on it, and the button that answers it. */
export const question = css`
  :host {
    max-width: 34rem;
    text-align: center;
  }
  p {
    margin: var(--space-4) 0 var(--space-5);
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  [role='alert'] {
    color: var(--danger);
  }
`
