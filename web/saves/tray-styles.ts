import { css } from 'lit'

export const trayStyles = css`
  :host {
    position: fixed;
    z-index: var(--z-tray);
    bottom: var(--space-5);
    inset-inline-end: var(--space-5);
    width: 23rem;
    pointer-events: none;
  }
  @media (max-width: 719px) {
    :host {
      inset: auto var(--space-2) calc(var(--bar-height) + env(safe-area-inset-bottom) + var(--space-2));
      width: auto;
    }
  }
  /* On the save page, which leaves room for as much as its handle. */
  :host([beside]) {
    bottom: calc(var(--bar-height) + env(safe-area-inset-bottom) + var(--space-2));
  }
  :host([beside][folded]) {
    inset-inline-start: auto;
    width: max-content;
    max-width: calc(100vw - 2 * var(--space-2));
  }
  section {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    box-shadow: var(--shadow);
    pointer-events: auto;
    animation: rise var(--slow) var(--ease);
  }
  .fold {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    width: 100%;
    min-height: var(--target);
    padding-block: 0;
    padding-inline: var(--space-4) var(--space-3);
    border: 0;
    background: none;
    color: var(--ink-soft);
    font: 550 var(--text-s) / 1.3 var(--font-text);
    text-align: start;
    cursor: pointer;
  }
  .fold:hover {
    color: var(--ink);
  }
  .fold:focus-visible,
  .many:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius-l);
  }
  .summary {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chevron {
    flex: none;
    transition: rotate var(--fast);
  }
  [aria-expanded='false'] > .chevron {
    rotate: 180deg;
  }
  .dot {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--good);
  }
  .dot.busy {
    background: var(--accent);
    animation: pulse var(--breath) ease-in-out infinite alternate;
  }
  .dot.calm {
    background: var(--line-strong);
  }
  .dot.wrong {
    background: var(--danger);
  }
  ul {
    display: grid;
    gap: var(--space-3);
    max-height: min(50dvh, 26rem);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--space-1) var(--space-2) var(--space-3) var(--space-3);
    scrollbar-width: thin;
  }
  li {
    animation: rise var(--slow) var(--ease);
  }
  .many {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    width: 100%;
    min-height: var(--target);
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-soft);
    font: 550 var(--text-s) / 1 var(--font-text);
    cursor: pointer;
  }
  .many picture-frame {
    flex: none;
    width: 2.75rem;
    height: 2.75rem;
    border-radius: var(--radius-s);
  }
  .named {
    display: grid;
    gap: var(--space-1);
    min-width: 0;
    text-align: start;
  }
  .names {
    overflow: hidden;
    color: var(--ink-soft);
    font-weight: 400;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .together {
    display: flex;
    align-items: center;
    margin-inline-start: calc(-1 * var(--space-3));
  }
  .together .button {
    padding: 0 var(--space-3);
    color: var(--accent);
    font-size: var(--text-s);
  }
  .said {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  .said:focus {
    outline: none;
  }
  .said.wrong {
    color: var(--danger);
  }
  .rest {
    padding: 0 var(--space-1);
  }
  .each {
    margin-inline-start: auto;
    padding: 0 var(--space-2);
    color: var(--accent);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(0.5rem);
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.25;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    section,
    li,
    .dot.busy {
      animation: none;
    }
  }
`
