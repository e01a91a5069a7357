// What a decoder answers. It has handled hostile bytes, so its answers are checked like any other input.
import { z } from 'zod'

export const Rendition = z.object({
  bytes: z.instanceof(Uint8Array),
  type: z.enum(['image/webp', 'image/jpeg', 'image/avif']),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Of a film, one of its frames. */
  still: z.literal(true).optional(),
})

export const Developed = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  placeholder: z.base64().max(64),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  perceptualHash: z.string().regex(/^[0-9a-f]{16}$/),
  animated: z.boolean(),
  /** WebP by rising width, for a film those that move before those that do not; then the JPEG fallback. */
  renditions: z.array(Rendition).min(2).max(8),
})

export const Refusal = z.enum(['damaged', 'memory', 'pixels', 'pixels-of-avif', 'frames', 'pixels-of-frames'])

export const Reply = z.union([
  z.literal('ready'),
  z.object({ developed: Developed }),
  z.object({ renditions: z.array(Rendition).max(8) }),
  z.object({
    refusal: Refusal,
    /** What the library said: for the log. */
    detail: z.string().max(1000),
  }),
])

export type Rendition = z.infer<typeof Rendition>
export type Developed = z.infer<typeof Developed>
export type Refusal = z.infer<typeof Refusal>
export type Reply = z.infer<typeof Reply>
