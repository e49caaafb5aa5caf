/** The object that a response is, at any time of it: who answers, how it stands, and the settings that it was asked with. */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import { answerId } from '../identifiers.ts'
import type { EncodingContext } from '../protocol.ts'
import type { IncompleteReason } from './vocabulary.ts'

export interface ResponseHead {
  readonly id: string
  readonly createdAtSeconds: number
  readonly model: string
}

export const responseHead = (id: string, model: string, { requestId }: EncodingContext): ResponseHead =>
  ({ id: answerId('resp_', id, requestId), createdAtSeconds: Math.floor(Date.now() / 1000), model })

/** Settings as the client gave them, or what holds where it gave none; `null` where that is for the provider to know. */
const SETTINGS: JsonObject = {
  max_output_tokens: null, max_tool_calls: null, metadata: {}, parallel_tool_calls: true, prompt_cache_key: null, reasoning: { effort: null, summary: null },
  safety_identifier: null, temperature: null, text: { format: { type: 'text' } }, tool_choice: 'auto', top_logprobs: 0, top_p: null, truncation: 'disabled', user: null,
}

/** Long ones are told once. */
const LONG_SETTINGS: JsonObject = { instructions: null, tools: [] }

const told = (body: JsonObject, settings: JsonObject): Readonly<Record<string, JsonValue | undefined>> =>
  Object.fromEntries(Object.entries(settings).map(([name, otherwise]) => [name, body[name] ?? otherwise]))

export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed'
  /** JSON of the output items, an array. */
  readonly output: string
  readonly usage?: object
  readonly incompleteReason?: IncompleteReason
  readonly error?: { readonly code: string; readonly message: string }
  /** The last word about a good answer: nothing is left out. */
  readonly isWhole?: boolean
}

/** As JSON. Nothing is kept here, so `store` is false whatever was asked. */
export const encodeResponse = (head: ResponseHead, body: JsonObject, state: ResponseState): string => {
  const before = JSON.stringify({
    id: head.id,
    object: 'response',
    created_at: head.createdAtSeconds,
    status: state.status,
    background: false,
    error: state.error ?? null,
    incomplete_details: state.incompleteReason === undefined ? null : { reason: state.incompleteReason },
    model: head.model,
  })
  const after = JSON.stringify({
    usage: state.usage ?? null,
    previous_response_id: null,
    store: false,
    ...told(body, SETTINGS),
    ...(state.isWhole === true && told(body, LONG_SETTINGS)),
  })
  return `${before.slice(0, -1)},"output":${state.output},${after.slice(1)}`
}
