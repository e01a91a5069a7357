// What every element that shows text, buttons or fields shares.
import { css } from 'lit'

export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font: var(--weight-display) var(--text-2xl) / var(--leading-display) var(--font-display);
    letter-spacing: var(--tracking-display);
    text-wrap: balance;
  }
  h2 {
    font: var(--weight-display) var(--text-xl) / var(--leading-heading) var(--font-display);
    letter-spacing: var(--tracking-heading);
  }
  h1:focus {
    outline: none;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius-s);
  }
  /* What people write has a direction of its own, addresses and code have one; all of it stands where the words around it stand. */
  code,
  kbd,
  input[type='url'],
  input[type='email'] {
    direction: ltr;
    unicode-bidi: isolate;
  }
  bdi,
  [dir='auto'],
  input[type='url'],
  input[type='email'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .soft {
    color: var(--ink-soft);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`

export const page = css`
  :host {
    padding: clamp(var(--space-5), 3vw, var(--space-7)) var(--gutter) var(--space-8);
    max-width: 110rem;
    margin: 0 auto;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--space-2) var(--space-5);
    margin-bottom: clamp(var(--space-5), 3vw, var(--space-6));
  }
  .head p {
    color: var(--ink-soft);
    margin-top: var(--space-1);
  }
`

export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: 0 var(--space-5);
    border: 1px solid transparent;
    border-radius: var(--radius-full);
    background: var(--sunken);
    color: var(--ink);
    font: 550 var(--text-m) / 1 var(--font-text);
    white-space: nowrap;
    cursor: pointer;
    transition:
      background var(--fast),
      border-color var(--fast),
      color var(--fast);
  }
  .button:hover {
    background: var(--hover);
  }
  .button:focus-visible {
    border-radius: var(--radius-full);
  }
  .button.primary {
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover {
    background: var(--accent-hover);
  }
  .button.strong {
    background: var(--ink);
    color: var(--paper);
  }
  .button.strong:hover {
    background: var(--ink-soft);
  }
  .button.outline {
    background: transparent;
    border-color: var(--line);
  }
  .button.outline:hover {
    border-color: var(--line-strong);
  }
  .button.quiet {
    background: transparent;
    color: var(--ink-soft);
  }
  .button.quiet:hover {
    background: var(--sunken);
    color: var(--ink);
  }
  /* Said by a background otherwise, of which nothing is left there. */
  @media (forced-colors: active) {
    .button:is(.primary, .strong) {
      /* Behind words a browser paints the page's own colour, whatever they stand on. */
      forced-color-adjust: none;
      border-width: 2px;
      font-weight: 700;
    }
    .button.button:is(:disabled, [aria-disabled='true']) {
      border-color: GrayText;
      background: Canvas;
      color: GrayText;
      opacity: 1;
    }
  }
  .button.icon {
    flex: none;
    width: var(--target);
    padding: 0;
  }
  .button.wide {
    width: 100%;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .link {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  /* By itself, rather than in a sentence: as high as a finger. */
  .link.apart {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-width: var(--target);
    min-height: var(--target);
  }
`
