/**
 * What the fake provider says, byte for byte and made once, and how the client side recognises a whole answer. No sockets
 * here: upstream.ts sends these buffers, load.ts receives them.
 */

import type { Wire } from './bodies.ts'

/** The answers the fake provider knows, by the `model` of the request. */
export const ANSWERS = ['json-small', 'json-100k', 'stream-paced', 'stream-burst', 'hold', 'fail-503', 'reset'] as const
export type AnswerName = (typeof ANSWERS)[number]

/** A stream at the pace of a fast model. */
export const PACED = { chunks: 100, intervalMs: 5 }
/** A stream whose chunks all come in one write, as from a cache or after a stall. */
export const BURST = { chunks: 100 }

export interface Answer {
  readonly statusCode: number
  readonly body: Buffer
}

/** Says what is wrong with an answer; `undefined` if nothing is. */
export type Check = (answer: Answer) => string | undefined

export interface StreamScript {
  readonly start: Buffer
  readonly deltas: readonly Buffer[]
  /** The end as a client gets it that did not ask for usage, and as one that did. */
  readonly end: Buffer
  readonly endWithUsage: Buffer
}

const words = ' the answer grows word by word and every word is one frame'.split(/(?= )/)
const deltaTexts = Array.from({ length: 100 }, (_, index) => words[index % words.length]!)

const id = 'chatcmpl-bench0a1b2c3d4e5f6a7b8c9d0e1f'
const created = 1_760_000_000
const usage = { prompt_tokens: 64, completion_tokens: 100, total_tokens: 164 }

function openaiFrame (delta: object, finishReason: string | null): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }]
  return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: 'bench-model-2026', choices })}\n\n`
}

function openaiScript (): StreamScript {
  const end = openaiFrame({}, 'stop')
  const usageFrame = `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: 'bench-model-2026', choices: [], usage })}\n\n`
  return {
    start: Buffer.from(openaiFrame({ role: 'assistant', content: '' }, null)),
    deltas: deltaTexts.map(content => Buffer.from(openaiFrame({ content }, null))),
    end: Buffer.from(`${end}data: [DONE]\n\n`),
    endWithUsage: Buffer.from(`${end}${usageFrame}data: [DONE]\n\n`),
  }
}

function anthropicFrame (type: string, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`
}

function anthropicScript (): StreamScript {
  const message = { id: 'msg_bench01', type: 'message', role: 'assistant', model: 'bench-model-2026', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 64, output_tokens: 1 } }
  const end = Buffer.from(
    anthropicFrame('content_block_stop', { index: 0 }) +
    anthropicFrame('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 100 } }) +
    anthropicFrame('message_stop', {}),
  )
  return {
    start: Buffer.from(anthropicFrame('message_start', { message }) + anthropicFrame('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })),
    deltas: deltaTexts.map(text => Buffer.from(anthropicFrame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }))),
    end,
    endWithUsage: end,
  }
}

export const scripts: Readonly<Record<Wire, StreamScript>> = { openai: openaiScript(), anthropic: anthropicScript() }

const smallText = 'The bubbles collapse before they reach the surface.'
const largeText = 'A long answer, sentence after sentence, as a model writes it. '.repeat(1_610)

function jsonAnswer (wire: Wire, content: string): Buffer {
  const openai = { id, object: 'chat.completion', created, model: 'bench-model-2026', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }], usage }
  const anthropic = { id: 'msg_bench01', type: 'message', role: 'assistant', model: 'bench-model-2026', content: [{ type: 'text', text: content }], stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 64, output_tokens: 100 } }
  return Buffer.from(JSON.stringify(wire === 'openai' ? openai : anthropic))
}

export const jsonAnswers: Readonly<Record<'json-small' | 'json-100k', Readonly<Record<Wire, Buffer>>>> = {
  'json-small': { openai: jsonAnswer('openai', smallText), anthropic: jsonAnswer('anthropic', smallText) },
  'json-100k': { openai: jsonAnswer('openai', largeText), anthropic: jsonAnswer('anthropic', largeText) },
}

/** A whole JSON answer on the OpenAI wire: our very bytes, or at least our text and our end. */
export function wholeJson (name: 'json-small' | 'json-100k'): Check {
  const expected = jsonAnswers[name].openai
  const text = name === 'json-small' ? smallText : largeText
  return answer => {
    if (answer.statusCode !== 200) return unexpectedStatus(answer)
    if (answer.body.equals(expected)) return undefined
    const { choices } = JSON.parse(answer.body.toString()) as { choices?: { message?: { content?: string }, finish_reason?: string }[] }
    if (choices?.[0]?.message?.content !== text) return `the text is not the provider's: ${excerpt(answer.body)}`
    return choices[0].finish_reason === 'stop' ? undefined : 'finish_reason is missing'
  }
}

interface StreamEvent {
  readonly choices?: { readonly delta?: { readonly content?: string } }[]
  readonly delta?: { readonly text?: string }
}

const terminalMarker: Readonly<Record<Wire, string>> = { openai: 'data: [DONE]\n\n', anthropic: 'data: {"type":"message_stop"}\n\n' }

/** A whole stream of so many chunks on the client's wire: our very bytes, or at least our text, then the terminal marker. */
export function wholeStream (wire: Wire, chunks: number): Check {
  const { start, deltas, end } = scripts[wire]
  const expected = Buffer.concat([start, ...deltas.slice(0, chunks), end])
  const text = deltaTexts.slice(0, chunks).join('')
  return answer => {
    if (answer.statusCode !== 200) return unexpectedStatus(answer)
    if (answer.body.equals(expected)) return undefined
    const body = answer.body.toString()
    if (!body.endsWith(terminalMarker[wire])) return `no terminal marker: ${body.slice(-300)}`
    return streamedText(body) === text ? undefined : `the text is not the provider's: ${excerpt(answer.body)}`
  }
}

function streamedText (body: string): string {
  const lines = body.split('\n').filter(line => line.startsWith('data: {'))
  return lines.map(line => {
    const event = JSON.parse(line.slice(6)) as StreamEvent
    return event.choices?.[0]?.delta?.content ?? event.delta?.text ?? ''
  }).join('')
}

function unexpectedStatus (answer: Answer): string {
  return `status ${answer.statusCode}: ${excerpt(answer.body)}`
}

function excerpt (body: Buffer): string {
  return body.subarray(0, 600).toString()
}
