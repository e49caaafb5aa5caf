/** What a cheap look over a body finds out about what a model must be able to take; the looking is each wire's own. */

import { withoutPictureData } from '../chat/picture.ts'
import type { JsonObject, JsonValue } from '../chat/request.ts'
import { isObject } from './members.ts'

/** Found by looking into content arrays alone, without decoding a message. */
export interface Survey {
  images: boolean
  documents: boolean
  audio: boolean
  /** Bytes of the body that are encoded media. */
  mediaBytes: number
}

export const emptySurvey = (): Survey => ({ images: false, documents: false, audio: false, mediaBytes: 0 })

/** A search that the provider runs, under one of its dated names: no tool that a model has to know how to call. */
export const isSearchTool = (tool: JsonValue): boolean => {
  const kind = isObject(tool) ? tool['type'] : undefined
  return typeof kind === 'string' && kind.startsWith('web_search')
}

/** No picture's data is shorter than most answers; shorter texts are not looked into. */
const SHORTEST_DRAWN = 4_000

const drawnIn = (text: JsonValue | undefined): number =>
  typeof text === 'string' && text.length >= SHORTEST_DRAWN ? text.length - withoutPictureData(text).length : 0

const lengthOfUrl = (picture: JsonValue): number => {
  const image = isObject(picture) ? picture['image_url'] : undefined
  const url = isObject(image) ? image['url'] : undefined
  return typeof url === 'string' ? url.length : 0
}

/** Bytes of pictures that earlier answers drew: the client sends them back in the words of its history, and beside them. */
export const surveyDrawn = ({ role, content, images }: JsonObject, survey: Survey): void => {
  if (role !== 'assistant') return
  if (Array.isArray(content)) for (const part of content as readonly JsonValue[]) survey.mediaBytes += drawnIn(isObject(part) ? part['text'] : undefined)
  else survey.mediaBytes += drawnIn(content)
  if (Array.isArray(images)) for (const picture of images as readonly JsonValue[]) survey.mediaBytes += lengthOfUrl(picture)
}
