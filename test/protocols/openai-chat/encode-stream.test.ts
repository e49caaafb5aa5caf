import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../../src/chat/part.ts'
import { args, call, end, opaque, reasoning, redacted, refusal, signature, start, terminal, text, usage } from '../parts.ts'
import { eventsIn, oneByOne, smallRequest, streamOf, written } from '../support.ts'

interface Chunk { readonly id: string, readonly object: string, readonly created: number, readonly model: string, readonly choices: readonly { readonly index: number, readonly delta: unknown, readonly finish_reason: string | null }[], readonly usage?: unknown }

const chunksOf = async (parts: readonly ChatPart[], members: object = {}): Promise<(Chunk | string)[]> =>
  eventsIn((await written(streamOf(oneByOne(parts)), smallRequest('openai-chat', members))).join('')).map(({ data }) => data as Chunk | string)

const deltasOf = async (parts: readonly ChatPart[], members: object = {}): Promise<unknown[]> =>
  (await chunksOf(parts, members)).flatMap<unknown>((chunk) => typeof chunk === 'string' ? [chunk] : chunk.choices.map(({ index, delta, finish_reason: reason }) => [index, delta, reason]))

const ROLE = [0, { role: 'assistant', content: '' }, null]

describe('encodeStream of the chat completions wire, from another wire', () => {
  it('a text: comes after the role, before the finish reason and [DONE]', async () => {
    expect(await deltasOf([start(), text('Hel'), text('lo "you"\n'), end(), terminal])).toEqual([
      ROLE, [0, { content: 'Hel' }, null], [0, { content: 'lo "you"\n' }, null], [0, {}, 'stop'], '[DONE]',
    ])
  })

  it('every chunk: has the same id, object, time and model', async () => {
    const chunks = (await chunksOf([start('msg_1', 'claude'), text('a'), end()])).filter((chunk) => typeof chunk !== 'string')
    expect(new Set(chunks.map(({ id, object, created, model }) => JSON.stringify([id, object, created, model]))).size).toBe(1)
    expect(chunks[0]).toMatchObject({ id: 'chatcmpl-0193abcd', object: 'chat.completion.chunk', model: 'claude' })
    expect(Math.abs((chunks[0]?.created ?? 0) - Date.now() / 1000)).toBeLessThan(60)
  })

  it('an id of this wire: is kept', async () => {
    expect((await chunksOf([start('chatcmpl-9'), end()]))[0]).toMatchObject({ id: 'chatcmpl-9' })
  })

  it('a text of nothing: says nothing', async () => {
    expect(await deltasOf([start(), text(''), refusal('', 1), text('Hi'), end(), terminal])).toEqual([ROLE, [0, { content: 'Hi' }, null], [0, {}, 'stop'], '[DONE]'])
  })

  it('a stream without a beginning: gets one', async () => {
    const chunks = await chunksOf([text('a'), end()])
    expect(chunks[0]).toMatchObject({ id: 'chatcmpl-0193abcd', model: 'auto', choices: [{ delta: { role: 'assistant' } }] })
    expect(await deltasOf([end()])).toEqual([ROLE, [0, {}, 'stop'], '[DONE]'])
  })

  it('a second beginning: changes nothing', async () => {
    expect((await chunksOf([start('chatcmpl-1'), start('chatcmpl-2'), text('a'), end()])).at(1)).toMatchObject({ id: 'chatcmpl-1' })
  })

  it('reasoning and refusal: have their own members, signatures and pings have none', async () => {
    expect(await deltasOf([start(), reasoning('hm'), signature('sig'), redacted('x', 1), opaque, text('', 2), refusal('no', 2), end('content-filter')])).toEqual([
      ROLE, [0, { reasoning_content: 'hm' }, null], [0, { refusal: 'no' }, null], [0, {}, 'content_filter'], '[DONE]',
    ])
  })

  it('reasoning that the client does not want to see: is left out', async () => {
    expect(await deltasOf([start(), reasoning('hm'), text('a', 1), end()], { reasoning: { exclude: true } })).toEqual([ROLE, [0, { content: 'a' }, null], [0, {}, 'stop'], '[DONE]'])
  })

  it('tool calls, even interleaved: have an index each, and id, type and name once', async () => {
    expect(await deltasOf([start(), text('I look.'), call('toolu_1', 'f', 1), call('toolu_2', 'g', 2), args('{"a":', 1), args('{}', 2), args('', 1), args('1}', 1), end('stop')])).toEqual([
      ROLE, [0, { content: 'I look.' }, null],
      [0, { tool_calls: [{ index: 0, id: 'toolu_1', type: 'function', function: { name: 'f', arguments: '' } }] }, null],
      [0, { tool_calls: [{ index: 1, id: 'toolu_2', type: 'function', function: { name: 'g', arguments: '' } }] }, null],
      [0, { tool_calls: [{ index: 0, function: { arguments: '{"a":' } }] }, null],
      [0, { tool_calls: [{ index: 1, function: { arguments: '{}' } }] }, null],
      [0, { tool_calls: [{ index: 0, function: { arguments: '1}' } }] }, null],
      [0, {}, 'tool_calls'], '[DONE]',
    ])
  })

  it('ids that are empty or come twice: are made anew', async () => {
    const deltas = JSON.stringify(await deltasOf([start(), call('', 'f', 0), args('{}', 0), call('x', 'f', 1), args('{}', 1), call('x', 'f', 2), args('{}', 2), end('tool-calls')]))
    const ids = [...deltas.matchAll(/"id":"([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual(['call_0193abcd_0', 'x', 'call_0193abcd_2'])
  })

  it('a call without arguments: gets an empty object', async () => {
    expect((await deltasOf([start(), call('c', 'f'), end('tool-calls')])).at(-3)).toEqual([0, { tool_calls: [{ index: 0, function: { arguments: '{}' } }] }, null])
  })

  it('arguments of a call that never began: are dropped', async () => {
    expect(await deltasOf([start(), args('{}', 4), end()])).toEqual([ROLE, [0, {}, 'stop'], '[DONE]'])
  })

  it('a custom tool: gets its free text, whole, at the end', async () => {
    const members = { tools: [{ type: 'custom', custom: { name: 'sql' } }, { type: 'custom' }, { type: 'function', function: { name: 'f' } }, 7] }
    const parts = [start(), call('c', 'sql'), args('{"input":'), args('"select 1"}'), call('d', 'sql', 1), args('select 2', 1), end('tool-calls')]
    expect((await deltasOf(parts, members)).slice(1)).toEqual([
      [0, { tool_calls: [{ index: 0, id: 'c', type: 'custom', custom: { name: 'sql', input: 'select 1' } }] }, null],
      [0, { tool_calls: [{ index: 1, id: 'd', type: 'custom', custom: { name: 'sql', input: 'select 2' } }] }, null],
      [0, {}, 'tool_calls'], '[DONE]',
    ])
  })

  it('calls in an answer cut short: end with length', async () => {
    expect((await deltasOf([start(), call('c', 'f'), args('{"a'), end('length')])).at(-2)).toEqual([0, {}, 'length'])
  })

  it('usage: comes only when it was asked for, after the last choice, overwritten and never added', async () => {
    const parts = [start(), usage({ inputTokens: 9, outputTokens: 1 }), text('a'), end(), usage({ inputTokens: 10, outputTokens: 5, cacheReadTokens: 4, reasoningTokens: 2 }), terminal]
    expect(JSON.stringify(await chunksOf(parts))).not.toContain('usage')
    expect((await chunksOf(parts, { stream_options: { include_usage: true } })).slice(-2)).toMatchObject([{
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 4 }, completion_tokens_details: { reasoning_tokens: 2 } },
    }, '[DONE]'])
  })

  it('usage that nobody reported: is estimated', async () => {
    const chunk = (await chunksOf([start(), text('x'.repeat(40)), end()], { stream_options: { include_usage: true } })).at(-2)
    expect(chunk).toMatchObject({ usage: { prompt_tokens: smallRequest('openai-chat', { stream_options: { include_usage: true } }).estimatedInputTokens, completion_tokens: 10 } })
  })

  it('several choices: have a role and an end each', async () => {
    expect(await deltasOf([start(), text('a', 0, 0), text('b', 0, 1), end('stop', 1), end('stop', 1), end('length', 0), terminal, text('late')])).toEqual([
      ROLE, [0, { content: 'a' }, null], [1, { role: 'assistant', content: '' }, null], [1, { content: 'b' }, null], [1, {}, 'stop'], [0, {}, 'length'], '[DONE]',
    ])
  })

  it('a choice that never ended: no success is claimed', async () => {
    const chunks = await chunksOf([start(), text('a', 0, 0), text('b', 0, 1), end('stop', 0), terminal])
    expect(chunks.at(-1)).toMatchObject({ error: { code: 'upstream_stream_interrupted' } })
    expect(chunks).not.toContain('[DONE]')
  })
})
