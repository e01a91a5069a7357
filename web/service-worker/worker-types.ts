// What a service worker has and a window has not, as far as ours uses it: TypeScript knows the two only apart.

export interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface InstallEvent extends WorkerEvent {
  /** Not in every browser: which requests need not wake the worker. */
  addRoutes?(routes: { condition: { requestMethod: string }; source: 'network' }[]): Promise<void>
}

export interface FetchEvent extends Event {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

export interface WorkerScope {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install', listener: (event: InstallEvent) => void): void
  addEventListener(type: 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
}
