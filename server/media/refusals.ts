// Why no pictures came out of a decoder, in the words of whoever waits for them: it speaks no language itself, and is not to be believed.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'
import type { Death } from './decoder-process.ts'
import type { Refusal } from './developed.ts'

/** What the decoder has found wrong with a picture. */
export function refused(why: Refusal): AppError {
  if (why === 'damaged') {
    return new AppError('invalid', msg('That picture is damaged or incomplete. Save it again and try once more.'))
  }
  return new AppError('too_large', tooMuch[why]())
}

const tooMuchMemory = () => msg('That picture takes too much memory to decode. Save it smaller and try again.')

const tooMuch: Record<Exclude<Refusal, 'damaged'>, () => string> = {
  memory: tooMuchMemory,
  pixels: () => msg('That picture has more than 40 million pixels. Save it smaller and try again.'),
  'pixels-of-avif': () => msg('That picture has more than 16 million pixels. Save it smaller and try again.'),
  frames: () => msg('That animation has more than 300 frames. Shorten it and try again.'),
  'pixels-of-frames': () =>
    msg('That animation has more than 40 million pixels in all its frames. Save it smaller or shorter.'),
}

/** What the end of a decoder means for the picture in hand. */
export function explain(death: Death): AppError {
  if (death === 'deadline') {
    return new AppError('too_large', msg('That picture takes too long to decode. Save it smaller and try again.'))
  }
  if (death === 'memory') return new AppError('too_large', tooMuchMemory())
  if (death === 'wait') {
    return new AppError('unavailable', msg('Pictures take too long to prepare just now. Try again in a moment.'), {
      retryAfter: 30,
    })
  }
  if (death === 'ended') return stopping()
  if (death === 'start') {
    return new AppError('unavailable', msg('Pictures cannot be prepared just now. Try again later.'), {
      retryAfter: 30,
    })
  }
  return new AppError(
    'unsupported',
    msg('That picture cannot be decoded here. Save it again as PNG or JPEG and try once more.'),
  )
}

export function stopping(): AppError {
  return new AppError('unavailable', msg('Bowerbird is restarting. Try again in a moment.'), { retryAfter: 5 })
}
