import { css } from 'lit'

/** With an arrow of our own: that of the browser stands at the very edge. */
export const selects = css`
  select {
    min-height: var(--target);
    padding: 0;
    padding-inline: var(--space-3) 2.25rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    appearance: none;
    background:
      linear-gradient(45deg, transparent 50%, var(--ink-soft) 50%) var(--far) center / 0.3125rem 0.3125rem no-repeat,
      linear-gradient(-45deg, transparent 50%, var(--ink-soft) 50%) var(--near) center / 0.3125rem 0.3125rem no-repeat,
      var(--surface);
    color: var(--ink);
    font: 400 var(--text-field) / 1.4 var(--font-text);
    text-overflow: ellipsis;
    --far: right 1.0625rem;
    --near: right 0.75rem;
  }
  @media (forced-colors: active) {
    select {
      appearance: auto;
    }
  }
  select:dir(rtl) {
    --far: left 0.75rem;
    --near: left 1.0625rem;
  }
`
