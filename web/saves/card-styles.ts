import { css } from 'lit'

/** What is being saved and what has been saved, as one line with a small picture. */
export const card = css`
  .card {
    display: grid;
    grid-template-columns: 3.5rem minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-1) var(--space-3);
  }
  .thumb {
    display: block;
    width: 3.5rem;
    height: 3.5rem;
    overflow: hidden;
    border-radius: var(--radius-s);
    background: var(--sunken);
    transition: opacity var(--slow);
  }
  .thumb > * {
    width: 100%;
    height: 100%;
  }
  .thumb.empty {
    display: grid;
    place-items: center;
    color: var(--ink-soft);
  }
  .thumb.empty > * {
    width: auto;
    height: auto;
  }
  .title {
    display: block;
    overflow: hidden;
    font-weight: 600;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* For a finger. */
  a.title {
    margin-block: calc(-1 * var(--space-3));
    padding-block: var(--space-3);
  }
  a.title:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .state {
    color: var(--ink-soft);
    font-size: var(--text-s);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .state.wrong {
    color: var(--danger);
  }
  progress-bar {
    margin-top: var(--space-2);
  }
  .do {
    display: flex;
    justify-content: flex-end;
    gap: var(--space-1);
  }
  .below {
    grid-column: 2 / -1;
    margin-inline-start: calc(-1 * var(--space-2));
    justify-content: flex-start;
  }
  .do .button {
    padding: 0 var(--space-3);
    font-size: var(--text-s);
  }
  .do .button.icon {
    width: var(--target);
    padding: 0;
  }
  .do .button:not(.icon) {
    color: var(--accent);
  }
  .alike {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: var(--target);
    padding: var(--space-1) var(--space-2);
    border-radius: var(--radius-s);
    background: var(--sunken);
    font-size: var(--text-s);
    line-height: 1.35;
  }
  .alike:hover {
    background: var(--hover);
  }
  .alike picture-frame {
    flex: none;
    width: 2.25rem;
    height: 2.25rem;
    border-radius: 0.375rem;
  }
`
