declare module 'virtual:bookmarklet' {
  /** The built script; `ORIGIN` and `SAID` of web/bookmarklet/address.ts stand where our origin and the words have to be. */
  export const script: string
}
