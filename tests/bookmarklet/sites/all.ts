import type { Site } from '../site.ts'
import { application, broken, codeHost, data, films, frames, frameset } from './applications.ts'
import { overlays, polluted, sandboxed, shadows } from './hostile.ts'
import { boasting, forum, gallery, news, nothing, rightToLeft, shop } from './press.ts'

export const everySite: Site[] = [
  news,
  shop,
  boasting,
  gallery,
  application,
  forum,
  codeHost,
  frames,
  frameset,
  rightToLeft,
  nothing,
  data,
  broken,
  films,
  shadows,
  sandboxed,
  overlays,
  polluted,
]
