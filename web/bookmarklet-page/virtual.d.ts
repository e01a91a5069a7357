declare module 'virtual:bookmarklet' {
  /** The built script; `ORIGIN` of web/bookmarklet/address.ts stands where our origin has to be. */
  export const script: string
}
