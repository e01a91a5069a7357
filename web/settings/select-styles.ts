import { css } from 'lit'

export const selects = css`
  .select {
    display: grid;
    gap: var(--space-1);
  }
  .select .label {
    font-size: var(--text-s);
    font-weight: 550;
  }
  select {
    width: 100%;
    min-height: var(--target);
    padding: 0 var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--ink);
    font: 400 1rem / 1.4 var(--font-text);
  }
`
