import { findAddress } from '../saves/address.ts'
import { keepParcel } from './parcels.ts'

const MOST_FILES = 50
/** Characters of a title, text or address. */
const LONGEST = 16_000

/** Keeps the form of the share sheet and leads to the save page; when it cannot be kept, with its words alone. */
export async function receiveShare(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const text = (name: string) => String(form.get(name) ?? '').slice(0, LONGEST)
  const words = { title: text('title'), text: text('text'), url: text('url') }
  const parcel = new FormData()
  for (const [name, value] of Object.entries(words)) parcel.set(name, value)
  for (const file of form.getAll('files').slice(0, MOST_FILES)) if (file instanceof File) parcel.append('files', file)
  try {
    return seeOther({ shared: await keepParcel(parcel) })
  } catch {
    // The disk is full, or the browser keeps nothing.
    return seeOther({
      url: findAddress(words.url, words.text, words.title),
      title: words.title.slice(0, 200),
      lost: 'files',
    })
  }
}

function seeOther(query: Record<string, string>): Response {
  return Response.redirect(`/images/new?${new URLSearchParams(query)}`, 303)
}
