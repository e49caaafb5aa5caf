/** Where a picture or a document is that a client of either OpenAI wire names by an address. */

import type { MediaSource } from '../chat/request.ts'

const LONGEST_MEDIA_TYPE = 128
const BASE64_MARK = ';base64'

/** `data:image/png;base64,…` is taken apart; every other address is left to the provider to fetch. */
export const sourceOfUrl = (url: string): MediaSource => {
  if (!url.startsWith('data:')) return { kind: 'url', url }
  const comma = url.indexOf(',')
  const header = url.slice('data:'.length, comma)
  if (comma === -1 || header.length > LONGEST_MEDIA_TYPE || !header.endsWith(BASE64_MARK)) return { kind: 'url', url }
  return { kind: 'base64', mediaType: header.slice(0, -BASE64_MARK.length), data: url.slice(comma + 1) }
}

/** The data of a file, as a data URL or as bare base64: bare data without a type is taken for a PDF, as providers do. */
export const sourceOfFileData = (data: string): MediaSource =>
  data.startsWith('data:') ? sourceOfUrl(data) : { kind: 'base64', mediaType: 'application/pdf', data }
