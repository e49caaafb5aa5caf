/**
 * Messages of the Anthropic wire, changed only where their thinking would be refused or is missed: what another vendor
 * thought goes from a history that is checked, and what the client lost comes back.
 */

import type { JsonObject, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { CallInHistory, Recollection } from '../dialect.ts'
import { objectsIn } from '../json-values.ts'
import { signerOf } from '../signers.ts'
import { standIn, thinkingBefore } from './thinking-history.ts'

export interface ThinkingFacts {
  readonly target: Target
  readonly memory: Recollection | undefined
  /** The model thinks in its answer: only then is its earlier thinking wanted. */
  readonly thinks: boolean
}

const isCall = ({ type }: JsonObject): boolean => type === 'tool_use'
const isThought = ({ type }: JsonObject): boolean => type === 'thinking' || type === 'redacted_thinking'

const textIn = (value: JsonValue | undefined): string => typeof value === 'string' ? value : ''

const callInHistory = ({ id, name, input }: JsonObject): CallInHistory => ({ id: textIn(id), name: textIn(name), argumentsText: JSON.stringify(input ?? {}) })

const isForeign = (block: JsonObject, { target, memory }: ThinkingFacts): boolean => {
  if (block['type'] !== 'thinking') return false
  const signature = textIn(block['signature'])
  if (signature === '') return true
  const signer = memory?.signerOf(signature)
  return signer !== undefined && signer !== signerOf(target)
}

/** Thinking before each call; before the first one it opens the turn. */
const withThinking = (blocks: readonly JsonObject[], { target, memory }: ThinkingFacts): readonly JsonObject[] => {
  const first = blocks.find(isCall)
  const opening = first === undefined ? [] : thinkingBefore(callInHistory(first), target, memory)
  const others = blocks.flatMap(block => isCall(block) && block !== first ? [...thinkingBefore(callInHistory(block), target, memory), block] : [block])
  return [...opening.length > 0 ? opening : standIn(target, first !== undefined), ...others]
}

const editBlocks = (blocks: readonly JsonObject[], facts: ThinkingFacts): readonly JsonObject[] => {
  const believed = facts.target.compat.verifiesThinking === true ? blocks.filter(block => !isForeign(block, facts)) : blocks
  return facts.thinks && !believed.some(isThought) ? withThinking(believed, facts) : believed
}

const isSame = (blocks: readonly JsonObject[], before: readonly JsonObject[]): boolean =>
  blocks.length === before.length && blocks.every((block, index) => block === before[index])

const editMessage = (message: JsonObject, facts: ThinkingFacts): readonly JsonObject[] => {
  const { role, content } = message
  if (role !== 'assistant' || !Array.isArray(content)) return [message]
  const before = objectsIn(content as JsonValue)
  const after = editBlocks(before, facts)
  if (isSame(after, before)) return [message]
  return after.length === 0 ? [] : [{ ...message, content: after }]
}

/** The messages as the provider takes them; the very same ones where it takes them as they are. */
export const editMessages = (messages: readonly JsonObject[], facts: ThinkingFacts): readonly JsonObject[] => {
  const { target: { compat }, thinks } = facts
  if (compat.verifiesThinking !== true && !thinks) return messages
  const after = messages.flatMap(message => editMessage(message, facts))
  return isSame(after, messages) ? messages : after
}

/** The last turn called tools, their results follow, and it does not open with thinking. */
export const lacksThinking = (messages: readonly JsonObject[]): boolean => {
  const last = messages.findLast(({ role }) => role !== 'system')
  const turn = messages.findLast(({ role }) => role === 'assistant')
  const opening = objectsIn(turn?.['content'])[0]
  return objectsIn(last?.['content']).some(({ type }) => type === 'tool_result') && opening !== undefined && !isThought(opening)
}
