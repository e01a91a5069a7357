// What a page of the first screen is made of, before it is HTML.
import type { Eyes } from '../channels/eyes.ts'
import type { Context } from '../context.ts'
import type { Data, Input, RequestName } from '../protocol.ts'
import type { Html } from './html.ts'

/** Who looks, and at what. */
export interface Look {
  ctx: Context
  /** An account's id; null for a visitor. */
  viewerId: string | null
  /** What the pattern of the page has found in the path, decoded. */
  parameters: string[]
  query: URLSearchParams
  /** How many images a wall begins with. */
  most: number
  /** As who a visitor counts. */
  eyes(): Promise<Eyes>
  /** The absolute address of a path of ours: by PUBLIC_URL, whatever the request calls us. */
  absolute(path: string): string
}

export interface Preview {
  url: string
  type?: string
  width: number
  height: number
  alt: string
}

/** The answer to a request that the page will make first. */
export interface FirstAnswer {
  name: RequestName
  input: object
  data: unknown
}

export interface Sketch {
  /** Without the name of the house; '' is the house itself. */
  title: string
  description: string
  /** A path. */
  canonical: string
  type: 'website' | 'article' | 'profile'
  /** Shown large or small where the page is linked to. */
  preview?: Preview & { large: boolean }
  /** The path of what oEmbed knows. */
  embeddable?: string
  jsonLd: object[]
  /** Not for search engines; links are followed all the same. */
  hidden?: boolean
  /** Nothing where the page is for its element alone. */
  body?: Html
  answers: FirstAnswer[]
  /** The file below web/ that has the element of the page. */
  module: string
  /** Whether the page hears what everybody does. */
  everybody?: boolean
}

export const firstAnswer = <Name extends RequestName>(
  name: Name,
  input: Input<Name>,
  data: Data<Name>,
): FirstAnswer => ({ name, input, data })

/** As many as a wall of the interface asks for at once. */
export const firstPage = 30
/** More than a window of a phone, in what a connection sends at once (10 × 1460 bytes): what is more would keep all of it waiting. */
export const phonePage = 9
