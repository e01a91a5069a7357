import { css } from 'lit'

/** A page that is one narrow card. */
export const card = css`
  :host {
    display: grid;
    justify-items: center;
    padding: clamp(var(--space-5), 6vh, var(--space-8)) var(--gutter) var(--space-8);
  }
  .card {
    display: grid;
    gap: var(--space-5);
    width: min(100%, 26rem);
  }
  .card > svg {
    width: 2.75rem;
    height: 2.75rem;
  }
  .card > p {
    text-align: center;
  }
  /* A finger's height, and the room of a line. */
  .card .apart {
    margin-block: calc(-1 * var(--space-3));
  }
  .card > p.lead {
    text-align: start;
    text-wrap: pretty;
  }
  @media (min-width: 720px) {
    .card {
      padding: var(--space-7) var(--space-7) var(--space-6);
      width: 30rem;
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
    }
  }
`
