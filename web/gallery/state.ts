import { html, type TemplateResult } from 'lit'

/** One state of one element, with its name. `wide` takes a whole row; `fixed` and `tall` are windows of their own for what floats over one. */
export function state(name: string, content: unknown, look = ''): TemplateResult {
  return html`<figure class=${look}>
    <figcaption>${name}</figcaption>
    <div class="stage">${content}</div>
  </figure>`
}

export function section(name: string, ...states: TemplateResult[]): TemplateResult {
  return html`<section aria-labelledby=${name.replace(/\W+/g, '-')}>
    <h2 id=${name.replace(/\W+/g, '-')}>${name}</h2>
    <div class="states">${states}</div>
  </section>`
}
