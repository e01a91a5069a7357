import { css } from 'lit'

export const personStyles = css`
  header {
    display: grid;
    justify-items: center;
    gap: var(--space-3);
    min-height: 18.5rem;
    align-content: start;
    margin-bottom: var(--space-5);
    text-align: center;
  }
  account-photo {
    margin-bottom: var(--space-2);
  }
  .names {
    max-width: 100%;
    overflow-wrap: anywhere;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2);
    margin-top: var(--space-2);
  }
  .marks span {
    padding: 0.125rem var(--space-3);
    border-radius: var(--radius-full);
    background: var(--sunken);
    color: var(--ink-soft);
    font-size: var(--text-s);
    font-weight: 500;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2);
  }
  /* Its code comes later; its place is kept. */
  person-menu {
    min-width: var(--target);
    min-height: var(--target);
  }
  .bio {
    max-width: 36rem;
    white-space: pre-line;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-1) var(--space-3);
    /* About as much as is left of the last of them. */
    padding-inline-start: var(--space-4);
    margin-bottom: var(--space-2);
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }
  .apart {
    margin-block: calc(-1 * var(--space-3));
  }
  /* Wide enough for most numbers, and each from where it begins: one that changes moves neither the others nor itself. */
  .counts span {
    min-width: 5.5rem;
    text-align: start;
  }
  .face {
    width: 96px;
    height: 96px;
    border-radius: 50%;
  }
  .line {
    width: 14rem;
    height: 2rem;
  }
`
