/** Rules about the messages of the Anthropic wire: turns, blocks, which result answers which call, and signed thinking. */

import { signatureOf } from '../signatures.ts'
import { isRecord, partsOf, recordOf, type JsonRecord } from '../vendor-request.ts'
import { type Checks, type Finding, type NoParameters, firstFinding, foundIf } from './check.ts'

export interface BlockRules {
  'wrong-first-role': NoParameters
  /** Two messages in a row of one role; system messages do not count. */
  'same-role-twice': NoParameters
  'unknown-block-member': { readonly known: Readonly<Record<string, readonly string[]>> }
  'empty-text': NoParameters
  'unanswered-use': NoParameters
  'stray-use-result': NoParameters
  /** A result behind another kind of block. */
  'late-result': NoParameters
  'wrong-signature': NoParameters
  /** A turn of a tool loop that does not open with its thinking, where a budget is given. */
  'thinking-not-first': NoParameters
  /** Thinking without text in turns that call tools. */
  'missing-thinking': NoParameters
  'budget-above-limit': NoParameters
  'ends-with-assistant': NoParameters
  'trailing-space': NoParameters
  'too-many-cache-marks': { readonly maximum: number }
}

type Place = { readonly block: JsonRecord; readonly message: number; readonly index: number }

const isType = (type: string) => (block: JsonRecord): boolean => block['type'] === type
const isUse = isType('tool_use')
const isResult = isType('tool_result')
const isThought = (block: JsonRecord): boolean => block['type'] === 'thinking' || block['type'] === 'redacted_thinking'

const eachBlock = (messages: readonly JsonRecord[], find: (place: Place) => Finding | undefined): Finding | undefined =>
  firstFinding(messages, ({ content }, message) => firstFinding(partsOf(content), (block, index) => find({ block, message, index })))

/** Messages of persons and models; what is said by the system in between belongs to neither. */
const turnsOf = (messages: readonly JsonRecord[]): readonly JsonRecord[] => messages.filter(({ role }) => role !== 'system')

const idsOf = (message: JsonRecord | undefined, fits: (block: JsonRecord) => boolean, member: string): readonly string[] =>
  partsOf(message?.['content']).filter(fits).map(block => String(block[member]))

const countCacheMarks = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCacheMarks(item), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce((sum, [name, member]) => sum + (name === 'cache_control' && member !== null ? 1 : countCacheMarks(member)), 0)
}

const isThinkingOnBudget = (body: JsonRecord): boolean => recordOf(body['thinking'])['type'] === 'enabled'

export const BLOCK_CHECKS: Checks<BlockRules> = {
  'wrong-first-role': ({ messages }) => {
    const role = turnsOf(messages)[0]?.['role']
    return foundIf(role !== 'user', { role: String(role) })
  },

  'same-role-twice': ({ messages }) => {
    const turns = turnsOf(messages)
    return firstFinding(turns, ({ role }, index) => foundIf(turns[index - 1]?.['role'] === role, { role: String(role), index }))
  },

  'unknown-block-member': ({ messages }, { known }) => eachBlock(messages, ({ block, message, index }) => {
    const members = known[String(block['type'])] ?? []
    return firstFinding(Object.keys(block), name => foundIf(!members.includes(name), { name, message, index, type: String(block['type']) }))
  }),

  'empty-text': ({ messages }) => eachBlock(messages, ({ block, message, index }) =>
    foundIf(block['type'] === 'text' && String(block['text']).trim() === '', { message, index })),

  'unanswered-use': ({ messages }) => {
    const turns = turnsOf(messages)
    return firstFinding(turns, (turn, message) => {
      const answered = idsOf(turns[message + 1], isResult, 'tool_use_id')
      const ids = idsOf(turn, isUse, 'id').filter(id => !answered.includes(id))
      return foundIf(ids.length > 0, { ids: ids.join(', '), message })
    })
  },

  'stray-use-result': ({ messages }) => {
    const turns = turnsOf(messages)
    return firstFinding(turns, (turn, message) => {
      const asked = idsOf(turns[message - 1], isUse, 'id')
      return firstFinding(idsOf(turn, isResult, 'tool_use_id'), id => foundIf(!asked.includes(id), { id, message }))
    })
  },

  'late-result': ({ messages }) => firstFinding(messages, ({ content }, message) => {
    const blocks = partsOf(content)
    return foundIf(blocks.findLastIndex(isResult) >= blocks.filter(isResult).length, { message })
  }),

  'wrong-signature': ({ messages }) => eachBlock(messages, ({ block, message, index }) =>
    foundIf(block['type'] === 'thinking' && block['signature'] !== signatureOf(String(block['thinking'])), { message, index })),

  'thinking-not-first': ({ messages, body }) => {
    const message = messages.findLastIndex(({ role }) => role === 'assistant')
    const [first, ...others] = partsOf(messages[message]?.['content'])
    const isInLoop = first !== undefined && [first, ...others].some(isUse)
    return foundIf(isThinkingOnBudget(body) && isInLoop && !isThought(first), { message, type: String(first?.['type']) })
  },

  'missing-thinking': ({ messages, isThinking }) => {
    if (!isThinking) return undefined
    return firstFinding(messages, ({ content }, message) => {
      const blocks = partsOf(content)
      return foundIf(blocks.some(isUse) && !blocks.some(block => isThought(block) && block['thinking'] !== ''), { message })
    })
  },

  'budget-above-limit': ({ body }) => {
    const { budget_tokens: budget } = recordOf(body['thinking'])
    const { max_tokens: limit } = body
    return typeof budget === 'number' && typeof limit === 'number' ? foundIf(budget >= limit, { budget, limit }) : undefined
  },

  'ends-with-assistant': ({ messages }) => foundIf(messages.at(-1)?.['role'] === 'assistant'),

  'trailing-space': ({ messages }) => {
    const last = messages.at(-1)
    const text = partsOf(last?.['content']).at(-1)?.['text']
    return foundIf(last?.['role'] === 'assistant' && typeof text === 'string' && /\s$/u.test(text))
  },

  'too-many-cache-marks': ({ body }, { maximum }) => {
    const count = countCacheMarks(body)
    return foundIf(count > maximum, { count, maximum })
  },
}
