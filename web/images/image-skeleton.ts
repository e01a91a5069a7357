import { html, type TemplateResult } from 'lit'
import '../ui/skeleton-box.ts'

/** On the page of an image while it is on its way; its classes are those of that page. */
export function imageSkeleton(): TemplateResult {
  return html`<div class="split" aria-busy="true">
    <div class="stage waiting"><skeleton-box class="picture"></skeleton-box></div>
    <div class="about"><skeleton-box class="line"></skeleton-box><skeleton-box class="line short"></skeleton-box></div>
  </div>`
}
