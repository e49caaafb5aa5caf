/**
 * Pictures and sounds in an answer. No other wire has them, so they are told as text: the words of a sound, a picture as
 * a Markdown image. Where frames are relayed the client gets the thing itself, and the text only says that it was there.
 */

import type { OpenAiDelta, OpenAiImagePart } from '../../wire/openai.ts'

const PICTURE = '[image]'

const urlOf = ({ image_url: image }: OpenAiImagePart): string => typeof image === 'string' ? image : image.url

/** What a delta says in pictures and sounds; empty for the usual one. */
export const mediaText = (delta: OpenAiDelta, isRelayed: boolean): string => {
  const { images, audio } = delta
  const pictures = Array.isArray(images) ? (images as readonly OpenAiImagePart[]).map(image => isRelayed ? PICTURE : `![image](${urlOf(image)})`) : []
  return pictures.join('\n') + (audio?.transcript ?? '')
}
