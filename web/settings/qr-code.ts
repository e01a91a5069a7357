import { css, html, LitElement, svg } from 'lit'
import { encode } from 'uqr'

/** An address to be read by a camera. Dark on light in every theme: not all cameras read the reverse. */
export class QrCode extends LitElement {
  static override properties = { text: {}, label: {} }
  text = ''
  label = ''

  static override styles = css`
    :host {
      display: block;
      width: min(100%, 13rem);
    }
    svg {
      display: block;
      width: 100%;
      border: 1px solid var(--line);
      border-radius: var(--radius-m);
      background: white;
      fill: black;
    }
  `

  override render() {
    // Four modules of margin, as the standard asks.
    const { data, size } = encode(this.text, { ecc: 'M', border: 4 })
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
    return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label=${this.label}>
      ${svg`<path d=${path} />`}
    </svg>`
  }
}

customElements.define('qr-code', QrCode)
