import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../../src/chat/part.ts'
import { collect } from '../../../src/chat/result.ts'
import { unsealReasoning } from '../../../src/chat/sealed-reasoning.ts'
import { openAiResponses } from '../../../src/protocols/openai-responses.ts'
import { args, call, end, framed, reasoning, redacted, refusal, signature, start, text, usage } from '../parts.ts'
import type { ResponsesAnswer } from '../../support/responses-reader.ts'
import { contextOf, oneByOne, refusalOf, smallRequest, streamOf } from '../support.ts'

const encode = async (parts: readonly ChatPart[], members: object = {}): Promise<string> =>
  openAiResponses.encodeResult(await collect(streamOf(oneByOne(parts))), contextOf(smallRequest('openai-responses', members)))
const answer = async (parts: readonly ChatPart[], members: object = {}): Promise<ResponsesAnswer & Readonly<Record<string, unknown>>> =>
  JSON.parse(await encode([start(), ...parts], members)) as ResponsesAnswer & Readonly<Record<string, unknown>>

describe('encodeResult of the Responses wire', () => {
  it('everything at once: is one item each, in order, and says who answered', async () => {
    const tools = [{ type: 'namespace', name: 'docs', tools: [{ type: 'function', name: 'find' }] }, { type: 'custom', name: 'patch' }]
    const told = await answer([
      reasoning('Hm.'), signature('c2ln'), redacted('ZA==', 1), text('Looking.', 2), refusal('Not that.', 3), { type: 'image', choice: 0, block: 4, url: 'https://x.test/a.png' },
      call('a', 'docs__find', 5), args('{"q":1}', 5), call('a', 'patch', 6), args('{"input":"x"}', 6), end('tool-calls'), usage({ inputTokens: 5, outputTokens: 4 }),
    ], { tools, reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] })
    expect(told).toMatchObject({
      id: 'resp_0193abcd', object: 'response', status: 'completed', model: 'deepseek-chat', service_used: 'deepseek', tools, usage: { input_tokens: 5, output_tokens: 4, total_tokens: 9 },
      output: [
        { id: 'rs_smartrouter_0193abcd_0', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] }, { type: 'reasoning', summary: [] },
        { id: 'msg_0193abcd_2', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Looking.', annotations: [] }] }, { content: [{ type: 'refusal', refusal: 'Not that.' }] },
        { content: [{ text: '![image](https://x.test/a.png)' }] },
        { id: 'fc_0193abcd_5', type: 'function_call', call_id: 'a', namespace: 'docs', name: 'find', arguments: '{"q":1}' },
        { id: 'ctc_0193abcd_6', type: 'custom_tool_call', call_id: 'call_0193abcd_1', name: 'patch', input: 'x' },
      ],
    })
    expect(told.output.slice(0, 2).map(item => unsealReasoning(item.encrypted_content ?? ''))).toEqual([{ type: 'reasoning', text: 'Hm.', signature: 'c2ln' }, { type: 'redacted-reasoning', data: 'ZA==' }])
  })

  it('reasoning that nobody asked for, and texts that say nothing: are left out, and counted', async () => {
    const told = await answer([reasoning('12345678'), redacted('ZA==', 1), text('', 2), end()])
    expect(told).toMatchObject({ output: [], usage: { output_tokens: 2 } })
  })

  it('a sealed form alone: shows nothing', async () => {
    const [item] = (await answer([reasoning('Hm.'), end()], { include: ['reasoning.encrypted_content'] })).output
    expect([item?.summary, unsealReasoning(item?.encrypted_content ?? '')]).toEqual([[], { type: 'reasoning', text: 'Hm.' }])
  })

  it('an answer that was cut short: says where, and leaves out a call that nobody may run', async () => {
    expect(await answer([text('One'), end('length')])).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [{ status: 'incomplete' }] })
    expect(await answer([text('One'), call('a', 'f', 1), args('{}', 1), call('b', 'f', 2), args('{"x', 2), end('content-filter')])).toMatchObject({
      status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [{ status: 'completed' }, { call_id: 'a', status: 'completed' }],
    })
    expect((await answer([call('b', 'f'), args('{"x'), end('length')])).output).toEqual([])
  })

  it('a provider\'s own body: is relayed, who answered added', async () => {
    const body = '{"id":"resp_1","x_custom":1.50}'
    expect(await encode([framed(start('resp_1'), body), text('a'), end()])).toBe('{"id":"resp_1","x_custom":1.50,"service_used":"deepseek"}')
  })

  it('an answer without an end, or without anything: cannot be used', async () => {
    const refused = async (parts: readonly ChatPart[]): Promise<unknown> => {
      const result = await collect(streamOf(oneByOne(parts)))
      return refusalOf(() => openAiResponses.encodeResult(result, contextOf(smallRequest('openai-responses'))))
    }
    expect(await refused([start(), text('a')])).toMatchObject({ code: 'provider_bad_response', message: expect.stringContaining('why it ended') as unknown })
    expect(await refused([start()])).toMatchObject({ code: 'provider_bad_response', message: expect.stringContaining('empty') as unknown })
  })
})
