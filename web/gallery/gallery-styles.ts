import { css } from 'lit'

export const galleryStyles = css`
  .switches {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-3);
    margin-bottom: var(--space-6);
  }
  .switches h1 {
    margin-inline-end: auto;
  }
  .switches label {
    display: grid;
    gap: var(--space-1);
    font-size: var(--text-s);
  }
  iframe {
    max-width: 100%;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
  }
  section + section {
    margin-top: var(--space-6);
  }
  section > h2 {
    margin-bottom: var(--space-4);
  }
  .states {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    align-items: start;
    gap: var(--space-5);
  }
  figure {
    min-width: 0;
  }
  .wide {
    grid-column: 1 / -1;
  }
  figcaption {
    margin-bottom: var(--space-2);
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }
  /* What is fixed in a window is fixed in its stage. */
  .stage {
    contain: layout;
    min-width: 0;
    position: relative;
  }
  .fixed .stage {
    height: 5rem;
    --header-height: 0rem;
  }
  .wall-skeleton .stage {
    overflow: hidden;
  }
  .tall .stage {
    height: 15rem;
    --bar-height: 0rem;
  }
  .taller .stage {
    height: 41rem;
    --bar-height: 0rem;
  }
  /* Also what is out of sight is looked at. */
  queue-row {
    content-visibility: visible;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
  }
  .tile {
    width: 15rem;
  }
  picture-frame {
    max-width: 12rem;
    border-radius: var(--radius-m);
  }
  picture-frame.narrow {
    width: 6rem;
    height: 12rem;
  }
  /* They leave room around them by how high the window is. */
  :is(empty-state, error-state) {
    margin-block: var(--space-4);
  }
  .block {
    height: 8rem;
  }
  .swatches {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
    gap: var(--space-3);
    font-size: var(--text-s);
  }
  .swatches span {
    display: block;
    height: 3rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
  }
`
