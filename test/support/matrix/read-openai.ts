/** An answer on the chat completions wire, read from its JSON or from its chunks. */

import { expect } from 'vitest'
import { eventData } from './event-data.ts'
import type { Heard } from './heard.ts'

interface OpenAiCall { readonly id: string, readonly type: string, readonly function: { readonly name: string, readonly arguments: string } }
interface OpenAiMessage {
  readonly role: string
  readonly content: string | null
  readonly reasoning_content?: string | null
  readonly refusal?: string | null
  readonly tool_calls?: readonly OpenAiCall[]
}
interface OpenAiUsage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details?: { readonly cached_tokens?: number }
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number }
}
export interface OpenAiBody {
  readonly id: string
  readonly model: string
  readonly choices: readonly { readonly index: number, readonly message: OpenAiMessage, readonly finish_reason: string }[]
  readonly usage?: OpenAiUsage | null
}

const some = (text: string | null | undefined): text is string => text !== undefined && text !== null && text !== ''

const openAiUsage = (usage: OpenAiUsage): Heard['usage'] => ({
  read: usage.prompt_tokens,
  written: usage.completion_tokens,
  total: usage.total_tokens,
  cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
  reasoned: usage.completion_tokens_details?.reasoning_tokens ?? 0,
})

export const readOpenAi = ({ id, model, choices, usage }: OpenAiBody): Heard => {
  expect(choices).toHaveLength(1)
  const { message, finish_reason: end } = choices[0] as OpenAiBody['choices'][number]
  expect(message.role).toBe('assistant')
  return {
    blocks: [
      ...(some(message.reasoning_content) ? [['thinking', message.reasoning_content] as const] : []),
      ...(some(message.content) ? [['text', message.content] as const] : []),
      ...(some(message.refusal) ? [['refusal', message.refusal] as const] : []),
      ...(message.tool_calls ?? []).map(call => ['call', call.id, call.function.name, JSON.parse(call.function.arguments) as unknown] as const),
    ],
    end,
    stopSequence: null,
    usage: usage === undefined || usage === null ? undefined : openAiUsage(usage),
    id,
    model,
  }
}

interface OpenAiDelta extends Partial<Omit<OpenAiMessage, 'tool_calls'>> {
  readonly tool_calls?: readonly { readonly index: number, readonly id?: string, readonly type?: string, readonly function: { readonly name?: string, readonly arguments?: string } }[]
}
interface OpenAiChunk {
  readonly id: string
  readonly object: string
  readonly model: string
  readonly choices: readonly { readonly index: number, readonly delta: OpenAiDelta, readonly finish_reason?: string | null }[]
  readonly usage?: OpenAiUsage | null
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

const foldCalls = (calls: Mutable<OpenAiCall>[], deltas: NonNullable<OpenAiDelta['tool_calls']>): void => {
  for (const { index, id, type, function: { name, arguments: text = '' } } of deltas) {
    expect(index).toBeTypeOf('number')
    const known = calls[index]
    if (known === undefined) {
      expect([index, type, typeof id, typeof name]).toEqual([calls.length, 'function', 'string', 'string'])
      calls[index] = { id: id as string, type: 'function', function: { name: name as string, arguments: text } }
    } else known.function = { ...known.function, arguments: known.function.arguments + text }
  }
}

const foldChunks = (chunks: readonly OpenAiChunk[]): OpenAiBody => {
  const message = { role: '', content: '', reasoning_content: '', refusal: '' }
  const calls: OpenAiCall[] = []
  let end = ''
  for (const { choices } of chunks) {
    if (some(end)) expect(choices).toEqual([])
    else expect(choices).toHaveLength(1)
    for (const { delta, finish_reason: reason } of choices) {
      if (message.role === '') expect(delta.role).toBe('assistant')
      message.role = delta.role ?? message.role
      for (const member of ['content', 'reasoning_content', 'refusal'] as const) message[member] += delta[member] ?? ''
      foldCalls(calls, delta.tool_calls ?? [])
      end = reason ?? end
    }
  }
  const [{ id, model } = { id: '', model: '' }] = chunks
  expect(new Set(chunks.map(chunk => chunk.id))).toEqual(new Set([id]))
  return { id, model, choices: [{ index: 0, message: { ...message, tool_calls: calls }, finish_reason: end }], usage: chunks.at(-1)?.usage ?? null }
}

/** Of a whole stream, as strict as the strictest client. */
export const readOpenAiStream = (text: string): Heard => {
  const lines = eventData(text)
  expect(lines.indexOf('[DONE]')).toBe(lines.length - 1)
  return readOpenAi(foldChunks(lines.slice(0, -1).map(line => JSON.parse(line) as OpenAiChunk)))
}
