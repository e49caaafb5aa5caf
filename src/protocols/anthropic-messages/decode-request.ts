/** An Anthropic messages body to a request: what every request needs is checked here, everything else when somebody asks. */

import { RouterError } from '../../chat/errors.ts'
import type { ChatRequest, JsonObject, JsonValue, OriginalBody, RequestNeeds } from '../../chat/request.ts'
import { callerFacts } from '../caller-facts.ts'
import { DecodedRequest } from '../decoded-request.ts'
import type { RequestVocabulary } from '../decoded-request.ts'
import { invalid, isObject, messagesOf, modelOf, optionalArray, optionalBoolean, optionalCount } from '../members.ts'
import { passedHeaders } from '../passed-headers.ts'
import type { RequestHeaders } from '../passed-headers.ts'
import { isSearchTool } from '../survey.ts'
import type { Survey } from '../survey.ts'
import { decodeMessages } from './decode-messages.ts'
import { decodeSettings } from './decode-settings.ts'
import { decodeTools } from './decode-tools.ts'
import { requestClassOf } from './request-class.ts'
import { surveyMessages } from './survey-messages.ts'

const VOCABULARY: RequestVocabulary = { wire: 'anthropic-messages', inputMember: 'messages', decodeMessages, decodeTools, decodeSettings }

const isSchema = (format: JsonValue | undefined): boolean => isObject(format) && format['type'] === 'json_schema'

const needsOf = (body: JsonObject, survey: Survey): RequestNeeds => {
  const tools = optionalArray(body, 'tools') ?? []
  const output = body['output_config']
  return {
    tools: tools.some((tool) => !isSearchTool(tool)),
    images: survey.images,
    documents: survey.documents,
    audio: survey.audio,
    webSearch: tools.some(isSearchTool),
    imageOutput: false,
    structuredOutput: isSchema(isObject(output) ? output['format'] : undefined) || isSchema(body['output_format']),
  }
}

/** A conversation kept at the provider: only its last messages come, which mean nothing to anybody else. */
const refuseThread = (body: JsonObject): void => {
  if (body['thread'] === undefined || body['thread'] === null) return
  throw new RouterError('thread_unsupported', 'Message threads are not supported; send the full conversation.', {
    parameter: 'thread',
    details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
  })
}

const decode = (original: OriginalBody, headers: RequestHeaders): ChatRequest => {
  const body = original.json
  const survey = surveyMessages(messagesOf(body))
  return new DecodedRequest(original, {
    model: modelOf(body),
    isStream: optionalBoolean(body, 'stream') ?? false,
    wantsUsage: true,
    headers: passedHeaders(headers),
    caller: callerFacts(headers, (isSubagent) => requestClassOf(body, isSubagent)),
    needs: needsOf(body, survey),
    mediaBytes: survey.mediaBytes,
  }, VOCABULARY)
}

export const decodeRequest = (original: OriginalBody, headers: RequestHeaders): ChatRequest => {
  refuseThread(original.json)
  if (optionalCount(original.json, 'max_tokens') === undefined) throw invalid('max_tokens', 'max_tokens: Field required')
  return decode(original, headers)
}

/** Of `/v1/messages/count_tokens`: the same body, which has no `max_tokens` because nothing is to be written. */
export const decodeCountRequest = (original: OriginalBody, headers: RequestHeaders): ChatRequest => {
  refuseThread(original.json)
  return decode(original, headers)
}
