import { css } from 'lit'

/** A list of things that each have a name, a few words and what can be done with them. */
export const rows = css`
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
    padding: var(--space-3) 0;
    border-top: 1px solid var(--line);
  }
  li:last-child {
    border-bottom: 1px solid var(--line);
  }
  li form {
    flex: 1;
  }
  .words {
    display: grid;
    flex: 1 1 14rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .words strong {
    font-weight: 600;
  }
  .words span {
    font-size: var(--text-s);
  }
  time-ago {
    display: inline;
  }
  .actions {
    display: flex;
    gap: var(--space-1);
    margin-inline: calc(-1 * var(--space-4));
  }
  .button.danger {
    border-color: var(--danger);
    background: transparent;
    color: var(--danger);
  }
  .button.danger:hover {
    background: var(--danger-quiet);
  }
  .add {
    justify-self: start;
  }
  @media (max-width: 479px) {
    .actions {
      width: calc(100% + 2 * var(--space-4));
    }
  }
`
