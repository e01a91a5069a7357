// What the interface needs of @lit/localize: `import … from '@lit/localize'` is this in the build. Its own way of loading languages stays out,
// which would come with every page.
export { msg } from '@lit/localize/init/install.js'
export { str } from '@lit/localize/internal/str-tag.js'
