// What a service worker has and a window has not, as far as ours uses it: TypeScript knows the two only apart.

export interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface Route {
  condition: { requestMethod?: string; requestMode?: string; urlPattern?: { pathname: string } }
  source: 'network' | 'cache' | 'race-network-and-fetch-handler' | { cacheName: string }
}

export interface InstallEvent extends WorkerEvent {
  /** Not in every browser: which requests need not wake the worker. */
  addRoutes?(routes: Route[]): Promise<void>
}

export interface FetchEvent extends WorkerEvent {
  readonly request: Request
  /** What the browser has asked for while the worker started. */
  readonly preloadResponse?: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

export interface PushEvent extends WorkerEvent {
  readonly data: { text(): string } | null
}

/** A notification on the screen. */
export interface Shown {
  readonly data?: { url?: string }
  close(): void
}

export interface PressEvent extends WorkerEvent {
  readonly notification: Shown
}

export interface WorkerScope {
  readonly clients: {
    claim(): Promise<void>
    matchAll(which: {
      type: 'window'
    }): Promise<{ focus(): Promise<unknown>; postMessage(message: { open: string }): void }[]>
    openWindow(url: string): Promise<unknown>
  }
  readonly registration: {
    readonly navigationPreload?: { enable(): Promise<void> }
    showNotification(
      title: string,
      options: { body: string; tag: string; icon: string; data: { url: string } },
    ): Promise<void>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install', listener: (event: InstallEvent) => void): void
  addEventListener(type: 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'sync', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: PressEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
}
