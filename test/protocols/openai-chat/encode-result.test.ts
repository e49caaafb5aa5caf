import { describe, expect, it } from 'vitest'
import { collect } from '../../../src/chat/result.ts'
import type { ChatPart } from '../../../src/chat/part.ts'
import { openAiChat } from '../../../src/protocols/openai-chat.ts'
import { args, call, end, framed, reasoning, redacted, refusal, start, text, usage } from '../parts.ts'
import { contextOf, refusalOf, smallRequest, streamOf } from '../support.ts'

const encode = async (parts: readonly ChatPart[], members: object = {}): Promise<unknown> =>
  JSON.parse(openAiChat.encodeResult(await collect(streamOf([parts])), contextOf(smallRequest('openai-chat', members))))

const relayed = async (frame: string): Promise<string> =>
  openAiChat.encodeResult(await collect(streamOf([[framed(start(), frame)]])), contextOf(smallRequest('openai-chat')))

describe('encodeResult of the chat completions wire', () => {
  it('a body of the same wire: is relayed as it is, with the provider named at its end', async () => {
    expect(await relayed('{"id":"x","n": 1.0 ,"odd":{"a":[]}}')).toBe('{"id":"x","n": 1.0 ,"odd":{"a":[]},"service_used":"deepseek"}')
    expect(await relayed(' {"id":"x"\n}\n')).toBe(' {"id":"x","service_used":"deepseek"}')
    expect(await relayed('{ }')).toBe('{"service_used":"deepseek"}')
    expect(JSON.parse(await relayed('{"service_used":"other"}'))).toEqual({ service_used: 'deepseek' })
  })

  it('a folded stream of the same wire: its frames are events, so the answer is built', async () => {
    expect(await encode([framed(start(), 'data: {}\n\n'), framed(text('a'), 'data: {}\n\n'), framed(end(), 'data: {}\n\n')])).toMatchObject({ choices: [{ message: { content: 'a' } }] })
  })

  it('a text with reasoning: is a whole completion', async () => {
    expect(await encode([start('msg_1', 'claude'), reasoning('hm'), text('Hel', 1), text('lo', 1), usage({ inputTokens: 3, outputTokens: 2 }), end()])).toEqual({
      id: 'chatcmpl-0193abcd', object: 'chat.completion', created: expect.any(Number) as number, model: 'claude',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null, reasoning_content: 'hm' }, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5, prompt_tokens_details: { cached_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 0 } },
      service_used: 'deepseek',
    })
  })

  it('tool calls: end with tool_calls whatever the provider said, and content is null', async () => {
    expect(await encode([start(), call('c1', 'f'), args('{"a":1}'), call('', 'g', 1), end('stop')])).toMatchObject({
      choices: [{
        message: { content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }, { id: 'call_0193abcd_1', type: 'function', function: { name: 'g', arguments: '{}' } }] },
        finish_reason: 'tool_calls',
      }],
    })
  })

  it('a custom tool: gets its free text', async () => {
    const tools = [{ type: 'custom', custom: { name: 'sql' } }]
    expect(await encode([start(), call('c', 'sql'), args('{"input":"select 1"}'), call('d', 'sql', 1), args('[1]', 1), end('tool-calls')], { tools })).toMatchObject({
      choices: [{ message: { tool_calls: [{ type: 'custom', custom: { name: 'sql', input: 'select 1' } }, { custom: { input: '[1]' } }] } }],
    })
  })

  it('a refusal: stands in its own member', async () => {
    expect(await encode([start(), refusal('no'), end('content-filter')])).toMatchObject({ choices: [{ message: { content: null, refusal: 'no' }, finish_reason: 'content_filter' }] })
  })

  it('an empty answer: has an empty text', async () => {
    expect(await encode([start(), redacted('x'), end('other')])).toMatchObject({ choices: [{ message: { content: '' }, finish_reason: 'stop' }] })
  })

  it('reasoning that the client does not want to see: is left out', async () => {
    expect(JSON.stringify(await encode([start(), reasoning('hm'), text('a', 1), end()], { reasoning: { exclude: true } }))).not.toContain('hm')
  })

  it('several choices: keep their order', async () => {
    expect(await encode([start(), text('a', 0, 0), text('b', 0, 1), end('stop', 0), end('length', 1)])).toMatchObject({ choices: [{ index: 0, finish_reason: 'stop' }, { index: 1, message: { content: 'b' }, finish_reason: 'length' }] })
  })

  it('usage that nobody reported: is estimated', async () => {
    expect(await encode([start(), text('x'.repeat(40)), end()])).toMatchObject({ usage: { completion_tokens: 10, prompt_tokens: smallRequest('openai-chat').estimatedInputTokens } })
  })

  it('an answer that never ended: is no answer', async () => {
    const context = contextOf(smallRequest('openai-chat'))
    for (const parts of [[start(), text('a')], [start()]]) {
      const result = await collect(streamOf([parts]))
      expect(refusalOf(() => openAiChat.encodeResult(result, context)).code).toBe('provider_bad_response')
    }
  })
})
