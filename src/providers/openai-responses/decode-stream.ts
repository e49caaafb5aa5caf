/** Events of the Responses wire to neutral parts: one case for each event that says something, over one explicit state. */

import type { ChatStream } from '../../chat/part.ts'
import { formatEvent } from '../../lib/sse.ts'
import type { ResponsesEvent } from '../../wire/openai-responses.ts'
import { answerError } from '../decode-error.ts'
import { decodeEvents } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'
import { errorInAnswer } from '../read-error-body.ts'
import { itemAt, newResponsesState } from './answer-state.ts'
import type { ItemState, ResponsesState } from './answer-state.ts'
import { addArguments, addInput, announceItem, finishItem, pushProse } from './decode-items.ts'
import type { PartPlace } from './decode-items.ts'
import { decodeEnd, decodeStart, failureOf } from './decode-response.ts'

/** Some senders do not count: then the item's own id tells it. */
const indexOf = ({ output_index: index, item_id: id, item }: ResponsesEvent): number | string => index ?? id ?? item?.id ?? 0

const itemOf = (state: ResponsesState, event: ResponsesEvent): ItemState => itemAt(state, indexOf(event))

const contentPlace = (type: PartPlace['type'], { content_index: index }: ResponsesEvent): PartPlace => ({ type, list: 'content', index: index ?? 0 })

const summaryPlace = ({ summary_index: index }: ResponsesEvent): PartPlace => ({ type: 'reasoning-delta', list: 'summary', index: index ?? 0 })

const throwNamedError = (event: ResponsesEvent, name: string | undefined): void => {
  const error = errorInAnswer(name === 'error' ? { ...event, type: 'error' } : event)
  if (error !== undefined) throw answerError(error, 'server-error')
}

const endStream = (state: ResponsesState, { response }: ResponsesEvent, isIncomplete: boolean): void => {
  decodeEnd(state, response ?? {}, isIncomplete || response?.status === 'incomplete')
  state.parts.push({ type: 'terminal', choice: 0 })
  state.hasEnded = true
}

const decodeParts = (state: ResponsesState, event: ResponsesEvent, name: string | undefined): void => {
  const delta = event.delta ?? ''
  switch (event.type ?? name) {
    case 'response.created': case 'response.queued': case 'response.in_progress': decodeStart(state, event.response ?? {}); break
    case 'response.output_item.added': announceItem(state, indexOf(event), event.item ?? {}); break
    case 'response.output_text.delta': pushProse(state, itemOf(state, event), contentPlace('text-delta', event), delta); break
    case 'response.refusal.delta': pushProse(state, itemOf(state, event), contentPlace('refusal-delta', event), delta); break
    case 'response.reasoning_text.delta': pushProse(state, itemOf(state, event), contentPlace('reasoning-delta', event), delta); break
    case 'response.reasoning_summary_text.delta': pushProse(state, itemOf(state, event), summaryPlace(event), delta); break
    case 'response.function_call_arguments.delta': addArguments(state, itemOf(state, event), delta); break
    case 'response.custom_tool_call_input.delta': addInput(state, itemOf(state, event), delta); break
    case 'response.output_item.done': finishItem(state, indexOf(event), event.item ?? {}); break
    case 'response.completed': endStream(state, event, false); break
    case 'response.incomplete': endStream(state, event, true); break
    case 'response.failed': case 'response.cancelled': throw failureOf(event.response ?? {})
    default: throwNamedError(event, event.type ?? name)
  }
}

const decodeEvent = (state: ResponsesState, json: object, name: string | undefined): void => {
  state.isMended = false
  const event = json as ResponsesEvent
  decodeParts(state, event, name)
  if (state.isMended) state.frame = formatEvent({ event: name, data: JSON.stringify(event) })
}

/** Every event counts itself: no two are alike but for their text. */
const readDeltaText = (): undefined => undefined

export const decodeStream = (bytes: AsyncIterable<Buffer>, reading: AnswerReading): ChatStream =>
  decodeEvents(bytes, { state: newResponsesState(reading), decodeEvent, terminalData: undefined, readDeltaText })
