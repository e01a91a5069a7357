import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { bookmarklet } from './vite.bookmarklet.ts'
import { boot } from './vite.boot.ts'
import { compress } from './vite.compress.ts'
import { languages } from './vite.languages.ts'
import { letters } from './vite.letters.ts'
import { literals } from './vite.literals.ts'
import { serviceWorker } from './vite.service-worker.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('web'),
  // Every path that no file answers is the same page: the router in the browser takes it from there.
  appType: 'spa',
  resolve: { alias: [{ find: /^@lit\/localize$/, replacement: at('web/language/localize.ts') }] },
  plugins: [languages(), letters(), literals(), bookmarklet(), serviceWorker(), boot(), compress()],
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The first that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The security policy forbids data: scripts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What is imported is asked for by that: to name it before costs a phone milliseconds.
      resolveDependencies: (file, needed, { hostType }) =>
        hostType === 'js' ? needed.filter(one => one !== file) : needed,
    },
    // By it a node finds the code of the page that it is asked for.
    manifest: true,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        // Libraries change seldom: in a chunk of their own they stay in the browser's cache over releases.
        codeSplitting: {
          groups: [
            { name: 'lit', priority: 3, test: /node_modules\/(lit|lit-html|lit-element|@lit|@lit-labs)\// },
            // What most screens share comes in one piece, rather than in a dozen small ones.
            {
              name: 'shared',
              priority: 1,
              test: /web\/(ui\/(?!(text-field|field-styles|submission|modal-dialog|tab-more|progress-bar|answer-styles|question-styles|drafts|toast-stack|connection-banner)\.)|images\/(data|like-button|image-tile)|activity\/data|accounts\/data|[\w-]+\.ts$)|thumbhash/,
              minShareCount: 2,
            },
            {
              name: 'floating',
              priority: 0.5,
              test: /web\/(ui\/(toast-stack|connection-banner)|shell\/not-loaded)\.ts$/,
            },
            // After it, so that it takes nothing of it along: forms and dialogs are not of the first screen.
            { name: 'forms', test: /web\/ui\/(?!(modal-dialog|tab-more)\.)/, minShareCount: 2 },
            { name: 'socket', priority: 2, test: /node_modules\/(socket\.io|engine\.io|@socket\.io)/ },
          ],
        },
      },
    },
  },
})
