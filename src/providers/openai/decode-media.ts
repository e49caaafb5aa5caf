/**
 * Pictures and sounds in an answer: pictures become parts of their own, of a sound its words are told as text. A relayed
 * answer holds the thing itself, but few clients look for `images`: unless the client asked for pictures by name, they are
 * shown in the content as well.
 */

import { isPictureUrl, markdownPicture } from '../../chat/picture.ts'
import type { Maybe, OpenAiDelta, OpenAiImagePart } from '../../wire/openai.ts'
import type { ChoiceState, Mutable, OpenAiState } from './answer-state.ts'

const urlOf = (image: Maybe<OpenAiImagePart>): unknown => {
  const holder = image?.image_url
  return typeof holder === 'object' && holder !== null ? holder.url : holder
}

const picturesOf = ({ images }: OpenAiDelta): readonly string[] =>
  Array.isArray(images) ? (images as ReadonlyArray<Maybe<OpenAiImagePart>>).map(urlOf).filter(isPictureUrl) : []

const showInContent = (choice: ChoiceState, delta: Mutable<OpenAiDelta>, urls: readonly string[]): void => {
  const said = typeof delta.content === 'string' ? delta.content : ''
  const separator = said !== '' || choice.hasSpoken ? '\n\n' : ''
  delta.content = said + separator + urls.map(url => markdownPicture({ url })).join('\n\n')
}

export const decodePictures = (state: OpenAiState, choice: ChoiceState, delta: OpenAiDelta): void => {
  const urls = picturesOf(delta)
  if (urls.length === 0) return
  choice.openType = undefined
  for (const url of urls) state.parts.push({ type: 'image', choice: choice.index, block: choice.blockCount++, url })
  if (!state.keepsFrames || state.reading.request.needs.imageOutput) return
  showInContent(choice, delta, urls)
  state.isMended = true
}

/** The words of a sound; empty for the usual delta. */
export const soundText = ({ audio }: OpenAiDelta): string => audio?.transcript ?? ''
