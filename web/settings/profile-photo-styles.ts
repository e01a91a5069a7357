import { css } from 'lit'

export const photoStyles = css`
  section {
    transition:
      border-color var(--fast),
      background var(--fast);
  }
  section.over {
    border-color: var(--accent);
    background: var(--accent-quiet);
  }
  @media (min-width: 560px) {
    section {
      grid-template-columns: auto 1fr;
      column-gap: var(--space-6);
    }
    user-avatar {
      grid-row: 1 / span 2;
    }
    form,
    .outcome {
      grid-column: 1 / -1;
    }
    .outcome {
      margin-bottom: calc(-1 * var(--space-3));
    }
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-self: start;
  }
  .choices .quiet {
    padding: 0 var(--space-4);
  }
  .choose {
    position: relative;
    overflow: hidden;
  }
  .choose:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .choose:has([aria-disabled='true']) {
    opacity: 0.55;
  }
  .choose input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .choose input::file-selector-button {
    cursor: pointer;
  }
  form {
    grid-template-columns: 1fr auto;
    gap: var(--space-2);
    align-items: end;
    padding-top: var(--space-4);
    border-top: 1px solid var(--line);
  }
  /* The button stays beside the box, also when the field says below what is wrong. */
  form:has(.error) {
    align-items: start;
  }
  form:has(.error) .button {
    margin-top: calc(var(--text-s) * 1.5 + var(--space-1));
  }
  .outcome {
    display: grid;
    gap: var(--space-2);
    align-content: start;
  }
  /* Its place is kept: what comes and goes must not move what stands below. */
  .idle {
    visibility: hidden;
  }
`
