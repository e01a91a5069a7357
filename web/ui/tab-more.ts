import { css } from 'lit'

/** Beside `tabRow`, for a row of many: on a phone a sign at its end says that there is more, until there is none. */
export const tabMore = css`
  /* Where the row fades there may be a gap just then, and nothing would be seen to go on. */
  @media (max-width: 859px) {
    @supports (animation-timeline: scroll()) {
      .tabs {
        mask-image: linear-gradient(calc(var(--mirror) * 90deg), transparent, var(--ink) var(--gutter));
      }
      .tabs::after {
        content: '›' / '';
        position: sticky;
        /* From the edge of what is seen of it, rather than from its padding. */
        inset-inline-end: calc(-1 * var(--fade));
        display: grid;
        flex: none;
        place-items: center end;
        width: var(--fade);
        margin-inline-start: calc(-1 * (var(--fade) + var(--space-1)));
        padding-inline-end: var(--space-3);
        background: linear-gradient(calc(var(--mirror) * 90deg), transparent, var(--paper) 60%);
        color: var(--ink-soft);
        font-size: var(--text-xl);
        opacity: 0;
        pointer-events: none;
        /* Not in one: what makes styles small would put the timeline in there too, where no browser takes it. */
        animation-name: more;
        animation-timing-function: linear;
        animation-timeline: scroll(nearest inline);
      }
    }
  }
  @keyframes more {
    from,
    85% {
      opacity: 1;
    }
  }
`
