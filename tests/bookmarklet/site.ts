// One kind of page: its mark-up, its headers, and what the bookmarklet has to make of it.
export interface Site {
  name: string
  /** What is special about it. */
  headers?: Record<string, string>
  /** @param home where the page is served @param cdn another origin that serves the same pictures */
  html(home: string, cdn: string): string | Promise<string>
  /** The pages that it frames, by their path below its own. */
  inner?: Record<string, (home: string, cdn: string) => string>
  /** What is offered, in order, as "name, width × height". */
  offers: string[]
  /** The addresses in the same order; `data:` and the like stand for what begins so. */
  addresses?(home: string, cdn: string): string[]
  /** What is said instead of or beside the pictures. */
  says?: string
  /** What the window of ours is given as title, description and address of the page. */
  page?: { title: string; url?: string; description?: string }
  /** The page forbids windows. */
  closed?: true
}
