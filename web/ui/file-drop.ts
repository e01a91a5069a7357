import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** While its host is in the page, one picture that is dropped or pasted anywhere is the host's. */
export class FileDrop implements ReactiveController {
  /** Whether files are held over the page. */
  over = false
  readonly #host: ReactiveControllerHost
  readonly #take: (file: File) => void
  #leaving: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost, take: (file: File) => void) {
    this.#host = host
    this.#take = take
    host.addController(this)
  }

  // First of all listeners: whatever else the page does with files, here they are for the host.
  hostConnected(): void {
    addEventListener('dragover', this.#dragged, true)
    addEventListener('drop', this.#dropped, true)
    addEventListener('paste', this.#pasted, true)
  }

  hostDisconnected(): void {
    removeEventListener('dragover', this.#dragged, true)
    removeEventListener('drop', this.#dropped, true)
    removeEventListener('paste', this.#pasted, true)
    clearTimeout(this.#leaving)
    this.over = false
  }

  readonly #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#show(true)
    clearTimeout(this.#leaving)
    // Sent again and again while the file is held over the page.
    this.#leaving = setTimeout(() => this.#show(false), 300)
  }

  readonly #dropped = (event: DragEvent): void => {
    clearTimeout(this.#leaving)
    this.#show(false)
    this.#receive(event, event.dataTransfer)
  }

  readonly #pasted = (event: ClipboardEvent): void => this.#receive(event, event.clipboardData)

  #receive(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])]
    const [first] = files
    if (!first) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // What is no picture is given on as well: the refusal says why.
    this.#take(files.find(({ type }) => type.startsWith('image/')) ?? first)
  }

  #show(over: boolean): void {
    if (this.over === over) return
    this.over = over
    this.#host.requestUpdate()
  }
}
