import { css } from 'lit'
import { wholeLabels } from '../ui/segments.ts'

export const bookmarkletStyles = css`
  :host {
    display: grid;
    gap: var(--space-6) clamp(2rem, 5vw, 6rem);
    max-width: 80rem;
  }
  .lead {
    margin-top: var(--space-4);
    max-width: 36rem;
    color: var(--ink-soft);
    font-size: var(--text-lead);
    line-height: 1.55;
    text-wrap: pretty;
  }
  .keep {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
    margin-top: var(--space-5);
  }
  .bookmark {
    min-height: 3.25rem;
    padding-inline: var(--space-4) var(--space-5);
    border: 1.5px dashed var(--accent);
    background: var(--accent-quiet);
    color: var(--ink);
    font-size: var(--text-l);
    cursor: grab;
  }
  .bookmark:hover {
    background: var(--accent-quiet);
    border-style: solid;
  }
  .bookmark:active {
    cursor: grabbing;
  }
  .told {
    min-height: 1.5em;
    margin-top: var(--space-3);
    color: var(--accent);
    font-weight: 550;
  }
  .written {
    display: grid;
    gap: var(--space-1);
    margin-top: var(--space-4);
  }
  .written textarea {
    padding: var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text-field) / 1.4 var(--font-text);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin: var(--space-5) 0 0;
    padding: 0;
    border: 0;
  }
  ${wholeLabels}
  fieldset label {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    padding: 0 var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-full);
  }
  label:has(:checked) {
    border-color: var(--ink);
  }
  ol {
    display: grid;
    gap: var(--space-3);
    max-width: 36rem;
    min-height: 11rem;
    margin-top: var(--space-5);
    align-content: start;
    counter-reset: step;
  }
  li {
    display: grid;
    grid-template-columns: 2rem 1fr;
    gap: var(--space-3);
    align-items: baseline;
  }
  li::before {
    counter-increment: step;
    content: counter(step);
    display: grid;
    place-items: center;
    width: 2rem;
    height: 2rem;
    border-radius: 50%;
    background: var(--sunken);
    font: var(--weight-display) var(--text-lead) / 1 var(--font-display);
  }
  kbd {
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
    background: var(--surface);
    font: 500 var(--text-s) / 1.4 var(--font-text);
    white-space: nowrap;
  }
  .promise {
    max-width: 36rem;
    margin-top: var(--space-5);
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  @media (min-width: 960px) {
    :host {
      grid-template-columns: minmax(0, 1fr) minmax(0, 30rem);
      align-items: center;
    }
  }
`
