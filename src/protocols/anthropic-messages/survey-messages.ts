/**
 * The one look that every Anthropic request gets at its messages: are they messages at all, and what must a model be able
 * to take? Blocks are looked into only where they may carry media; texts are never touched.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import { invalid, isObject, kindOf, unknownWord } from '../members.ts'
import { emptySurvey, surveyDrawn } from '../survey.ts'
import type { Survey } from '../survey.ts'

/** `system` stands in the middle of Claude Code's conversations. */
const ROLES = ['user', 'assistant', 'system'] as const
export type Role = (typeof ROLES)[number]

const KNOWN_ROLES: ReadonlySet<unknown> = new Set(ROLES)

const base64Length = (block: JsonObject): number => {
  const source = block['source']
  return isObject(source) && source['type'] === 'base64' && typeof source['data'] === 'string' ? source['data'].length : 0
}

const surveyBlocks = (blocks: readonly JsonValue[], survey: Survey): void => {
  for (const block of blocks) {
    if (!isObject(block)) continue
    switch (block['type']) {
      case 'image': survey.images = true; survey.mediaBytes += base64Length(block); break
      case 'document': survey.documents = true; survey.mediaBytes += base64Length(block); break
      case 'tool_result': if (Array.isArray(block['content'])) surveyBlocks(block['content'] as readonly JsonValue[], survey); break
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
    if (Array.isArray(content)) surveyBlocks(content as readonly JsonValue[], survey)
    else if (typeof content !== 'string') {
      throw invalid(`messages[${index}].content`, `messages[${index}].content must be a string or an array of blocks, not ${kindOf(content)}`)
    }
  }
  return survey
}
