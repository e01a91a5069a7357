import { css } from 'lit'

export const searchStyles = css`
  .head {
    display: block;
  }
  form {
    display: flex;
    gap: var(--space-2);
    width: 100%;
    max-width: 44rem;
    margin-top: var(--space-3);
  }
  .box {
    position: relative;
    flex: 1;
    min-width: 0;
  }
  input {
    width: 100%;
    min-height: calc(var(--target) + var(--space-2));
    padding-block: 0;
    padding-inline: var(--space-5);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-full);
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text-l) / 1.4 var(--font-text);
  }
  .box:has(.clear) input {
    padding-inline-end: calc(var(--target) + var(--space-2));
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  input:focus-visible {
    border-color: var(--accent);
    border-radius: var(--radius-full);
    outline-offset: -1px;
  }
  .clear {
    position: absolute;
    inset-inline-end: var(--space-1);
    inset-block: 0;
    display: grid;
    place-items: center;
    width: var(--target);
    border: 0;
    background: none;
    color: var(--ink-soft);
    cursor: pointer;
  }
  .clear:hover {
    color: var(--ink);
  }
  form .button {
    min-height: calc(var(--target) + var(--space-2));
  }
  h2 {
    margin-bottom: var(--space-4);
  }
  .people {
    margin-bottom: var(--space-6);
  }
  .row {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
    gap: var(--space-4);
  }
  .all {
    margin-top: var(--space-3);
  }
  .waiting {
    opacity: 0.6;
    transition: opacity var(--slow);
  }
  .failed {
    margin-bottom: var(--space-5);
  }
  .first {
    display: grid;
    gap: var(--space-6);
    max-width: 44rem;
  }
  .recent {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .recent li {
    display: inline-flex;
    max-width: 100%;
    border-radius: var(--radius-full);
    background: var(--sunken);
  }
  .recent a {
    display: inline-flex;
    align-items: center;
    min-width: 0;
    min-height: var(--target);
    padding-inline-start: var(--space-4);
  }
  .recent a span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .recent button {
    flex: none;
    display: grid;
    place-items: center;
    width: var(--target);
    min-height: var(--target);
    border: 0;
    background: none;
    color: var(--ink-soft);
    cursor: pointer;
  }
  .recent :is(a, button):hover {
    color: var(--accent);
  }
  .hints {
    display: grid;
    gap: var(--space-2);
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-2);
  }
`
