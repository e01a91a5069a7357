import { css } from 'lit'

export const imageFormStyles = css`
  form {
    gap: var(--space-6) var(--space-7);
    align-items: start;
  }
  .source,
  .words {
    display: grid;
    gap: var(--space-5);
    min-width: 0;
  }
  @media (min-width: 880px) {
    form {
      grid-template-columns: 1.1fr 1fr;
    }
    .source {
      position: sticky;
      top: calc(var(--header-height) + var(--space-5));
    }
  }
  .progress {
    min-height: 2.5rem;
  }
  .progress p {
    margin-top: var(--space-2);
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
    width: 4rem;
    height: 4rem;
    border-radius: var(--radius-s);
  }
`
