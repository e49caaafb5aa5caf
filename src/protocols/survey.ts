/** What a cheap look over a body finds out about what a model must be able to take; the looking is each wire's own. */

import type { JsonValue } from '../chat/request.ts'
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
