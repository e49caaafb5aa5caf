/**
 * The one look that every Responses request gets at its input: are these items at all, and what must a model be able to
 * take? Content is looked into only where it may carry media; texts are never touched.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import { invalid, isObject, kindOf, unknownWord } from '../members.ts'
import { emptySurvey } from '../survey.ts'
import type { Survey } from '../survey.ts'

const ROLES = ['user', 'assistant', 'system', 'developer'] as const
export type Role = (typeof ROLES)[number]

const KNOWN_ROLES: ReadonlySet<unknown> = new Set(ROLES)

/** What the model is to read: one text, or items. */
export const inputOf = (body: JsonObject): string | readonly JsonValue[] => {
  const { input } = body
  if ((typeof input === 'string' && input !== '') || (Array.isArray(input) && input.length > 0)) return input as string | readonly JsonValue[]
  throw invalid('input', 'input must be a non-empty string or a non-empty array of items')
}

const isData = (value: JsonValue | undefined): value is string => typeof value === 'string' && value.startsWith('data:')

const lengthOf = (value: JsonValue | undefined): number => typeof value === 'string' ? value.length : 0

const surveyPart = (part: JsonObject, survey: Survey): void => {
  switch (part['type']) {
    case 'input_image':
      survey.images = true
      if (isData(part['image_url'])) survey.mediaBytes += part['image_url'].length
      break
    case 'input_file': survey.documents = true; survey.mediaBytes += lengthOf(part['file_data']); break
    case 'input_audio': survey.audio = true; survey.mediaBytes += isObject(part['input_audio']) ? lengthOf(part['input_audio']['data']) : 0; break
  }
}

const surveyParts = (parts: JsonValue | undefined, survey: Survey): void => {
  if (Array.isArray(parts)) for (const part of parts as readonly JsonValue[]) if (isObject(part)) surveyPart(part, survey)
}

const isMessage = ({ type }: JsonObject): boolean => type === 'message' || type === undefined

/** Throws `RouterError` for what is no item. */
export const surveyItems = (input: string | readonly JsonValue[]): Survey => {
  const survey = emptySurvey()
  if (typeof input === 'string') return survey
  for (let index = 0; index < input.length; index++) {
    const item = input[index]
    if (!isObject(item)) throw invalid(`input[${index}]`, `input[${index}] must be an object, not ${kindOf(item)}`)
    if (isMessage(item) && !KNOWN_ROLES.has(item['role'])) throw unknownWord(`input[${index}].role`, item['role'], ROLES, 'a role')
    surveyParts(item['content'], survey)
    surveyParts(item['output'], survey)
  }
  return survey
}
