/** A chat completions body to a request: what every request needs is checked here, everything else when somebody asks. */

import type { ChatRequest, JsonObject, JsonValue, OriginalBody, RequestNeeds } from '../../chat/request.ts'
import { callerFacts } from '../caller-facts.ts'
import { DecodedRequest } from '../decoded-request.ts'
import type { RequestVocabulary } from '../decoded-request.ts'
import { isObject, messagesOf, modelOf, optionalArray, optionalBoolean, optionalCount } from '../members.ts'
import { passedHeaders } from '../passed-headers.ts'
import type { RequestHeaders } from '../passed-headers.ts'
import { asksForCost } from '../routing-preferences.ts'
import { isSearchTool } from '../survey.ts'
import type { Survey } from '../survey.ts'
import { decodeMessages } from './decode-messages.ts'
import { decodeSettings } from './decode-settings.ts'
import { decodeTools } from './decode-tools.ts'
import { surveyMessages } from './survey-messages.ts'

const VOCABULARY: RequestVocabulary = { wire: 'openai-chat', inputMember: 'messages', decodeMessages, decodeTools, decodeSettings }

const elementsOf = (body: JsonObject, name: string): readonly JsonValue[] => {
  const value = body[name]
  return Array.isArray(value) ? value as readonly JsonValue[] : []
}

const needsOf = (body: JsonObject, survey: Survey): RequestNeeds => {
  const tools = optionalArray(body, 'tools') ?? []
  const format = body['response_format']
  return {
    tools: tools.some((tool) => !isSearchTool(tool)) || elementsOf(body, 'functions').length > 0,
    images: survey.images,
    documents: survey.documents,
    audio: survey.audio,
    webSearch: isObject(body['web_search_options']) || tools.some(isSearchTool),
    imageOutput: elementsOf(body, 'modalities').includes('image'),
    structuredOutput: isObject(format) && format['type'] === 'json_schema',
  }
}

/** Asked for in this wire's words or in OpenRouter's. */
const wantsUsage = (body: JsonObject): boolean => {
  const streaming = body['stream_options']
  return (isObject(streaming) && streaming['include_usage'] === true) || asksForCost(body)
}

export const decodeRequest = (original: OriginalBody, headers: RequestHeaders): ChatRequest => {
  const body = original.json
  const model = modelOf(body)
  const survey = surveyMessages(messagesOf(body))
  optionalCount(body, 'max_tokens')
  optionalCount(body, 'max_completion_tokens')
  return new DecodedRequest(original, {
    model,
    isStream: optionalBoolean(body, 'stream') ?? false,
    wantsUsage: wantsUsage(body),
    headers: passedHeaders(headers),
    caller: callerFacts(headers),
    needs: needsOf(body, survey),
    mediaBytes: survey.mediaBytes,
  }, VOCABULARY)
}
