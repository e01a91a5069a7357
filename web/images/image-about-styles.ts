import { css } from 'lit'

export const imageAboutStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-5);
  }
  .description {
    color: var(--ink-soft);
    white-space: pre-line;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .description a {
    color: var(--ink);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .origin {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    min-height: 3.75rem;
    padding: var(--space-2) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    transition: border-color var(--fast);
  }
  p.origin {
    font-size: var(--text-s);
  }
  a.origin:hover {
    border-color: var(--line-strong);
  }
  .origin:focus-visible {
    border-radius: var(--radius-m);
  }
  .origin svg {
    flex: none;
    color: var(--ink-soft);
  }
  .lines {
    min-width: 0;
    line-height: 1.35;
  }
  .lines .soft {
    display: block;
    font-size: var(--text-s);
  }
  .host {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .actions like-button {
    flex: none;
  }
  /* Its place is kept while nobody but its owner sees the image. */
  .actions like-button.later {
    visibility: hidden;
  }
  .actions image-actions {
    flex-basis: 100%;
    min-height: var(--target);
    margin-inline-start: calc(-1 * var(--space-3));
  }
  /* Where buttons have edges. */
  @media (forced-colors: active) {
    .actions image-actions {
      margin: 0;
    }
  }
  /* Its code comes later; its line is kept. */
  image-likers {
    min-height: var(--target);
  }
  image-presence {
    min-height: 1.25rem;
  }
  keep-button:not(:defined) {
    width: 7.25rem;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
    min-height: 4.75rem;
    padding-block: var(--space-3);
    border-block: 1px solid var(--line);
  }
  .by p {
    flex: 1 1 4rem;
    min-width: 0;
    font-size: var(--text-s);
    line-height: 1.4;
  }
  .by .button {
    padding: 0 var(--space-4);
  }
  .by div {
    display: flex;
    gap: var(--space-1);
  }
  .name {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--text-m);
    font-weight: 600;
    /* For a finger. */
    margin-block: calc(-1 * var(--space-3));
    padding-block: var(--space-3);
  }
  .name:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  details {
    margin-block: calc(-1 * var(--space-3));
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-height: var(--target);
    color: var(--ink-soft);
    font-size: var(--text-s);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    color: var(--ink);
  }
  summary .chevron {
    width: 1rem;
    height: 1rem;
    transition: transform var(--fast);
  }
  [open] summary .chevron {
    transform: rotate(180deg);
  }
  details p {
    text-wrap: pretty;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .facts {
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .facts time-ago {
    display: inline;
  }
  .report {
    min-height: var(--target);
    margin: calc(-1 * var(--space-3)) 0;
    padding: 0 var(--space-3);
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .report:hover {
    color: var(--ink);
  }
  @media print {
    .description,
    p.origin,
    .actions,
    image-likers,
    image-presence,
    details,
    .report,
    .by .button,
    .by account-photo,
    follow-button,
    .origin svg {
      display: none;
    }
    :host {
      gap: var(--space-2);
    }
    .by,
    .origin {
      min-height: 0;
      padding: 0;
      border: 0;
    }
    /* On paper nothing can be followed: the whole address is there. */
    a.origin::after {
      content: attr(href);
      overflow-wrap: anywhere;
      font-size: var(--text-s);
    }
    .origin .host {
      display: none;
    }
    .origin {
      justify-content: start;
    }
  }
`
