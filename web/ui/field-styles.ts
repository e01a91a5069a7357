import { css } from 'lit'

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
    font: 400 var(--text-field) / 1.4 var(--font-text);
    transition: border-color var(--fast);
  }
  .field textarea {
    /* However long a word is, the field is as wide as its form. */
    min-width: 0;
    overflow-wrap: anywhere;
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
    inset-block: 0;
    inset-inline-end: 0;
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
    border: 1px solid transparent;
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-m);
    background: var(--danger-quiet);
  }
`
