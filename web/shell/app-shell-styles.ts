import { css } from 'lit'

export const appShellStyles = css`
  main {
    min-height: calc(100dvh - var(--header-height));
    padding-bottom: calc(var(--bar-height) + env(safe-area-inset-bottom));
  }
  /* What the bookmarklet has opened is a small window for one thing. */
  :host([bare]) {
    --header-height: 0rem;
    --bar-height: 0rem;
  }
  :host([bare]) :is(app-header, tab-bar, save-tray) {
    display: none;
  }
  /* On a phone the banner is at the lower edge as well. */
  @media (max-width: 719px) {
    toast-stack {
      margin-bottom: var(--banner-height, 0rem);
    }
    save-tray {
      margin-bottom: calc(var(--banner-height, 0rem) + min(var(--banner-height, 0rem), var(--space-2)));
    }
  }
  @media print {
    app-header,
    tab-bar,
    connection-banner,
    save-tray,
    toast-stack,
    drop-overlay,
    main[inert] {
      display: none !important;
    }
  }
  .skip {
    position: absolute;
    z-index: var(--z-skip);
    top: var(--space-2);
    inset-inline-start: var(--space-2);
    transform: translateY(-200%);
  }
  .skip:focus {
    transform: none;
  }
  main:focus {
    outline: none;
  }
  /* Until the first page is there, what its HTML shows stays; the page is made behind it, where it will be. */
  :host([first]) > :not(slot) {
    display: none;
  }
  :host([first]) > main {
    display: block;
    visibility: hidden;
    position: absolute;
    inset: var(--header-height) 0 auto;
  }
`
