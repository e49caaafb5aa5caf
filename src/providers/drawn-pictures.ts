/**
 * Pictures that an earlier answer drew come back in a client's history as the megabytes that they are, in the words of the
 * answer and beside them. A model that talks would read them as text, and no window holds that: it is told that one was there.
 */

import { withoutPictureData } from '../chat/picture.ts'
import type { ContentBlock, JsonObject, JsonValue } from '../chat/request.ts'
import { isObject, objectsIn } from './json-values.ts'

/** No picture's data is shorter; most answers are. */
const SHORTEST_DATA = 200

const shortened = (text: string): string => text.length < SHORTEST_DATA ? text : withoutPictureData(text)

const withoutDataIn = (part: JsonObject): JsonObject => {
  const { text } = part
  if (typeof text !== 'string') return part
  const short = shortened(text)
  return short === text ? part : { ...part, text: short }
}

const contentWithoutData = (content: JsonValue | undefined): JsonValue | undefined => {
  if (typeof content === 'string') return shortened(content)
  const parts = objectsIn(content)
  const short = parts.map(withoutDataIn)
  return short.every((part, index) => part === parts[index]) ? content : short
}

const isData = ({ image_url: image }: JsonObject): boolean => isObject(image) && typeof image['url'] === 'string' && image['url'].startsWith('data:')

/** A message of either wire, without the data of drawn pictures; the very same one where it holds none. */
export const withoutDrawnPictures = (message: JsonObject): JsonObject => {
  const { role, content, images } = message
  if (role !== 'assistant') return message
  const short = contentWithoutData(content)
  const isLighter = objectsIn(images).some(isData)
  if (short === content && !isLighter) return message
  const { images: _images, ...rest } = message
  return { ...(isLighter ? rest : message), ...(content !== undefined && { content: short }) }
}

/** The same for all messages; the very same array where nothing changed. */
export const withoutDrawnPicturesIn = (messages: readonly JsonObject[]): readonly JsonObject[] => {
  const light = messages.map(withoutDrawnPictures)
  return light.every((message, index) => message === messages[index]) ? messages : light
}

/** The same for a neutral block of an assistant. */
export const withoutDrawnPicture = (block: ContentBlock): ContentBlock => {
  if (block.type !== 'text') return block
  const text = shortened(block.text)
  return text === block.text ? block : { ...block, text }
}
