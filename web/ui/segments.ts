import { css } from 'lit'

/** A `fieldset` of radio buttons that stand side by side, each the whole of its label; the element says in how many columns. */
export const segments = css`
  fieldset {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 3px;
    border: 0;
    border-radius: var(--radius-m);
    background: var(--sunken);
  }
  label {
    position: relative;
    display: grid;
    place-items: center;
    min-height: var(--target);
    border-radius: calc(var(--radius-m) - 3px);
    color: var(--ink-soft);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  label:hover {
    color: var(--ink);
  }
  label:has(:checked) {
    background: var(--surface);
    color: var(--ink);
    box-shadow: 0 0 0 1px var(--line-strong);
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
`
