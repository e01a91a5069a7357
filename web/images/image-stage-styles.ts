import { css } from 'lit'

export const imageStageStyles = css`
  :host {
    position: relative;
    display: block;
    min-width: 0;
    background: var(--sunken);
  }
  .room {
    position: relative;
    display: grid;
    place-items: center;
    height: 100%;
    overflow: hidden;
    padding: var(--stage-padding, 0);
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: default;
  }
  .room.close {
    touch-action: none;
    cursor: grab;
  }
  .room.close:active {
    cursor: grabbing;
  }
  :host([over]) .room:not(.close) {
    cursor: zoom-out;
  }
  /* As large as fits the window, never larger than its own pixels; its shape is known before its bytes. */
  picture-frame {
    width: min(100%, var(--natural), var(--room) * var(--ratio));
    border-radius: var(--stage-radius, 0);
    cursor: zoom-in;
  }
  .close picture-frame {
    cursor: inherit;
    will-change: transform;
  }
  picture-frame.gliding {
    transition: transform var(--slow) var(--ease);
  }
  .tools,
  .beside {
    position: absolute;
    z-index: 2;
    display: flex;
  }
  .round {
    width: var(--target);
    height: var(--target);
    display: grid;
    place-items: center;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--glass);
    color: var(--ink);
    box-shadow: var(--shadow);
    cursor: pointer;
    transition:
      background var(--fast),
      opacity var(--fast);
  }
  .round:hover {
    background: var(--surface);
  }
  .round:focus-visible {
    border-radius: 50%;
  }
  .round[aria-disabled='true'] {
    opacity: 0;
    pointer-events: none;
  }
  .round[aria-disabled='true']:focus-visible {
    opacity: 0.4;
  }
  :host-context([dir='rtl']) .beside svg {
    transform: scaleX(-1);
  }
  .beside {
    top: calc(50% - var(--target) / 2);
  }
  .before {
    inset-inline-start: var(--space-3);
  }
  .after {
    inset-inline-end: var(--space-3);
  }
  .tools {
    gap: var(--space-1);
    bottom: var(--space-3);
    inset-inline-end: var(--space-3);
    border-radius: var(--radius-full);
    background: var(--glass);
    box-shadow: var(--shadow);
    opacity: 0;
    transition: opacity var(--fast);
  }
  .tools .round {
    background: none;
    box-shadow: none;
  }
  .tools .round[aria-disabled='true'] {
    opacity: 0.35;
  }
  .tools output {
    align-self: center;
    min-width: 3.25rem;
    text-align: center;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  :host(:hover) .tools,
  :host(:focus-within) .tools,
  .room.close ~ .tools {
    opacity: 1;
  }
  /* Fingers swipe and pinch; what covers the picture would only be in their way. */
  @media (hover: none) {
    .tools {
      opacity: 1;
    }
    :host(:not(:focus-within)) .room:not(.close) ~ .tools {
      display: none;
    }
    .beside:not(:focus-within) .round {
      background: none;
      box-shadow: none;
      opacity: 0;
    }
  }
  @media print {
    .tools,
    .beside {
      display: none;
    }
  }
`
