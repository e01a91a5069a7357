import { css, html, LitElement } from 'lit'
import { segments } from '../ui/segments.ts'
import { base } from '../ui/styles.ts'
import { tabRow } from '../ui/tab-row.ts'

/** What is one of several, in a root of its own: its styles are for every input there. */
export class GalleryChoice extends LitElement {
  static override styles = [
    base,
    segments,
    tabRow,
    css`
      :host {
        --gutter: 0rem;
      }
      fieldset {
        grid-template-columns: repeat(3, 1fr);
        margin-bottom: var(--space-4);
      }
    `,
  ]

  override render() {
    return html`<fieldset>
        <legend class="unseen">Appearance</legend>
        <label><input type="radio" name="x" checked />System</label>
        <label><input type="radio" name="x" />Light</label>
        <label><input type="radio" name="x" />Dark</label>
      </fieldset>
      <nav class="tabs" aria-label="Tabs">
        <a href="#" aria-current="page">Images</a><a href="#">Activity</a><a href="#">Followers</a>
      </nav>`
  }
}

customElements.define('gallery-choice', GalleryChoice)
