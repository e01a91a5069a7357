import { css } from 'lit'

/**
 * Scrolls the one that is chosen to the middle of a row that is wider than the screen.
 * @param root the shadow in which the row is
 */
export function showChosenTab(root: ParentNode): void {
  const row = root.querySelector<HTMLElement>('.tabs')
  const here = row?.querySelector<HTMLElement>('[aria-current]')
  if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2
}

/** Links to the parts of a page in a row, of which one is `aria-current`; where it is wider than the screen it fades at its ends. */
export const tabRow = css`
  .tabs {
    /* As wide as it fades at its end; what stands last can be scrolled out of there. */
    --fade: 2.5rem;
    display: flex;
    gap: var(--space-1);
    margin: 0 calc(-1 * var(--gutter)) var(--space-5);
    padding-block: 2px;
    padding-inline: var(--gutter) var(--fade);
    overflow-x: auto;
    /* What gets the keyboard does not stay where it fades. */
    scroll-padding-inline: var(--gutter) var(--fade);
    scrollbar-width: none;
    mask-image: linear-gradient(
      calc(var(--mirror) * 90deg),
      transparent,
      var(--ink) var(--gutter) calc(100% - var(--fade)),
      transparent
    );
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
