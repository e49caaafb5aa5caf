/** What every protocol must hold, whatever its wire. A new protocol runs it with its own reader. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_KINDS, ProviderError, RouterError } from '../../src/chat/errors.ts'
import type { RouterErrorCode } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart, ChatStream, FinishReason } from '../../src/chat/part.ts'
import type { ChatRequest, JsonObject, OriginalBody } from '../../src/chat/request.ts'
import { collect } from '../../src/chat/result.ts'
import type { EncodingContext, Protocol } from '../../src/protocols/protocol.ts'
import { readOriginalBody } from '../../src/protocols/original-body.ts'

/** An answer as a client reads it, in words that all wires share. */
export interface ReadAnswer {
  readonly text: string
  readonly reasoning: string
  readonly calls: readonly { readonly id: string, readonly name: string, readonly input: unknown }[]
  readonly end: string
  readonly usage: unknown
}

export interface ProtocolReader {
  /** A body that the protocol takes. It asks to see reasoning and usage. */
  readonly body: JsonObject
  /** The member that holds the conversation. Default `messages`. */
  readonly conversationMember?: string
  /** Of a whole stream; throws on an order that clients refuse. */
  readStream (text: string): ReadAnswer
  readResult (text: string): ReadAnswer
  /** Whether the text ends as a success of this wire does. */
  endsInSuccess (text: string): boolean
  /** The message and type in an error body of this wire, or in the event at the end of a stream. */
  readError (body: unknown): { readonly message: unknown, readonly type: unknown }
  readStreamError (text: string): { readonly message: unknown, readonly type: unknown } | undefined
}

const originalOf = (body: object): OriginalBody => readOriginalBody(Buffer.from(JSON.stringify(body)))

async function * play (batches: readonly ChatBatch[], error?: unknown): ChatStream & AsyncGenerator<ChatBatch> {
  for (const batch of batches) yield batch
  if (error !== undefined) throw error
}

const wholeText = async (texts: AsyncIterable<string>): Promise<string> => {
  let whole = ''
  for await (const text of texts) {
    expect(text).not.toBe('')
    whole += text
  }
  return whole
}

const textPieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })

const cut = (text: string, at: number): readonly string[] => at === 0 ? [text] : [text.slice(0, at), text.slice(at)].filter((piece) => piece !== '')

type Said = (block: number) => readonly ChatPart[]

const saidText: fc.Arbitrary<Said> = textPieces.map((pieces) => (block) => pieces.map((text) => ({ type: 'text-delta', choice: 0, block, text })))
const saidReasoning: fc.Arbitrary<Said> = textPieces.map((pieces) => (block) => pieces.map((text) => ({ type: 'reasoning-delta', choice: 0, block, text })))
const saidCall: fc.Arbitrary<Said> = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }), fc.nat(20)).map(([input, at]) => (block) => [
  { type: 'tool-call-start', choice: 0, block, id: `id_${block}`, name: `tool_${block}` },
  ...cut(JSON.stringify(input), at).map((argumentsText): ChatPart => ({ type: 'tool-call-delta', choice: 0, block, argumentsText })),
])

/** What models say: reasoning first if at all, then texts, then calls; cut into deltas and batches anyhow. */
const answers: fc.Arbitrary<readonly ChatBatch[]> = fc.record({
  reasoning: fc.array(saidReasoning, { maxLength: 1 }),
  texts: fc.array(saidText, { maxLength: 1 }),
  calls: fc.array(saidCall, { maxLength: 3 }),
  finishReason: fc.constantFrom<FinishReason>('stop', 'tool-calls', 'content-filter', 'other'),
  usage: fc.record({ inputTokens: fc.nat(1000), outputTokens: fc.nat(1000) }),
  batchLength: fc.integer({ min: 1, max: 5 }),
}).map(({ reasoning, texts, calls, finishReason, usage, batchLength }) => {
  const parts: readonly ChatPart[] = [
    { type: 'response-start', choice: 0, id: 'upstream', model: 'model' },
    ...[...reasoning, ...texts, ...calls].flatMap((said, block) => said(block)),
    { type: 'response-end', choice: 0, finishReason, rawFinishReason: finishReason },
    { type: 'usage', choice: 0, usage },
    { type: 'terminal', choice: 0 },
  ]
  return Array.from({ length: Math.ceil(parts.length / batchLength) }, (_, index) => parts.slice(index * batchLength, (index + 1) * batchLength))
})

const upToEnd = (parts: readonly ChatPart[]): readonly ChatPart[] => parts.slice(0, parts.findIndex(({ type }) => type === 'response-end'))

/** Everything lazy is asked for. */
const readWhole = (request: ChatRequest): unknown => [
  request.estimatedInputTokens, request.messages, request.tools, request.sampling, request.reasoning, request.responseFormat, request.toolChoice, request.allowsParallelToolCalls,
]

export const protocolContract = (protocol: Protocol, reader: ProtocolReader): void => {
  const context: EncodingContext = { request: protocol.decodeRequest(originalOf(reader.body), {}), requestId: '0193-ef', serviceUsed: 'someone' }

  describe(`the contract of protocols, held by ${protocol.name}`, () => {
    it('its name and path: are those of its requests', () => {
      expect(context.request.wire).toBe(protocol.name)
      expect(protocol.path).toMatch(/^\/v1\//)
    })

    it('a request: keeps the bytes it came in', () => {
      const original = originalOf(reader.body)
      expect(protocol.decodeRequest(original, {}).original).toBe(original)
    })

    it('every error of the table: has the wire\'s own shape and the table\'s status', () => {
      for (const code of Object.keys(ERROR_KINDS) as RouterErrorCode[]) {
        const { statusCode, body } = protocol.encodeError(new RouterError(code, 'What went wrong.'), '0193-ef')
        expect(statusCode).toBeGreaterThanOrEqual(400)
        expect(statusCode).not.toBe(529)
        expect(reader.readError(body)).toEqual({ message: 'What went wrong.', type: expect.stringMatching(/^[a-z_]+$/) as unknown })
      }
    })

    it('an error in a stream: says the same as one before it', () => {
      const error = new RouterError('upstream_stream_interrupted', 'It "broke"\noff.')
      const text = protocol.encodeStreamError(error, '0193-ef')
      expect(text.endsWith('\n\n')).toBe(true)
      expect(reader.readStreamError(text)).toEqual(reader.readError(protocol.encodeError(error, '0193-ef').body))
      expect(reader.endsInSuccess(text)).toBe(false)
    })

    it('a heartbeat: is whole and says nothing', () => {
      expect(protocol.heartbeat.endsWith('\n\n')).toBe(true)
      expect(reader.endsInSuccess(protocol.heartbeat)).toBe(false)
    })

    it('the same answer, streamed and whole: says the same', async () => {
      await fc.assert(fc.asyncProperty(answers, async (batches) => {
        const streamed = await wholeText(protocol.encodeStream(play(batches), context))
        expect(reader.endsInSuccess(streamed)).toBe(true)
        const whole = reader.readResult(protocol.encodeResult(await collect(play(batches)), context))
        expect(reader.readStream(streamed)).toEqual(whole)
      }), { seed: 11, numRuns: 300 })
    })

    it('an answer cut before its end: never ends in success, and says why', async () => {
      await fc.assert(fc.asyncProperty(answers, fc.nat(), fc.boolean(), async (batches, at, hasTerminal) => {
        const parts = upToEnd(batches.flat())
        const shown: ChatBatch[] = parts.slice(0, at % (parts.length + 1)).map((part) => [part])
        const text = await wholeText(protocol.encodeStream(play(hasTerminal ? [...shown, [{ type: 'terminal', choice: 0 }]] : shown), context))
        expect(reader.endsInSuccess(text)).toBe(false)
        expect(reader.readStreamError(text)?.message).toContain('someone')
      }), { seed: 12, numRuns: 300 })
    })

    it('frames cut before the end: never end in success, and stay as they were', async () => {
      await fc.assert(fc.asyncProperty(answers, fc.nat(), async (batches, at) => {
        const parts = upToEnd(batches.flat()).map((part, index): ChatPart => ({ ...part, frame: `: ${index}\n\n` }))
        const shown = parts.slice(0, 1 + at % parts.length)
        const text = await wholeText(protocol.encodeStream(play([shown]), context))
        expect(text.startsWith(shown.map(({ frame }) => frame).join(''))).toBe(true)
        expect(reader.endsInSuccess(text)).toBe(false)
        expect(reader.readStreamError(text)?.message).toContain('someone')
      }), { seed: 13 })
    })

    it('whatever a stream throws: becomes one error event, without a word of it', async () => {
      for (const thrown of [new ProviderError('reset', 'sk-secret'), new Error('sk-secret'), 'sk-secret', undefined, { toString: () => 'sk-secret' }]) {
        const failing: ChatStream = { async * [Symbol.asyncIterator] () { yield [{ type: 'response-start', choice: 0, id: 'x', model: 'm' }]; throw thrown } }
        const text = await wholeText(protocol.encodeStream(failing, context))
        expect(reader.readStreamError(text)?.message).toBeTypeOf('string')
        expect(text).not.toContain('sk-secret')
        expect(reader.endsInSuccess(text)).toBe(false)
      }
    })

    it('any JSON object as a body: is decoded or refused with a RouterError', () => {
      const members = fc.dictionary(fc.constantFrom(...Object.keys(reader.body), 'tools', 'system', 'tool_choice', 'functions', 'stop', 'thinking', 'reasoning', 'instructions', 'text', 'include'), fc.jsonValue({ maxDepth: 4 }))
      fc.assert(fc.property(members, (body) => {
        try { readWhole(protocol.decodeRequest(originalOf({ ...reader.body, ...body }), {})) } catch (error) { expect(error).toBeInstanceOf(RouterError) }
      }), { seed: 14, numRuns: 1000 })
    })

    it('hostile messages and tools: are decoded or refused with a RouterError', () => {
      const words = fc.constantFrom(
        'user', 'assistant', 'system', 'tool', 'function', 'developer', 'text', 'image', 'image_url', 'input_audio', 'file', 'refusal', 'document', 'thinking', 'tool_use', 'tool_result',
        'tool_reference', 'search_result', 'redacted_thinking', 'custom', 'base64', 'url', 'data:a;base64,b', 'data:', 'message', 'input_text', 'output_text', 'input_image', 'input_file',
        'function_call', 'function_call_output', 'custom_tool_call', 'reasoning', 'item_reference', 'additional_tools', 'tool_search', 'tool_search_output', 'local_shell_call', 'namespace',
        'web_search', 'smart-router-1.e30')
      const names = fc.constantFrom(
        'role', 'content', 'type', 'text', 'source', 'image_url', 'url', 'data', 'media_type', 'tool_calls', 'function', 'custom', 'name', 'arguments', 'input', 'id', 'tool_use_id',
        'tool_call_id', 'function_call', 'file', 'file_id', 'thinking', 'is_error', 'input_schema', 'parameters', 'output', 'call_id', 'namespace', 'tools', 'summary', 'encrypted_content',
        'execution', 'format', 'definition', 'action')
      const { value } = fc.letrec((tie) => ({
        value: fc.oneof({ maxDepth: 5 }, words, fc.constantFrom(null, 0, '', true), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(names, tie('value'), { maxKeys: 5 })),
      }))
      const message = fc.tuple(words, value).map(([role, content]) => ({ role, content }))
      const blocks = fc.array(fc.dictionary(names, value, { maxKeys: 6 }), { maxLength: 3 })
      fc.assert(fc.property(fc.array(fc.oneof(message, blocks.map((content) => ({ role: 'user', content })), value), { maxLength: 4 }), fc.array(value, { maxLength: 3 }), (messages, tools) => {
        const { conversationMember = 'messages' } = reader
        try { readWhole(protocol.decodeRequest(originalOf({ ...reader.body, [conversationMember]: messages, tools }), {})) } catch (error) { expect(error).toBeInstanceOf(RouterError) }
      }), { seed: 15, numRuns: 3000 })
    })
  })
}
