/**
 * What a request of Claude Code's is within its own work, where no header says so: told by its shape and the beginnings of
 * texts, without decoding a message. Source: recordings of version 2.1.328.
 */

import type { JsonObject, JsonValue, RequestClass } from '../../chat/request.ts'
import { isObject } from '../members.ts'
import { isSearchTool } from '../survey.ts'

const COMPACTION_BEGINNING = 'CRITICAL: Respond with TEXT ONLY.'
/** The line for the bill is the first of all system text. */
const SUBAGENT_BILL = /^x-anthropic-billing-header:[^\n]*\bcc_is_subagent=true/
/** A helper has a line for the bill and its instructions; a conversation has its identity between them. */
const MOST_SYSTEM_BLOCKS_OF_A_HELPER = 2

const elementsOf = (value: JsonValue | undefined): readonly JsonValue[] => Array.isArray(value) ? value as readonly JsonValue[] : []

const textOf = (block: JsonValue | undefined): string => {
  const text = isObject(block) ? block['text'] : block
  return typeof text === 'string' ? text : ''
}

/** Texts of a string or of an array of blocks. */
const textsOf = (content: JsonValue | undefined): readonly string[] => typeof content === 'string' ? [content] : elementsOf(content).map(textOf)

const isUser = (message: JsonValue): message is JsonObject => isObject(message) && message['role'] === 'user'

const asksForSummary = (messages: readonly JsonValue[]): boolean =>
  textsOf(messages.findLast(isUser)?.['content']).some((text) => text.startsWith(COMPACTION_BEGINNING))

const isBilledAsSubagent = (system: JsonValue | undefined): boolean => SUBAGENT_BILL.test(textsOf(system)[0] ?? '')

/** One question under instructions of its own: a summary of a page, a title, a search. */
const isHelper = ({ system, tools }: JsonObject, messages: readonly JsonValue[]): boolean => {
  const offered = elementsOf(tools)
  const searches = offered.length === 1 && isSearchTool(offered[0] as JsonValue)
  if (messages.length !== 1 || !messages.every(isUser) || (offered.length > 0 && !searches)) return false
  const blocks = elementsOf(system).length
  return searches || (blocks > 0 && blocks <= MOST_SYSTEM_BLOCKS_OF_A_HELPER)
}

/** `isSubagent`: a header names the sub-agent. A sub-agent's conversation is summarised as any other. */
export const requestClassOf = (body: JsonObject, isSubagent: boolean): RequestClass => {
  const messages = elementsOf(body['messages'])
  if (asksForSummary(messages)) return 'compaction'
  if (isSubagent || isBilledAsSubagent(body['system'])) return 'subagent'
  return isHelper(body, messages) ? 'auxiliary' : 'main'
}
