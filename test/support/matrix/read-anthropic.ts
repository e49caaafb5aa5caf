/** An answer on the Anthropic wire, read from its JSON or from its events. */

import { expect } from 'vitest'
import { eventData } from './event-data.ts'
import type { Heard, HeardBlock } from './heard.ts'

interface AnthropicBlock {
  readonly type: string
  readonly text?: string
  readonly thinking?: string
  readonly signature?: string
  readonly data?: string
  readonly id?: string
  readonly name?: string
  readonly input?: unknown
}
interface AnthropicUsage {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cache_creation_input_tokens?: number | null
  readonly cache_read_input_tokens?: number | null
}
export interface AnthropicBody {
  readonly id: string
  readonly model: string
  readonly role: string
  readonly content: readonly AnthropicBlock[]
  readonly stop_reason: string | null
  readonly stop_sequence: string | null
  readonly usage: AnthropicUsage
}

const heardBlock = (block: AnthropicBlock): HeardBlock => {
  switch (block.type) {
    case 'text': return ['text', block.text as string]
    case 'thinking': return ['thinking', block.thinking as string, block.signature as string]
    case 'redacted_thinking': return ['redacted', block.data as string]
    case 'tool_use': return ['call', block.id as string, block.name as string, block.input]
    default: throw new Error(`a block of type ${block.type}`)
  }
}

export const readAnthropic = ({ id, model, role, content, stop_reason: end, stop_sequence: stopSequence, usage }: AnthropicBody): Heard => {
  expect(role).toBe('assistant')
  return {
    blocks: content.map(heardBlock),
    end,
    stopSequence,
    usage: { read: usage.input_tokens, written: usage.output_tokens, cached: usage.cache_read_input_tokens, cacheWritten: usage.cache_creation_input_tokens },
    id,
    model,
  }
}

interface AnthropicEvent {
  readonly type: string
  readonly index?: number
  readonly message?: AnthropicBody
  readonly content_block?: AnthropicBlock
  readonly delta?: { readonly type?: string, readonly text?: string, readonly thinking?: string, readonly signature?: string, readonly partial_json?: string, readonly stop_reason?: string, readonly stop_sequence?: string | null }
  readonly usage?: AnthropicUsage
}

/** What a block's deltas add up to. */
const wholeBlock = (start: AnthropicBlock, deltas: readonly NonNullable<AnthropicEvent['delta']>[]): AnthropicBlock => {
  const joined = (name: 'text' | 'thinking' | 'signature' | 'partial_json'): string => deltas.map(delta => delta[name] ?? '').join('')
  switch (start.type) {
    case 'text': return { type: 'text', text: joined('text') }
    case 'thinking': return { type: 'thinking', thinking: joined('thinking'), signature: joined('signature') }
    case 'tool_use': return { ...start, input: JSON.parse(joined('partial_json')) as unknown }
    default: return start
  }
}

/** Indexes from 0 without gaps, one block open at a time. */
const foldBlocks = (events: readonly AnthropicEvent[]): readonly AnthropicBlock[] => {
  const blocks: AnthropicBlock[] = []
  let open: { readonly start: AnthropicBlock, readonly deltas: NonNullable<AnthropicEvent['delta']>[] } | undefined
  for (const { type, index, content_block: start, delta } of events) {
    expect(index).toBe(blocks.length)
    if (type === 'content_block_start') {
      expect(open).toBeUndefined()
      open = { start: start as AnthropicBlock, deltas: [] }
    } else if (type === 'content_block_delta') open?.deltas.push(delta as NonNullable<AnthropicEvent['delta']>)
    else {
      expect([type, open]).toEqual(['content_block_stop', expect.anything()])
      blocks.push(wholeBlock(open?.start as AnthropicBlock, open?.deltas ?? []))
      open = undefined
    }
  }
  expect(open).toBeUndefined()
  return blocks
}

/** Of a whole stream, as strict as the strictest client. */
export const readAnthropicStream = (text: string): Heard => {
  const names = text.split('\n').filter(line => line.startsWith('event: ')).map(line => line.slice('event: '.length))
  const all = eventData(text).map(line => JSON.parse(line) as AnthropicEvent)
  expect(names).toEqual(all.map(({ type }) => type))
  const events = all.filter(({ type }) => type !== 'ping')
  const [start, end, last] = [events[0], events.at(-2), events.at(-1)]
  expect([start?.type, end?.type, last?.type]).toEqual(['message_start', 'message_delta', 'message_stop'])
  const message = start?.message as AnthropicBody
  expect(message).toMatchObject({ type: 'message', content: [], stop_reason: null })
  const { stop_reason: reason = null, stop_sequence: sequence = null } = end?.delta ?? {}
  return readAnthropic({ ...message, content: foldBlocks(events.slice(1, -2)), stop_reason: reason, stop_sequence: sequence, usage: { ...message.usage, ...end?.usage as AnthropicUsage } })
}
