/** What is under way in a conversation of either wire: what a person last asked for, and what tools have said since. */

import { callsOf, isRecord, partsOf, textOf, type JsonRecord } from './vendor-request.ts'

export interface OpenTurn {
  /** All that persons wrote since the model last had the last word; what machines remind of is left out. */
  readonly text: string
  /** What the tools said since then, in order. */
  readonly results: readonly string[]
  /** How often the model has called tools since then. */
  readonly rounds: number
}

const REMINDER = /<system-reminder>[\s\S]*?<\/system-reminder>/gu

const personTexts = ({ role, content }: JsonRecord): readonly string[] => role !== 'user'
  ? []
  : partsOf(content).filter(({ type }) => type === 'text').map(({ text }) => String(text).replace(REMINDER, '').trim()).filter(text => text !== '')

/** Words behind which machines alone speak were said in passing. */
const isLastWord = (message: JsonRecord, index: number, messages: readonly JsonRecord[]): boolean => {
  if (message['role'] !== 'assistant' || callsOf(message).length > 0) return false
  const later = messages.slice(index + 1)
  return later.length === 0 || later.some(next => personTexts(next).length > 0)
}

const toolResults = ({ role, content }: JsonRecord): readonly string[] => {
  if (role === 'tool') return [textOf(content)]
  return role === 'user' ? partsOf(content).filter(({ type }) => type === 'tool_result').map(result => textOf(result['content'])) : []
}

export const openTurnOf = (messages: readonly JsonRecord[]): OpenTurn => {
  const open = messages.slice(messages.findLastIndex(isLastWord) + 1)
  return {
    text: open.flatMap(personTexts).join('\n'),
    results: open.flatMap(toolResults),
    rounds: open.filter(message => callsOf(message).length > 0).length,
  }
}

/** The last JSON Schema that the instructions of a conversation spell out; a real model would do as it is told there. */
export const schemaInWords = (texts: readonly string[]): JsonRecord | undefined => {
  for (const line of texts.join('\n').split('\n').toReversed()) {
    if (!line.startsWith('{')) continue
    try {
      const value: unknown = JSON.parse(line)
      if (isRecord(value) && ('type' in value || 'properties' in value)) return value
    } catch {
      continue
    }
  }
  return undefined
}
