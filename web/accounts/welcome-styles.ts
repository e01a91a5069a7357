import { css } from 'lit'

export const welcomeStyles = css`
  :host {
    display: grid;
    gap: var(--space-6) clamp(2rem, 5vw, 6rem);
    max-width: 110rem;
    margin: 0 auto;
    padding: clamp(var(--space-5), 4vw, var(--space-7)) var(--gutter) var(--space-8);
  }
  h1 {
    font-size: var(--text-hero);
    line-height: calc(var(--leading-display) - 0.06);
    letter-spacing: calc(1.4 * var(--tracking-display));
  }
  .lead {
    margin-top: var(--space-4);
    color: var(--ink-soft);
    font-size: var(--text-lead);
    line-height: 1.55;
    text-wrap: pretty;
  }
  .doors {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    margin-top: var(--space-5);
  }
  .form {
    display: none;
    margin-top: var(--space-6);
  }
  .form p {
    margin-top: var(--space-3);
    color: var(--ink-soft);
    text-align: center;
  }
  .form .link {
    min-height: var(--target);
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    cursor: pointer;
  }
  /* Room for both: the way in stays where it is, and the wall passes by. */
  @media (min-width: 960px) {
    :host {
      grid-template-columns: 24rem minmax(0, 1fr);
      align-items: start;
    }
    .in {
      position: sticky;
      top: calc(var(--header-height) + clamp(var(--space-5), 4vw, var(--space-7)));
    }
    .doors {
      display: none;
    }
    .form {
      display: block;
    }
  }
`
