import { css } from 'lit'

/** Radio buttons that are not seen: each is the whole of its label, which shows whether it is chosen. */
export const wholeLabels = css`
  label {
    position: relative;
    color: var(--ink-soft);
    font-weight: 500;
    cursor: pointer;
  }
  label:hover,
  label:has(:checked) {
    color: var(--ink);
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

/** A `fieldset` of radio buttons that stand side by side, each the whole of its label; the element says in how many columns. */
export const segments = css`
  ${wholeLabels}
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
    display: grid;
    place-items: center;
    min-height: var(--target);
    border-radius: calc(var(--radius-m) - 3px);
    font-variant-numeric: tabular-nums;
  }
  label:has(:checked) {
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--line-strong);
  }
  @media (forced-colors: active) {
    label:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`
