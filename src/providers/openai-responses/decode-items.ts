/**
 * Output items of the Responses wire to neutral parts. A stream tells an item piece by piece and then once more whole; what the
 * pieces did not tell is taken from the whole, because some senders leave the pieces out.
 */

import { customArguments } from '../../chat/custom-tools.ts'
import { flatToolName } from '../../chat/tool-namespaces.ts'
import type { ResponsesItem, ResponsesPart } from '../../wire/openai-responses.ts'
import { checkFirstWords } from '../soft-errors.ts'
import type { CallItem, CallState, ItemState, ResponsesState } from './answer-state.ts'
import { itemAt } from './answer-state.ts'

type ProseType = 'text-delta' | 'reasoning-delta' | 'refusal-delta'

/** Which part of an item, so that two kinds of parts never share a block. */
export interface PartPlace {
  readonly type: ProseType
  /** `content` or `summary`. */
  readonly list: string
  readonly index: number
}

const keyOf = ({ type, list, index }: PartPlace): string => `${type} ${list} ${index}`

const blockOf = (state: ResponsesState, item: ItemState, place: PartPlace): number => {
  const key = keyOf(place)
  const known = item.blocks.get(key)
  if (known !== undefined) return known
  const block = state.blockCount++
  item.blocks.set(key, block)
  return block
}

export const pushProse = (state: ResponsesState, item: ItemState, place: PartPlace, text: string): void => {
  if (text === '') return
  const { type } = place
  if (type === 'text-delta' && !state.hasSpoken) {
    state.hasSpoken = true
    checkFirstWords(text, state.reading.target.compat)
  }
  state.parts.push({ type, choice: 0, block: blockOf(state, item, place), text })
}

const pushArguments = (state: ResponsesState, { block }: CallState, argumentsText: string): void => {
  if (argumentsText !== '') state.parts.push({ type: 'tool-call-delta', choice: 0, block, argumentsText })
}

/** Calls of the client's own tools; the tool by which it searches for tools has no name. */
const CALL_NAMES: Readonly<Record<string, string>> = { function_call: '', custom_tool_call: '', tool_search_call: 'tool_search' }

const isCall = ({ type }: CallItem): boolean => type !== undefined && type !== null && Object.hasOwn(CALL_NAMES, type)

const openCall = (state: ResponsesState, item: ItemState, source: CallItem): CallState => {
  if (item.call !== undefined) return item.call
  const name = source.name ?? CALL_NAMES[source.type as string] as string
  const call: CallState = { block: state.blockCount++, hasPieces: false }
  item.call = call
  state.hasToolCalls = true
  state.parts.push({ type: 'tool-call-start', choice: 0, block: call.block, id: source.call_id ?? source.id ?? '', name: flatToolName(name, source.namespace ?? undefined) })
  return call
}

export const addArguments = (state: ResponsesState, { call }: ItemState, delta: string): void => {
  if (call === undefined) return
  call.hasPieces = true
  pushArguments(state, call, delta)
}

const INPUT_OPENING = '{"input":"'
const INPUT_CLOSING = '"}'

/** A custom tool's input as the arguments of the function that it is on every other wire. */
export const addInput = (state: ResponsesState, { call }: ItemState, delta: string): void => {
  if (call === undefined || delta === '') return
  pushArguments(state, call, `${call.hasPieces ? '' : INPUT_OPENING}${JSON.stringify(delta).slice(1, -1)}`)
  call.hasPieces = true
}

const argumentsText = (value: unknown): string => typeof value === 'string' ? value : JSON.stringify(value ?? {})

const finishCall = (state: ResponsesState, item: ItemState, source: ResponsesItem): void => {
  const call = openCall(state, item, source)
  if (source.type === 'custom_tool_call') pushArguments(state, call, call.hasPieces ? INPUT_CLOSING : customArguments(source.input ?? ''))
  else if (!call.hasPieces) pushArguments(state, call, argumentsText(source.arguments))
}

const PART_TYPES: Readonly<Record<string, ProseType>> = { output_text: 'text-delta', refusal: 'refusal-delta', summary_text: 'reasoning-delta', reasoning_text: 'reasoning-delta' }

const finishParts = (state: ResponsesState, item: ItemState, list: string, parts: readonly ResponsesPart[]): void => {
  for (const [index, part] of parts.entries()) {
    const type = PART_TYPES[part.type ?? '']
    if (type === undefined) continue
    const place = { type, list, index }
    if (!item.blocks.has(keyOf(place))) pushProse(state, item, place, part.text ?? part.refusal ?? '')
  }
}

/** What only the provider can read comes back with its own frame; beside words that were shown it is their signature. */
const signReasoning = (state: ResponsesState, item: ItemState, signature: string): void => {
  const block = [...item.blocks.values()].at(-1)
  if (block !== undefined) state.parts.push({ type: 'reasoning-signature', choice: 0, block, signature })
}

const finishReasoning = (state: ResponsesState, item: ItemState, source: ResponsesItem): void => {
  finishParts(state, item, 'summary', source.summary ?? [])
  finishParts(state, item, 'content', source.content ?? [])
  if (typeof source.encrypted_content === 'string') signReasoning(state, item, source.encrypted_content)
}

const pushPicture = (state: ResponsesState, { result }: ResponsesItem): void => {
  if (typeof result === 'string' && result !== '') state.parts.push({ type: 'image', choice: 0, block: state.blockCount++, url: `data:image/png;base64,${result}` })
}

/** Items that clients of every wire have a place for; all others are of tools that the provider runs itself. */
const KNOWN_ITEMS: ReadonlySet<unknown> = new Set(['message', 'reasoning', 'image_generation_call'])

/** An item begins. One that only this wire can say opens a block of its own, so that nobody goes on as if it were not there. */
export const announceItem = (state: ResponsesState, index: number | string, source: ResponsesItem): void => {
  const item = itemAt(state, index)
  if (isCall(source)) openCall(state, item, source)
  else if (!KNOWN_ITEMS.has(source.type)) state.parts.push({ type: 'opaque', choice: 0, opensBlock: true })
}

/** An item is whole; what was not told of it yet becomes parts. */
export const finishItem = (state: ResponsesState, index: number | string, source: ResponsesItem): void => {
  const item = itemAt(state, index)
  if (item.isFinished) return
  item.isFinished = true
  if (isCall(source)) finishCall(state, item, source)
  else if (source.type === 'message') finishParts(state, item, 'content', source.content ?? [])
  else if (source.type === 'reasoning') finishReasoning(state, item, source)
  else if (source.type === 'image_generation_call') pushPicture(state, source)
}
