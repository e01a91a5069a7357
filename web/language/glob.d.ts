/** What the build makes of it: a loader for each file that the pattern finds. */
interface ImportMeta {
  glob<Module>(pattern: string, options: { import: 'default' }): Record<string, () => Promise<Module>>
}
