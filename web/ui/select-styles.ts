import { css } from 'lit'

/** With an arrow of our own: that of the browser stands at the very edge. */
export const selects = css`
  select {
    min-height: var(--target);
    padding: 0 2.25rem 0 var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    appearance: none;
    background:
      linear-gradient(45deg, transparent 50%, var(--ink-soft) 50%) right 1.0625rem center / 0.3125rem 0.3125rem
        no-repeat,
      linear-gradient(-45deg, transparent 50%, var(--ink-soft) 50%) right 0.75rem center / 0.3125rem 0.3125rem no-repeat,
      var(--surface);
    color: var(--ink);
    font: 400 1rem / 1.4 var(--font-text);
    text-overflow: ellipsis;
  }
`
