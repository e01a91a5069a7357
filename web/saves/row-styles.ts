import { css } from 'lit'

/** For `refusal` of queue-row.ts. */
export const refusalStyles = css`
  .refusal {
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-m);
    background: var(--danger-quiet);
    color: var(--danger);
    font-size: var(--text-s);
  }
  .existing {
    display: flex;
    align-items: center;
    gap: var(--space-4);
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
    font-size: var(--text-s);
  }
  .existing picture-frame {
    flex: none;
    width: 3.5rem;
    height: 3.5rem;
    border-radius: var(--radius-s);
  }
`

export const rowStyles = [
  refusalStyles,
  css`
    :host {
      padding: var(--space-4) 0;
      border-top: 1px solid var(--line);
      content-visibility: auto;
      contain-intrinsic-size: auto 11rem;
    }
    .row {
      display: grid;
      grid-template-columns: 5.5rem minmax(0, 1fr) auto;
      gap: var(--space-3) var(--space-4);
      align-items: start;
    }
    .row > picture-preview {
      height: 5.5rem;
      border-radius: var(--radius-m);
    }
    .words {
      display: grid;
      gap: var(--space-3);
    }
    .name {
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .words picture-words {
      gap: var(--space-3);
    }
    .refused {
      grid-template-rows: auto 1fr;
    }
    .refused > picture-preview {
      grid-row: span 2;
    }
    .refused > :is(.refusal, .existing) {
      grid-column: 2 / -1;
    }
    .do {
      grid-area: 1 / 3;
      display: grid;
      margin-top: -0.5rem;
    }
    .chevron {
      transition: rotate var(--fast);
    }
    [aria-expanded='true'] > .chevron {
      rotate: 180deg;
    }
    @media (max-width: 480px) {
      .row {
        grid-template-columns: 3.5rem minmax(0, 1fr) auto;
        column-gap: var(--space-3);
      }
      .row > picture-preview {
        height: 3.5rem;
        border-radius: var(--radius-s);
      }
      .refused > picture-preview {
        grid-row: auto;
      }
      .refused > :is(.refusal, .existing) {
        grid-column: 1 / -1;
      }
    }
  `,
]
