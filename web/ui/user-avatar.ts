import { css, html, LitElement } from 'lit'

/** A round picture, or initials on a colour that stays the same for the same name. Decoration: the name stands beside it. */
export class UserAvatar extends LitElement {
  static override properties = { name: {}, photo: {}, size: { type: Number }, failed: { state: true } }
  name = ''
  photo: string | null = null
  size = 32
  failed = false

  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
    }
    span,
    img {
      display: grid;
      place-items: center;
      width: var(--size);
      height: var(--size);
      border-radius: 50%;
      object-fit: cover;
    }
    span {
      background: light-dark(hsl(var(--hue) 34% 86%), hsl(var(--hue) 20% 27%));
      color: light-dark(hsl(var(--hue) 45% 25%), hsl(var(--hue) 40% 84%));
      font: 600 calc(var(--size) * 0.38) / 1 var(--font-text);
      letter-spacing: 0.01em;
    }
    @media (prefers-contrast: more) {
      span {
        background: light-dark(hsl(var(--hue) 34% 90%), hsl(var(--hue) 20% 20%));
        color: light-dark(hsl(var(--hue) 45% 16%), hsl(var(--hue) 40% 92%));
      }
    }
  `

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('photo')) this.failed = false
    this.style.setProperty('--size', `${this.size}px`)
    this.style.setProperty('--hue', String(hue(this.name)))
  }

  override render() {
    if (this.photo && !this.failed)
      return html`<img
        src=${this.photo}
        alt=""
        width=${this.size}
        height=${this.size}
        @error=${() => (this.failed = true)}
      />`
    return html`<span aria-hidden="true">${initials(this.name)}</span>`
  }
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  // Arabic letters would join into a word, and two signs of Chinese or Japanese be another name.
  const [alone] = /^[\u0590-\u08ff\u2e80-\ud7ff]/.exec(name.trim().replace(/^ال/, '')) ?? []
  if (alone) return alone
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(word => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}

function hue(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return sum
}

customElements.define('user-avatar', UserAvatar)
