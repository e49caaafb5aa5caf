/** A response itself to neutral parts: how it begins, what it holds, how it ended. */

import { ProviderError } from '../../chat/errors.ts'
import type { FinishReason } from '../../chat/part.ts'
import type { ResponsesItem, ResponsesResponse } from '../../wire/openai-responses.ts'
import { answerError } from '../decode-error.ts'
import { errorInAnswer } from '../read-error-body.ts'
import type { ResponsesState } from './answer-state.ts'
import { finishItem } from './decode-items.ts'
import { decodeUsage } from './decode-usage.ts'

/** Adds the beginning that a response opens with. It is told with every state of the response. */
export const decodeStart = (state: ResponsesState, { id, model }: ResponsesResponse): void => {
  if (state.hasStarted) return
  state.hasStarted = true
  state.parts.push({ type: 'response-start', choice: 0, id: id ?? '', model: model ?? '' })
}

const INCOMPLETE_REASONS: Readonly<Record<string, FinishReason>> = { max_output_tokens: 'length', content_filter: 'content-filter' }

const finishReasonOf = (state: ResponsesState, raw: string, isIncomplete: boolean): FinishReason => {
  if (isIncomplete) return INCOMPLETE_REASONS[raw] ?? 'other'
  return state.hasToolCalls ? 'tool-calls' : 'stop'
}

/** How the item was told so far, if it was. */
const keyOf = ({ items }: ResponsesState, index: number, { id }: ResponsesItem): number | string =>
  !items.has(index) && typeof id === 'string' && items.has(id) ? id : index

/** Adds what was not told of the items yet, the end and the usage. `isIncomplete`: it was cut short. */
export const decodeEnd = (state: ResponsesState, response: ResponsesResponse, isIncomplete = response.status === 'incomplete'): void => {
  decodeStart(state, response)
  for (const [index, item] of (response.output ?? []).entries()) finishItem(state, keyOf(state, index, item), item)
  const raw = isIncomplete ? response.incomplete_details?.reason ?? 'incomplete' : 'completed'
  state.parts.push({ type: 'response-end', choice: 0, finishReason: finishReasonOf(state, raw, isIncomplete), rawFinishReason: raw })
  decodeUsage(state, response)
}

/** What a response failed with that its provider gave up. */
export const failureOf = (response: ResponsesResponse): ProviderError => {
  const error = errorInAnswer(response)
  return error === undefined
    ? new ProviderError('server-error', `gave up its answer: ${response.status ?? 'failed'}`, { billing: 'maybe' })
    : answerError(error, 'server-error')
}
