import { css } from 'lit'

/** People one below the other, each with what can be done. */
export const personRows = css`
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-3) 0;
    border-top: 1px solid var(--line);
  }
  .words {
    display: grid;
    flex: 1 1 9rem;
    min-width: 0;
  }
  .words > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .words a {
    font-weight: 600;
  }
  .words a:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .words span {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  time-ago {
    display: inline;
  }
  .actions {
    display: flex;
    gap: var(--space-1);
  }
`
