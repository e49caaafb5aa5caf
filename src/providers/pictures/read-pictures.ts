/** What the answers of picture APIs have in common: JSON that is no error, and pictures as addresses or as base64. */

import { ProviderError } from '../../chat/errors.ts'
import { type Picture, isPictureUrl } from '../../chat/picture.ts'
import { answerError } from '../decode-error.ts'
import { parseAnswer } from '../decode-whole.ts'
import { errorInAnswer } from '../read-error-body.ts'

export type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members of a value that is an object; none of any other. */
export const fieldsOf = (value: unknown): Fields => isFields(value) ? value : {}

export const listOf = (value: unknown): readonly Fields[] => Array.isArray(value) ? value.filter(isFields) : []

/** How base64 begins, by what it holds. */
const BEGINNINGS: ReadonlyArray<readonly [beginning: string, mediaType: string]> = [
  ['iVBOR', 'image/png'], ['/9j/', 'image/jpeg'], ['UklGR', 'image/webp'], ['R0lGOD', 'image/gif'], ['PHN2Z', 'image/svg+xml'], ['PD94bWw', 'image/svg+xml'],
]
const USUAL_TYPE = 'image/png'

const pictureOfBase64 = (base64: string): Picture => {
  if (base64.startsWith('data:image/')) return { url: base64 }
  const mediaType = BEGINNINGS.find(([beginning]) => base64.startsWith(beginning))?.[1] ?? USUAL_TYPE
  return { url: `data:${mediaType};base64,${base64}`, mediaType }
}

/** A picture from an address or its base64; nothing where there is neither. */
export const pictureOf = (url: unknown, base64: unknown, description: unknown): readonly Picture[] => {
  const picture = isPictureUrl(url) ? { url } : typeof base64 === 'string' && base64 !== '' ? pictureOfBase64(base64) : undefined
  if (picture === undefined) return []
  return [typeof description === 'string' && description !== '' ? { ...picture, description } : picture]
}

/** Throws `ProviderError` for what is no JSON, or an error that came with a good status. */
export const readJson = (body: Buffer): Fields => {
  const json = parseAnswer(body.toString())
  const error = errorInAnswer(json)
  if (error !== undefined) throw answerError(error, 'bad-response')
  return fieldsOf(json)
}

export const somePictures = (pictures: readonly Picture[]): readonly Picture[] => {
  if (pictures.length === 0) throw new ProviderError('bad-response', 'answered without a picture', { billing: 'maybe' })
  return pictures
}
