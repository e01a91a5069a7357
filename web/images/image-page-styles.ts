import { css } from 'lit'

export const imagePageStyles = css`
  :host {
    display: flow-root;
    padding: 0 0 var(--space-8);
    --top: var(--header-height);
  }
  :host([over]) {
    --top: 0rem;
    min-height: 100%;
    padding: 0;
    background: var(--paper);
  }
  .split {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .stage {
    --room: calc(100dvh - var(--top) - var(--bar-height) - 6rem);
  }
  /* Over a wall one goes on and on: the picture changes, and nothing around it moves. */
  :host([over]) .stage {
    --room: calc(100dvh - 12rem);
    height: var(--room);
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-5);
    padding: var(--space-5) var(--gutter);
  }
  h1 {
    font-size: var(--text-title);
    overflow-wrap: anywhere;
  }
  h1.long {
    font-size: var(--text-l);
  }
  /* What can be done with the image stays in sight. */
  h1.long:not(.whole) {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }
  empty-state,
  error-state {
    padding-block: 12vh;
  }
  skeleton-box.picture {
    width: 100%;
    height: 60vh;
    border-radius: 0;
  }
  :host([over]) skeleton-box.picture {
    height: 100%;
  }
  .line {
    height: 2rem;
  }
  .short {
    width: 60%;
    height: 1rem;
  }
  @media (min-width: 960px) {
    :host {
      padding: 0;
    }
    .split {
      grid-template-columns: minmax(0, 1fr) 25rem;
      align-items: start;
    }
    /* What is told of it may be long: the picture stays in sight. */
    .stage,
    :host([over]) .stage {
      position: sticky;
      top: var(--top);
      height: calc(100dvh - var(--top));
      /* What leads on stands beside the picture, not on it. */
      --stage-padding: var(--space-5) calc(var(--target) + 2 * var(--space-3));
      --stage-radius: var(--radius-m);
      --room: calc(100dvh - var(--top) - 2 * var(--space-5));
    }
    .waiting {
      padding: var(--space-5);
    }
    .about {
      padding: var(--space-6);
    }
    :host([over]) .about {
      /* Beside what closes it. */
      padding-top: calc(var(--space-4) + var(--target) + var(--space-4));
    }
    related-images {
      grid-column: 1 / -1;
      position: relative;
      background: var(--paper);
    }
    skeleton-box.picture,
    :host([over]) skeleton-box.picture {
      height: 100%;
      border-radius: var(--radius-m);
    }
  }
  @media print {
    :host,
    :host([over]) {
      padding: 0;
      background: none;
    }
    .split {
      display: block;
      break-inside: avoid;
    }
    .stage,
    :host([over]) .stage {
      position: static;
      height: auto;
      background: none;
      --stage-padding: 0;
      --stage-radius: 0;
      /* What is left of a sheet beside a few lines of words. */
      --room: 68vh;
    }
    .about,
    :host([over]) .about {
      gap: var(--space-2);
      padding: var(--space-4) 0 0;
    }
    related-images {
      display: none;
    }
  }
`
