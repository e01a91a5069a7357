import { msg } from '@lit/localize'
import type { ReportReason } from '../../server/protocol-moderation.ts'

/** What can be wrong with something, in words. */
export function reasons(): [ReportReason, string][] {
  return [
    ['spam', msg('Advertising or spam')],
    ['harassment', msg('It attacks somebody')],
    ['nudity', msg('Nudity or sex')],
    ['violence', msg('Violence or cruelty')],
    ['rights', msg('It is somebody else’s work')],
    ['illegal', msg('It is against the law')],
    ['other', msg('Something else')],
  ]
}

export const reasonInWords = (reason: ReportReason) => reasons().find(([name]) => name === reason)?.[1] ?? reason
