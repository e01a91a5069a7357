import { css } from 'lit'
import { selects } from '../ui/select-styles.ts'

/** A `select` below its label, as wide as its form. */
export const labelledSelects = css`
  ${selects}
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
  }
`
