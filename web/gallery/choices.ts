// How the gallery is looked at, as its address says.
export const options = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'more'],
  motion: ['system', 'reduce'],
  direction: ['ltr', 'rtl'],
  lang: ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-Hans', 'ar'],
  width: ['all', '390', '768'],
  show: ['everything', 'ten thousand'],
} as const

export type Choice = keyof typeof options

const chosen = new URLSearchParams(location.search)

export function choice(name: Choice): string {
  return chosen.get(name) ?? options[name][0]
}

export function applyChoices(): void {
  document.documentElement.lang = choice('lang')
  document.documentElement.dir = choice('direction')
  // Not as it is chosen in the product, which would remember it.
  if (choice('theme') !== 'system') document.documentElement.dataset.theme = choice('theme')
}

/** Has the styles of a root, and of all that lies in it, look as if the reader had asked their system for that. */
export function pretend(root: Document | ShadowRoot): void {
  const wanted = [
    choice('contrast') === 'more' && '(prefers-contrast: more)',
    choice('motion') === 'reduce' && '(prefers-reduced-motion: reduce)',
  ]
  const turn = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && wanted.includes(rule.media.mediaText)) rule.media.mediaText = 'all'
      else if (rule instanceof CSSGroupingRule) turn(rule.cssRules)
    }
  }
  for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) turn(sheet.cssRules)
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) pretend(element.shadowRoot)
}
