/** A Responses body to a request: what every request needs is checked here, everything else when somebody asks. */

import { RouterError } from '../../chat/errors.ts'
import type { ChatRequest, JsonObject, JsonValue, OriginalBody, RequestNeeds } from '../../chat/request.ts'
import { callerFacts } from '../caller-facts.ts'
import { DecodedRequest } from '../decoded-request.ts'
import type { RequestVocabulary } from '../decoded-request.ts'
import { isObject, modelOf, optionalArray, optionalBoolean, optionalCount } from '../members.ts'
import type { RequestHeaders } from '../passed-headers.ts'
import { isSearchTool } from '../survey.ts'
import type { Survey } from '../survey.ts'
import { decodeItems } from './decode-items.ts'
import { decodeSettings } from './decode-settings.ts'
import { decodeTools } from './decode-tools.ts'
import { inputOf, surveyItems } from './survey-items.ts'

const VOCABULARY: RequestVocabulary = { wire: 'openai-responses', inputMember: 'input', decodeMessages: decodeItems, decodeTools, decodeSettings }

/** No header of this wire's clients is for a provider. */
const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({})

const FULL_INPUT = 'send the whole conversation as "input".'

/** What only somebody who keeps answers could serve, and why not. */
const REFUSED: readonly (readonly [name: string, isAsked: (value: JsonValue) => boolean, why: string])[] = [
  ['previous_response_id', () => true, `previous_response_id is not supported, because the router keeps no answers; ${FULL_INPUT}`],
  ['conversation', () => true, `conversation is not supported, because the router keeps no conversations; ${FULL_INPUT}`],
  ['background', (value) => value === true, 'background is not supported, because the router keeps no answers; leave it out and wait for the answer, or stream it.'],
]

const refuseKept = (body: JsonObject): void => {
  for (const [name, isAsked, why] of REFUSED) {
    const value = body[name]
    if (value !== undefined && value !== null && isAsked(value)) throw new RouterError('unsupported_parameter', why, { parameter: name })
  }
}

const bringsTools = (item: JsonValue): boolean => isObject(item) && item['type'] === 'additional_tools'

const needsOf = (body: JsonObject, input: string | readonly JsonValue[], survey: Survey): RequestNeeds => {
  const tools = optionalArray(body, 'tools') ?? []
  const text = body['text']
  const format = isObject(text) ? text['format'] : undefined
  return {
    tools: tools.some((tool) => !isSearchTool(tool)) || (typeof input !== 'string' && input.some(bringsTools)),
    images: survey.images,
    documents: survey.documents,
    audio: survey.audio,
    webSearch: tools.some(isSearchTool),
    imageOutput: false,
    structuredOutput: isObject(format) && format['type'] === 'json_schema',
  }
}

export const decodeRequest = (original: OriginalBody, headers: RequestHeaders): ChatRequest => {
  const body = original.json
  const model = modelOf(body)
  refuseKept(body)
  const input = inputOf(body)
  const survey = surveyItems(input)
  optionalCount(body, 'max_output_tokens')
  return new DecodedRequest(original, {
    model,
    isStream: optionalBoolean(body, 'stream') ?? false,
    wantsUsage: true,
    headers: NO_HEADERS,
    caller: callerFacts(headers),
    needs: needsOf(body, input, survey),
    mediaBytes: survey.mediaBytes,
  }, VOCABULARY)
}
