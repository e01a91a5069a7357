import { css } from 'lit'

/** The end of a dialog that asks: why it was refused, and the buttons that answer. */
export const answers = css`
  .ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--space-2);
    margin-top: var(--space-5);
  }
  .refusal {
    margin-top: var(--space-4);
    color: var(--danger);
  }
`
