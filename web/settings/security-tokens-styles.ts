import { css } from 'lit'
import { selects } from '../ui/select-styles.ts'

export const tokenStyles = css`
  .made {
    display: grid;
    justify-items: start;
    gap: var(--space-3);
    padding: var(--space-4);
    border-radius: var(--radius-m);
    background: var(--sunken);
  }
  .made code {
    max-width: 100%;
    font: 500 var(--text-m) / 1.5 var(--font-code);
    overflow-wrap: anywhere;
    user-select: all;
  }
  fieldset {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .until {
    padding: 0;
    font-size: var(--text-s);
    font-weight: 550;
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: var(--target);
    cursor: pointer;
  }
  input[type='checkbox'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }
  fieldset label span {
    display: grid;
  }
  small {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  fieldset .error {
    color: var(--danger);
    font-size: var(--text-s);
  }
  .until {
    display: grid;
    gap: var(--space-1);
  }
  ${selects}
  .ends {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }
`
