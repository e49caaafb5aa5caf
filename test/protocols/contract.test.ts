import { expect } from 'vitest'
import { anthropicMessages } from '../../src/protocols/anthropic-messages.ts'
import { openAiChat } from '../../src/protocols/openai-chat.ts'
import { openAiResponses } from '../../src/protocols/openai-responses.ts'
import { protocolContract } from '../contracts/protocol.contract.ts'
import type { ProtocolReader, ReadAnswer } from '../contracts/protocol.contract.ts'
import { type ResponsesAnswer, foldResponse, itemsSaid } from '../support/responses-reader.ts'
import { eventsIn } from './support.ts'

interface OpenAiCall { readonly index?: number, readonly id?: string, readonly type?: string, readonly function: { readonly name?: string, readonly arguments: string } }
interface OpenAiSaid { readonly role?: string, readonly content?: string | null, readonly reasoning_content?: string, readonly tool_calls?: readonly OpenAiCall[] }
interface OpenAiAnswer { readonly choices: readonly { readonly index: number, readonly message: OpenAiSaid, readonly delta: OpenAiSaid, readonly finish_reason: string | null }[], readonly usage?: unknown }

const openAiError = (body: unknown): { message: unknown, type: unknown } => {
  const { error } = body as { error: Record<string, unknown> }
  expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code'])
  return { message: error['message'], type: error['type'] }
}

const readChunks = (text: string): ReadAnswer => {
  const chunks = eventsIn(text).map(({ data }) => data).filter((data) => data !== '[DONE]') as OpenAiAnswer[]
  const calls: { id: string, name: string, text: string }[] = []
  let said = ''
  let reasoning = ''
  let end = ''
  for (const [position, { choices: [choice] }] of chunks.entries()) {
    if (choice === undefined) continue
    if (position === 0) expect(choice.delta.role).toBe('assistant')
    said += choice.delta.content ?? ''
    reasoning += choice.delta.reasoning_content ?? ''
    for (const call of choice.delta.tool_calls ?? []) {
      expect(call.index).toBeTypeOf('number')
      const known = calls[call.index ?? -1]
      if (known === undefined) calls[call.index ?? -1] = { id: call.id ?? '', name: call.function.name ?? '', text: call.function.arguments }
      else known.text += call.function.arguments
    }
    end ||= choice.finish_reason ?? ''
  }
  return { text: said, reasoning, end, calls: calls.map(({ id, name, text: written }) => ({ id, name, input: JSON.parse(written) as unknown })), usage: chunks.at(-1)?.usage }
}

const openAiReader: ProtocolReader = {
  body: { model: 'm', stream: true, stream_options: { include_usage: true }, max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] },
  readStream: readChunks,
  readResult (text) {
    const { choices, usage } = JSON.parse(text) as OpenAiAnswer
    const [choice] = choices
    return {
      text: choice?.message.content ?? '',
      reasoning: choice?.message.reasoning_content ?? '',
      calls: (choice?.message.tool_calls ?? []).map((call) => ({ id: call.id ?? '', name: call.function.name ?? '', input: JSON.parse(call.function.arguments) as unknown })),
      end: choice?.finish_reason ?? '',
      usage,
    }
  },
  endsInSuccess: (text) => text.endsWith('data: [DONE]\n\n'),
  readError: openAiError,
  readStreamError (text) {
    const last = eventsIn(text).at(-1)
    return typeof last?.data === 'object' && last.data !== null && 'error' in last.data ? openAiError(last.data) : undefined
  },
}

interface AnthropicBlock { readonly type: string, readonly text?: string, readonly thinking?: string, readonly id?: string, readonly name?: string, readonly input?: unknown }
interface AnthropicEvent {
  readonly type: string
  readonly index: number
  readonly content_block: AnthropicBlock
  readonly delta: { readonly text?: string, readonly thinking?: string, readonly partial_json?: string, readonly stop_reason?: string }
  readonly usage?: unknown
}

const anthropicError = (body: unknown): { message: unknown, type: unknown } => {
  expect(body).toMatchObject({ type: 'error', request_id: '0193-ef' })
  const { error } = body as { error: Record<string, unknown> }
  return { message: error['message'], type: error['type'] }
}

const readBlocks = (blocks: readonly AnthropicBlock[]): Pick<ReadAnswer, 'text' | 'reasoning' | 'calls'> => ({
  text: blocks.map(({ text }) => text ?? '').join(''),
  reasoning: blocks.map(({ thinking }) => thinking ?? '').join(''),
  calls: blocks.flatMap(({ type, id, name, input }) => type === 'tool_use' ? [{ id: id ?? '', name: name ?? '', input }] : []),
})

const blockOf = (start: AnthropicBlock, deltas: readonly AnthropicEvent['delta'][]): AnthropicBlock => {
  const joined = (name: 'text' | 'thinking' | 'partial_json'): string => deltas.map((delta) => delta[name] ?? '').join('')
  switch (start.type) {
    case 'text': return { type: 'text', text: joined('text') }
    case 'thinking': return { type: 'thinking', thinking: joined('thinking') }
    default: return { ...start, input: JSON.parse(joined('partial_json')) as unknown }
  }
}

/** Strict about the order, as the strictest client is. */
const readEvents = (text: string): ReadAnswer => {
  const events = eventsIn(text).map(({ data }) => data as AnthropicEvent)
  expect([events.at(0)?.type, events.at(-2)?.type, events.at(-1)?.type]).toEqual(['message_start', 'message_delta', 'message_stop'])
  const blocks: AnthropicBlock[] = []
  const deltas: AnthropicEvent['delta'][] = []
  let open: AnthropicBlock | undefined
  for (const event of events.slice(1, -2)) {
    if (event.type === 'content_block_start') { expect([open, event.index]).toEqual([undefined, blocks.length]); open = event.content_block; deltas.length = 0; continue }
    expect([open === undefined, event.index]).toEqual([false, blocks.length])
    if (event.type === 'content_block_delta') deltas.push(event.delta)
    else { expect(event.type).toBe('content_block_stop'); blocks.push(blockOf(open as AnthropicBlock, deltas)); open = undefined }
  }
  return { ...readBlocks(blocks), end: events.at(-2)?.delta.stop_reason ?? '', usage: events.at(-2)?.usage }
}

const anthropicReader: ProtocolReader = {
  body: { model: 'm', stream: true, max_tokens: 10, thinking: { type: 'adaptive' }, messages: [{ role: 'user', content: 'Hi' }] },
  readStream: readEvents,
  readResult (text) {
    const { content, stop_reason: end, usage } = JSON.parse(text) as { content: readonly AnthropicBlock[], stop_reason: string, usage: unknown }
    return { ...readBlocks(content), end, usage }
  },
  endsInSuccess: (text) => text.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n'),
  readError: anthropicError,
  readStreamError (text) {
    const last = eventsIn(text).at(-1)
    return last?.event === 'error' ? anthropicError(last.data) : undefined
  },
}

const responsesReader: ProtocolReader = {
  body: { model: 'm', stream: true, max_output_tokens: 10, reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'], input: [{ role: 'user', content: 'Hi' }] },
  conversationMember: 'input',
  readStream: (text) => itemsSaid(foldResponse(text)),
  readResult: (text) => itemsSaid(JSON.parse(text) as ResponsesAnswer),
  endsInSuccess: (text) => /^response\.(?:completed|incomplete)$/.test(eventsIn(text).at(-1)?.event ?? ''),
  readError: openAiError,
  readStreamError (text) {
    const [error, failed] = eventsIn(text).slice(-2)
    if (failed?.event !== 'response.failed') return undefined
    const told = openAiError(error?.data)
    expect(failed.data).toMatchObject({ response: { status: 'failed', error: { message: told.message } } })
    return told
  },
}

protocolContract(openAiChat, openAiReader)
protocolContract(openAiResponses, responsesReader)
protocolContract(anthropicMessages, anthropicReader)
