import { css } from 'lit'

/** Pixels below a saved picture. */
export const CAPTION = 68

/** What says that something is new, on top of pictures. */
export const markStyles = css`
  .mark {
    display: inline-flex;
    align-items: center;
    height: 1.625rem;
    padding: 0 var(--space-3);
    border: 0;
    border-radius: var(--radius-full);
    background: var(--accent);
    color: var(--on-accent);
    forced-color-adjust: none;
    font: 550 var(--text-s) / 1 var(--font-text);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`

export const storyStyles = css`
  :host,
  article {
    height: 100%;
  }
  .caption {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    height: ${CAPTION}px;
    padding-bottom: var(--space-2);
  }
  .words {
    flex: 1;
    min-width: 0;
    line-height: 1.35;
  }
  .title {
    font-weight: 600;
  }
  .caption .title,
  .caption .heading {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* For a finger. */
  .caption .title {
    margin-block: calc(-1 * var(--space-3));
    padding-block: var(--space-3);
  }
  .when {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  /* Where there is not room for all of it, what they did is cut, and never when it was. */
  .when:has(.did) {
    display: flex;
    white-space: pre;
  }
  .did {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .when time-ago {
    display: inline;
  }
  .name {
    font-weight: 600;
  }
  /* Cut where it can be seen no more, so that nothing else lies under it; and there is room for what they did. */
  .caption .name,
  .clamp .name {
    display: inline-block;
    max-width: 65%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: bottom;
  }
  .when .name {
    font-weight: 500;
  }
  .name:hover,
  .title:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding: 0 var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
  }
  .line > account-photo:last-child {
    margin-inline-start: auto;
  }
  .liked {
    padding-inline-end: var(--space-3);
  }
  .clamp {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  /* In some languages the verb stands last. */
  .liked .clamp {
    -webkit-line-clamp: 3;
  }
  .thumb picture-frame {
    width: 80px;
    height: 80px;
    border-radius: var(--radius-s);
  }
`
