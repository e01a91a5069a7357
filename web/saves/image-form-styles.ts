import { css } from 'lit'

export const imageFormStyles = css`
  .form {
    display: grid;
    gap: var(--space-6) var(--space-7);
    align-items: start;
  }
  .shown,
  .more,
  .words {
    display: grid;
    gap: var(--space-5);
    min-width: 0;
  }
  .words:focus {
    outline: none;
  }
  .window {
    --preview-height: 34vh;
  }
  /* On a phone the words come with the picture into sight. */
  @media (max-width: 879px) {
    .one:not(.window) {
      --preview-height: 26vh;
      gap: var(--space-4);
    }
    .one figure {
      padding: var(--space-2);
    }
  }
  @media (min-width: 880px) {
    .empty .more {
      grid-template-columns: 1.1fr 1fr;
      gap: var(--space-7);
    }
    .form:is(.one, .picking, .many):not(.window) {
      grid-template: auto auto 1fr / 1.1fr 1fr;
    }
    .form.many:not(.window) {
      grid-template-columns: 1fr 1.4fr;
    }
    .form:not(.empty, .window) .shown,
    .form.many:not(.window) .more {
      grid-area: 1 / 1 / 4;
    }
    .form:is(.one, .picking):not(.window) .more,
    .form:not(.empty, .window) :is(.words, .confirm) {
      grid-column: 2;
    }
    .form:is(.one, .many):not(.window) .shown,
    .form.many:not(.window) .more {
      position: sticky;
      top: calc(var(--header-height) + var(--space-5));
    }
  }
  figure {
    position: relative;
    display: grid;
    place-items: center;
    padding: var(--space-4);
    border-radius: var(--radius-l);
    background: var(--sunken);
  }
  figure .button {
    position: absolute;
    top: var(--space-2);
    inset-inline-end: var(--space-2);
    background: var(--surface);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    margin-bottom: var(--space-3);
    padding: 0;
    font: var(--weight-display) var(--text-l) / var(--leading-heading) var(--font-display);
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .note {
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-m);
    background: var(--accent-quiet);
    font-size: var(--text-s);
  }
  .confirm {
    position: sticky;
    z-index: var(--z-mark);
    bottom: calc(var(--bar-height) + env(safe-area-inset-bottom));
    display: grid;
    gap: var(--space-2);
    /* Below it, the handle of the tray. */
    padding: var(--space-3) 0 calc(var(--space-3) + var(--tray-room, 0rem));
    margin-top: calc(-1 * var(--space-5));
    background: var(--paper);
  }
`
