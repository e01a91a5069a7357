import { css } from 'lit'

export const cropStyles = css`
  .crop {
    display: grid;
    gap: var(--space-4);
    justify-items: center;
  }
  .stage {
    position: relative;
    width: min(18rem, 100%);
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--radius-m);
    background: var(--sunken);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }
  .stage:active {
    cursor: grabbing;
  }
  .stage canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  /* The round part is what people will see. */
  .stage::after {
    content: '';
    position: absolute;
    inset: 2px;
    border: 2px solid var(--on-image);
    border-radius: 50%;
    box-shadow: 0 0 0 20rem var(--scrim);
    pointer-events: none;
  }
  .zoom {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--space-3);
    align-items: center;
    width: min(18rem, 100%);
  }
  .zoom input {
    width: 100%;
    height: var(--target);
    margin: 0;
    accent-color: var(--accent);
  }
  .previews {
    display: flex;
    gap: var(--space-3);
    align-items: center;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }
  .previews canvas {
    border-radius: 50%;
  }
  .previews canvas:first-of-type {
    width: 4rem;
    height: 4rem;
  }
  .previews canvas:last-of-type {
    width: 2rem;
    height: 2rem;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    justify-content: flex-end;
    justify-self: stretch;
  }
`
