import { css } from 'lit'
import { selects } from '../ui/select-styles.ts'

/** Cards, rows of facts and small forms, as every section of the administration has them. */
export const panel = css`
  .stack {
    display: grid;
    gap: var(--space-4);
  }
  .card {
    display: grid;
    gap: var(--space-3);
    min-width: 0;
    padding: var(--card-padding);
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    min-width: 0;
  }
  .row > .grow {
    flex: 1 1 12rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 600;
  }
  a.name:hover {
    text-decoration: underline;
  }
  .small {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  .tag {
    padding: 0.125rem var(--space-2);
    border-radius: var(--radius-full);
    background: var(--sunken);
    color: var(--ink-soft);
    font-size: var(--text-s);
    white-space: nowrap;
  }
  .tag.bad {
    background: var(--danger-quiet);
    color: var(--danger);
  }
  time-ago {
    display: inline;
  }
  blockquote {
    margin: 0;
    padding-inline-start: var(--space-3);
    border-inline-start: 3px solid var(--line);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  ${selects}
  input[type='search'] {
    width: 100%;
    min-height: var(--target);
    padding: 0 var(--space-4);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-full);
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text-field) / 1.4 var(--font-text);
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    margin-bottom: var(--space-5);
  }
  .filter > label {
    flex: 1 1 14rem;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: var(--space-3) var(--space-4);
  }
  dt {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
  .refusal {
    color: var(--danger);
  }
  skeleton-box {
    height: 7rem;
    border-radius: var(--radius-l);
  }
`
