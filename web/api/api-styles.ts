import { css } from 'lit'

export const callStyles = css`
  details {
    border-top: 1px solid var(--line);
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    min-height: var(--target);
    padding: var(--space-2) 0;
    cursor: pointer;
  }
  summary:hover .path {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  code,
  pre,
  textarea {
    font: 400 var(--text-s) / 1.5 var(--font-code);
  }
  .method {
    flex: none;
    min-width: 4rem;
    padding: 0.125rem var(--space-2);
    border-radius: var(--radius-s);
    background: var(--sunken);
    color: var(--ink-soft);
    text-align: center;
  }
  .path {
    min-width: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .inside,
  form {
    display: grid;
    gap: var(--space-3);
  }
  .inside {
    padding: var(--space-2) 0 var(--space-5);
  }
  .inside p {
    max-width: 44rem;
    text-wrap: pretty;
  }
  form > div {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }
  label {
    font-size: var(--text-s);
    font-weight: 550;
  }
  textarea {
    width: 100%;
    padding: var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--ink);
    resize: vertical;
    field-sizing: content;
    max-height: 24rem;
  }
  .fields {
    font-size: var(--text-s);
    overflow-wrap: anywhere;
  }
  .button {
    justify-self: start;
  }
  pre {
    max-height: 28rem;
    margin: 0;
    padding: var(--space-3);
    border-radius: var(--radius-m);
    background: var(--sunken);
    overflow: auto;
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--danger);
  }
`
