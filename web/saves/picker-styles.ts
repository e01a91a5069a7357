import { css } from 'lit'

export const pickerStyles = css`
  header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--space-3);
    margin-bottom: var(--space-4);
  }
  h2 {
    font-size: var(--text-l);
    overflow-wrap: anywhere;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: var(--space-3);
  }
  ul + .button {
    margin-top: var(--space-3);
  }
  skeleton-box,
  .tile {
    width: 100%;
    aspect-ratio: 1;
    border-radius: var(--radius-m);
  }
  .tile {
    position: relative;
    display: block;
    overflow: hidden;
    padding: 0;
    border: 0;
    background: var(--sunken);
    color: var(--ink);
    font: 500 var(--text-xs) / 1 var(--font-text);
    cursor: pointer;
  }
  .tile:focus-visible {
    border-radius: var(--radius-m);
  }
  picture-preview {
    height: 100%;
    transition:
      filter var(--fast),
      scale var(--fast);
  }
  .failed picture-preview {
    opacity: 0.55;
  }
  .tile:hover picture-preview {
    filter: brightness(0.94);
  }
  .size {
    position: absolute;
    bottom: var(--space-2);
    inset-inline-start: var(--space-2);
    padding: 0.25rem 0.5rem;
    border-radius: var(--radius-full);
    background: var(--glass);
  }
  .size:empty {
    display: none;
  }
  .mark {
    position: absolute;
    top: var(--space-2);
    inset-inline-end: var(--space-2);
    display: none;
    place-items: center;
    width: 1.75rem;
    height: 1.75rem;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    forced-color-adjust: none;
  }
  [aria-pressed='true'] .mark {
    display: grid;
  }
  [aria-pressed='true']::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--accent);
    border-radius: inherit;
    pointer-events: none;
  }
`
