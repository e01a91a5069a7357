// What a motif is: something that can be painted in many ways, and the words for what was painted.
import type { Canvas } from './canvas.ts'
import type { Finish } from './print.ts'

export type Shape = 'phone' | 'tall' | 'upright' | 'square' | 'photo' | 'broad' | 'wide' | 'panorama'

export interface Words {
  title: string
  description: string
  alt: string
}

export interface Motif {
  name: string
  /** Repeat one to make it more frequent. */
  shapes: readonly Shape[]
  /** Names of palettes; all when absent. */
  palettes?: readonly string[]
  finish: Finish
  /** Paints, and returns texts in the notation of `say`. */
  paint(canvas: Canvas): Words
}

export const film: Finish = { rough: 0.5, grain: 0.55, vignette: 0.5 }
export const gouache: Finish = { rough: 1.7, grain: 0.5, vignette: 0.15 }
export const paperCut: Finish = { rough: 0.8, grain: 0.6, vignette: 0.12 }
