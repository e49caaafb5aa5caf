import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/result.ts'
import type { ChatPart } from '../../../src/chat/part.ts'
import { anthropicMessages } from '../../../src/protocols/anthropic-messages.ts'
import { args, call, end, framed, reasoning, redacted, refusal, signature, start, text, usage } from '../parts.ts'
import { contextOf, refusalOf, smallRequest, streamOf } from '../support.ts'

const encodeText = async (parts: readonly ChatPart[], members: object = {}): Promise<string> =>
  anthropicMessages.encodeResult(await collect(streamOf([parts])), contextOf(smallRequest('anthropic-messages', members)))

const encode = async (parts: readonly ChatPart[], members: object = {}): Promise<unknown> => JSON.parse(await encodeText(parts, members))

const THINKS = { thinking: { type: 'enabled', budget_tokens: 1024 } }

describe('encodeResult of the Anthropic wire', () => {
  it('a body of the same wire: is relayed as it is, with the provider named at its end', async () => {
    expect(await encodeText([framed(start(), '{"id":"msg_1","odd":1.0}')])).toBe('{"id":"msg_1","odd":1.0,"service_used":"deepseek"}')
  })

  it('a text and a call: are a whole message', async () => {
    expect(await encode([start('chatcmpl-1', 'deepseek-chat'), text('I look.'), call('call_1', 'Read', 1), args('{"a":1}', 1), usage({ inputTokens: 10, outputTokens: 5, cacheReadTokens: 4 }), end('stop')])).toEqual({
      id: 'msg_0193abcd', type: 'message', role: 'assistant', model: 'deepseek-chat',
      content: [{ type: 'text', text: 'I look.' }, { type: 'tool_use', id: 'call_1', name: 'Read', input: { a: 1 } }],
      stop_reason: 'tool_use', stop_sequence: null,
      usage: { input_tokens: 6, cache_creation_input_tokens: 0, cache_read_input_tokens: 4, output_tokens: 5 },
      service_used: 'deepseek',
    })
  })

  it('thinking: is shown only to who asked for it', async () => {
    const parts = [start(), reasoning('hm'), signature('sig'), redacted('x', 1), reasoning('', 2), reasoning('ha', 3), text('a', 4), text('', 5), end()]
    expect(await encode(parts, THINKS)).toMatchObject({
      content: [{ type: 'thinking', thinking: 'hm', signature: 'sig' }, { type: 'redacted_thinking', data: 'x' }, { type: 'thinking', thinking: 'ha', signature: '' }, { type: 'text', text: 'a' }],
    })
    expect(await encode(parts)).toMatchObject({ content: [{ type: 'text', text: 'a' }] })
  })

  it('a refusal and a filter: are a text and a stop reason', async () => {
    expect(await encode([start(), refusal('no'), end('content-filter')])).toMatchObject({ content: [{ type: 'text', text: 'no' }], stop_reason: 'refusal' })
  })

  it('a stop sequence: is told', async () => {
    expect(await encode([start(), text('a'), { type: 'response-end', choice: 0, finishReason: 'stop', rawFinishReason: 'stop', stopSequence: 'END' }])).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'END' })
  })

  it('a call without arguments: has an empty input', async () => {
    expect(await encode([start(), call('', 'f'), end('tool-calls')])).toMatchObject({ content: [{ type: 'tool_use', id: 'toolu_0193abcd_0', input: {} }] })
  })

  it('a call cut short by the length limit: is left out', async () => {
    expect(await encode([start(), text('a'), call('c', 'f', 1), args('{"a', 1), end('length')])).toMatchObject({ content: [{ type: 'text' }], stop_reason: 'max_tokens' })
  })

  it('usage that nobody reported: is estimated, hidden reasoning included', async () => {
    expect(await encode([start(), reasoning('x'.repeat(20)), text('x'.repeat(20), 1), end()])).toMatchObject({ usage: { output_tokens: 10, input_tokens: smallRequest('anthropic-messages').estimatedInputTokens } })
  })

  it.each<[string, readonly ChatPart[]]>([
    ['no end', [start(), text('a')]], ['nothing at all', [start()]], ['a broken call', [start(), call('c', 'f'), args('{"a'), end('tool-calls')]],
  ])('%s: is no answer', async (_, parts) => {
    const result = await collect(streamOf([parts]))
    expect(refusalOf(() => anthropicMessages.encodeResult(result, contextOf(smallRequest('anthropic-messages'))))).toMatchObject({ code: 'provider_bad_response', message: expect.stringMatching(/^deepseek sent an answer that cannot be used: /) as unknown })
  })
})
