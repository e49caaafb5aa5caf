/** What a cell of the matrix comes to: the body that its provider is sent and the answer that its client hears. */

import { expect } from 'vitest'
import { joinPieces } from '../../../src/simulator/model-answer.ts'
import type { ClientWire } from '../replies.ts'
import { ANSWER_IDS, type DialectName, SIGNATURE } from './answers.ts'
import type { Heard, HeardBlock } from './heard.ts'
import { CUSTOM, CUSTOM_TEXT, type Row } from './row.ts'

export interface Cell {
  readonly client: ClientWire
  readonly dialect: DialectName
  readonly isStream: boolean
}

const OWN_DIALECTS = { 'openai-chat': 'openai', 'anthropic-messages': 'anthropic' } as const

export const isSameWire = ({ client, dialect }: Cell): boolean => OWN_DIALECTS[client] === dialect

export const modelOf = ({ model = 'plain' }: Row): string => model

/** What the client says, as an object for its vendor's package. */
export const askedOf = ({ client, dialect }: Cell, row: Row): object => ({ model: `${dialect}/${modelOf(row)}`, ...row.asks[client], ...CUSTOM })

/** The same as text that no package would write. */
export const askedText = (cell: Cell, row: Row, model = `${cell.dialect}/${modelOf(row)}`): string => {
  const text = JSON.stringify({ model, ...row.asks[cell.client], ...(cell.isStream && { stream: true }) }, undefined, 1)
  return text.replace(/\n\}$/u, `,\n ${CUSTOM_TEXT}\n}`)
}

const asksForUsage = (cell: Cell, row: Row): boolean => row.wantsUsage === true && cell.client === 'openai-chat'

const streamMembers = ({ dialect, isStream }: Cell): object => {
  if (!isStream) return {}
  return dialect === 'openai' ? { stream: true, stream_options: { include_usage: true } } : { stream: true }
}

/** The body that the provider is sent, as an object. */
export const sentOf = (cell: Cell, row: Row): object => isSameWire(cell)
  ? { ...askedOf(cell, row), ...row.mended?.[cell.dialect], model: modelOf(row), ...streamMembers(cell) }
  : { model: modelOf(row), ...row.sent[cell.dialect], ...streamMembers(cell) }

/** The bytes that a provider of the client's own wire is sent, where nothing has to be mended. */
export const sentText = (cell: Cell, row: Row): string => {
  const text = askedText(cell, row, modelOf(row))
  const mustAsk = cell.isStream && cell.dialect === 'openai' && row.wantsUsage !== true
  return mustAsk ? text.replace(/\n\}$/u, ',"stream_options":{"include_usage":true}\n}') : text
}

/** What `x-smart-router-dropped` tells. */
export const droppedOf = (cell: Cell, row: Row): readonly string[] =>
  isSameWire(cell) ? row.droppedOnOwnWire?.[cell.dialect] ?? [] : ['x_custom', ...row.dropped?.[cell.dialect] ?? []]

const ENDS: Readonly<Record<ClientWire, Readonly<Record<string, string>>>> = {
  'openai-chat': { stop: 'stop', length: 'length', 'tool-calls': 'tool_calls', 'content-filter': 'content_filter' },
  'anthropic-messages': { stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'tool_use', 'content-filter': 'refusal' },
}

const endOf = (cell: Cell, { says: { blocks, finishReason = 'stop', stopSequence } }: Row): string | undefined => {
  if (stopSequence !== undefined && cell.client === 'anthropic-messages' && cell.dialect === 'anthropic') return 'stop_sequence'
  const callsTools = blocks.some(({ type }) => type === 'tool-call')
  return ENDS[cell.client][!isSameWire(cell) && callsTools ? 'tool-calls' : finishReason]
}

/** Of the same 100 tokens read, 60 of them cached, and 20 written; only Anthropic tells of 10 written to the cache, only OpenAI of 8 for reasoning. */
const USAGE: Readonly<Record<ClientWire, Readonly<Record<DialectName, object>>>> = {
  'openai-chat': {
    openai: { read: 100, written: 20, total: 120, cached: 60, reasoned: 8 },
    anthropic: { read: 100, written: 20, total: 120, cached: 60, reasoned: 0 },
  },
  'anthropic-messages': {
    openai: { read: 40, written: 20, cached: 60, cacheWritten: 0 },
    anthropic: { read: 30, written: 20, cached: 60, cacheWritten: 10 },
  },
}

const blockOf = (cell: Cell, row: Row, block: Row['says']['blocks'][number]): readonly HeardBlock[] => {
  const text = joinPieces(block.pieces)
  switch (block.type) {
    case 'text': return [['text', text]]
    case 'tool-call': return [['call', block.id, block.name, JSON.parse(text) as unknown]]
    case 'reasoning':
      if (!isSameWire(cell) && row.hidesThinking?.includes(cell.client) === true) return []
      return [cell.client === 'openai-chat' ? ['thinking', text] : ['thinking', text, cell.dialect === 'anthropic' ? SIGNATURE : '']]
  }
}

/** What the client hears, whoever reads it. */
export const heardOf = (cell: Cell, row: Row): unknown => {
  const { client, dialect, isStream } = cell
  const hasUsage = client === 'anthropic-messages' || !isStream || asksForUsage(cell, row)
  const heard: Heard = {
    blocks: row.says.blocks.flatMap(block => blockOf(cell, row, block)),
    end: endOf(cell, row) ?? null,
    stopSequence: endOf(cell, row) === 'stop_sequence' ? row.says.stopSequence ?? null : null,
    usage: hasUsage ? { ...USAGE[client][dialect] } : undefined,
    id: isSameWire(cell) ? ANSWER_IDS[dialect] : expect.stringMatching(client === 'openai-chat' ? /^chatcmpl-[\da-f]{32}$/u : /^msg_[\da-f]{32}$/u) as string,
    model: 'the-provider-s-name',
  }
  return heard
}

/** The frames of the provider's stream that a client of its own wire gets: all, but for a usage that it did not ask for. */
export const relayedFrames = (cell: Cell, row: Row, frames: readonly string[]): string =>
  frames.filter(frame => cell.dialect === 'anthropic' || row.wantsUsage === true || !frame.includes('"choices":[]')).join('')
