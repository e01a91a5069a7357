import { css } from 'lit'

/** Links to the parts of a page in a row, of which one is `aria-current`; where it is wider than the screen it fades at its ends. */
export const tabRow = css`
  .tabs {
    display: flex;
    gap: var(--space-1);
    margin: 0 calc(-1 * var(--gutter)) var(--space-5);
    padding: 2px var(--gutter);
    overflow-x: auto;
    /* What gets the keyboard does not stay where it fades. */
    scroll-padding-inline: var(--gutter) 2.5rem;
    scrollbar-width: none;
    mask-image: linear-gradient(90deg, transparent, var(--ink) var(--gutter) calc(100% - 2.5rem), transparent);
  }
  .tabs a {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: 0 var(--space-4);
    border-radius: var(--radius-full);
    color: var(--ink-soft);
    font-weight: 500;
    white-space: nowrap;
  }
  .tabs a:hover,
  .tabs a[aria-current] {
    background: var(--sunken);
    color: var(--ink);
  }
  @media (forced-colors: active) {
    .tabs a[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
  .tabs a:focus-visible {
    border-radius: var(--radius-full);
  }
`
