import { css } from 'lit'

/** The cards of a section of the settings, one below the other. */
export const stack = css`
  :host {
    display: grid;
    gap: var(--space-5);
  }
`

/** One thing that can be set, on a card of its own. */
export const section = css`
  section {
    display: grid;
    gap: var(--space-4);
    padding: var(--card-padding);
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
  }
  section > header {
    display: grid;
    gap: var(--space-1);
  }
  section > header p {
    max-width: 34rem;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .status {
    min-height: 1.5em;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  /* It still says what is new to a screen reader, and takes no room until then. */
  .status:empty {
    position: absolute;
  }
  .status strong {
    color: var(--good);
    font-weight: 600;
  }
`
