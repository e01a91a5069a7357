import { css } from 'lit'

export const imagePageStyles = css`
  :host {
    display: flow-root;
    padding: 0 0 var(--space-8);
  }
  .split {
    display: grid;
  }
  .stage {
    display: grid;
    place-items: center;
    align-content: center;
    background: var(--sunken);
  }
  /* As large as fits the window, never larger than its own pixels; its shape is known before its bytes. */
  picture-frame {
    width: min(100%, var(--natural), var(--room) * var(--ratio));
    --room: calc(100dvh - var(--header-height) - var(--bar-height) - 6rem);
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-5);
    padding: var(--space-5) var(--gutter);
  }
  h1 {
    font-size: clamp(1.625rem, 1.3rem + 1.2vw, 2.125rem);
    overflow-wrap: anywhere;
  }
  .held {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
    min-height: var(--target);
  }
  .refused {
    color: var(--danger);
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
  .actions {
    display: flex;
    gap: var(--space-3);
  }
  .actions like-button {
    flex: none;
  }
  /* Its place is kept while nobody but its owner sees the image. */
  .actions like-button.later {
    visibility: hidden;
  }
  .actions .button {
    min-width: 0;
    padding: 0 var(--space-4);
  }
  .host {
    overflow: hidden;
    text-overflow: ellipsis;
    line-height: 1.4;
  }
  .by {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 4.75rem;
    border-block: 1px solid var(--line);
  }
  .by p {
    flex: 1;
    min-width: 0;
    font-size: var(--text-s);
    line-height: 1.4;
  }
  .by .button {
    padding: 0 var(--space-4);
  }
  .by .button + .button {
    margin-inline-start: calc(-1 * var(--space-2));
  }
  .name {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--text-m);
    font-weight: 600;
  }
  .name:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
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
  skeleton-box.picture {
    width: 100%;
    height: 60vh;
    border-radius: 0;
  }
  .line {
    height: 2rem;
  }
  .short {
    width: 60%;
    height: 1rem;
  }
  @media (min-width: 960px) {
    :host {
      padding: 0;
    }
    .split {
      grid-template-columns: minmax(0, 1fr) 25rem;
      min-height: calc(100dvh - var(--header-height));
    }
    .stage {
      padding: var(--space-5);
    }
    picture-frame {
      border-radius: var(--radius-m);
      --room: calc(100dvh - var(--header-height) - 2 * var(--space-5));
    }
    .about {
      padding: var(--space-6);
    }
    skeleton-box.picture {
      height: 100%;
      border-radius: var(--radius-m);
    }
  }
`
