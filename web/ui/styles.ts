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
    font: 400 var(--text-2xl) / 1.15 var(--font-display);
    letter-spacing: -0.012em;
    text-wrap: balance;
  }
  h2 {
    font: 400 var(--text-xl) / 1.25 var(--font-display);
    letter-spacing: -0.005em;
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
  .button.icon {
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
`

/** For forms whose fields are `<text-field>`: those render without a shadow, so that browsers can fill them in. */
export const fields = css`
  form {
    display: grid;
    gap: var(--space-4);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
    gap: var(--space-4) var(--space-3);
  }
  .field {
    display: grid;
    gap: var(--space-1);
  }
  .field .label {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    font-size: var(--text-s);
    font-weight: 550;
  }
  .field .optional {
    color: var(--ink-soft);
    font-weight: 400;
  }
  .field .box {
    position: relative;
    display: flex;
  }
  .field input,
  .field textarea {
    width: 100%;
    min-height: var(--target);
    padding: 0.625rem var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--ink);
    font: 400 1rem / 1.4 var(--font-text);
    transition: border-color var(--fast);
  }
  .field textarea {
    resize: vertical;
    min-height: 5.5rem;
    field-sizing: content;
    max-height: 20rem;
  }
  .field input:focus-visible,
  .field textarea:focus-visible {
    border-color: var(--accent);
    outline: 2px solid var(--accent);
    outline-offset: -1px;
    border-radius: var(--radius-m);
  }
  .field [aria-invalid='true'] {
    border-color: var(--danger);
  }
  .field .reveal {
    position: absolute;
    inset: 0 0 0 auto;
    min-width: var(--target);
    padding: 0 var(--space-3);
    border: 0;
    background: none;
    color: var(--ink-soft);
    font: 550 var(--text-s) / 1 var(--font-text);
    cursor: pointer;
  }
  .field .reveal:hover {
    color: var(--ink);
  }
  .field:has(.reveal) input {
    padding-inline-end: 4.25rem;
  }
  .field .hint {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  .field .error,
  .refusal {
    color: var(--danger);
    font-size: var(--text-s);
  }
  .refusal {
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-m);
    background: var(--danger-quiet);
  }
`
