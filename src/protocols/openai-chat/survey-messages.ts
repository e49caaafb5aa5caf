/**
 * The one look that every chat completions request gets at its messages: are they messages at all, and what must a model
 * be able to take? Blocks are looked into only where they may carry media; texts are never touched.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import { invalid, isObject, kindOf, unknownWord } from '../members.ts'
import { emptySurvey, surveyDrawn } from '../survey.ts'
import type { Survey } from '../survey.ts'

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const
export type Role = (typeof ROLES)[number]

const KNOWN_ROLES: ReadonlySet<unknown> = new Set(ROLES)

/** Length of a string member of an object member, where both are there: base64 is one byte a character. */
const lengthAt = (part: JsonObject, outer: string, inner: string): number => {
  const holder = part[outer]
  const value = isObject(holder) ? holder[inner] : holder
  return typeof value === 'string' ? value.length : 0
}

const surveyImage = (part: JsonObject, survey: Survey): void => {
  survey.images = true
  const image = part['image_url']
  const url = isObject(image) ? image['url'] : image
  if (typeof url === 'string' && url.startsWith('data:')) survey.mediaBytes += url.length
}

const surveyParts = (parts: readonly JsonValue[], survey: Survey): void => {
  for (const part of parts) {
    if (!isObject(part)) continue
    switch (part['type']) {
      case 'image_url': surveyImage(part, survey); break
      case 'input_audio': survey.audio = true; survey.mediaBytes += lengthAt(part, 'input_audio', 'data'); break
      case 'file': survey.documents = true; survey.mediaBytes += lengthAt(part, 'file', 'file_data'); break
    }
  }
}

/** Throws `RouterError` for what is no message. */
export const surveyMessages = (messages: readonly JsonValue[]): Survey => {
  const survey = emptySurvey()
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index]
    if (!isObject(message)) throw invalid(`messages[${index}]`, `messages[${index}] must be an object, not ${kindOf(message)}`)
    if (!KNOWN_ROLES.has(message['role'])) throw unknownWord(`messages[${index}].role`, message['role'], ROLES, 'a role')
    surveyDrawn(message, survey)
    const content = message['content']
    if (Array.isArray(content)) surveyParts(content as readonly JsonValue[], survey)
    else if (typeof content !== 'string' && content !== null && content !== undefined) {
      throw invalid(`messages[${index}].content`, `messages[${index}].content must be a string or an array of content parts, not ${kindOf(content)}`)
    }
  }
  return survey
}
