import { describe, expect, it } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart } from '../../src/chat/part.ts'
import type { Wire } from '../../src/chat/request.ts'
import { call, end, framed, opaque, reasoning, start, terminal, text, usage } from './parts.ts'
import { eventsIn, smallRequest, streamOf, written } from './support.ts'

type Json = Readonly<Record<string, unknown>>

const continued = (shown: readonly ChatPart[]): ChatPart => ({ type: 'continued', choice: 0, shown, serviceUsed: 'deepseek+qwen' })

/** Of an answer whose beginning was relayed, everything after it. */
const after = async (wire: Wire, before: ChatBatch, rest: readonly ChatBatch[], members: object = {}, error?: unknown): Promise<string> => {
  const texts = await written(streamOf([before, [continued(before)], ...rest], error), smallRequest(wire, { stream: true, ...members }))
  expect(texts[0]).toBe(before.map(({ frame }) => frame).join(''))
  return texts.slice(1).join('')
}

const dataOf = (stream: string): readonly unknown[] => eventsIn(stream).map(({ data }) => data)

const chunk = (delta: object, members: object = {}): string =>
  `data: ${JSON.stringify({ id: 'raw-7', object: 'chat.completion.chunk', created: 123, model: 'raw', system_fingerprint: 'fp', ...members, choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`
const HEAD = { id: 'raw-7', object: 'chat.completion.chunk', created: 123, model: 'raw', system_fingerprint: 'fp' }
const CHUNKS: ChatBatch = [framed(start('raw-7', 'raw'), chunk({ role: 'assistant', content: '' }, { usage: null })), framed(text('Hel'), chunk({ content: 'Hel' }))]

describe('a relayed chat completion that others go on with', () => {
  it('goes on with chunks like those before, and ends with who wrote it', async () => {
    expect(dataOf(await after('openai-chat', CHUNKS, [[text('lo')], [end(), usage({ inputTokens: 3, outputTokens: 2 }), terminal]]))).toEqual([
      { ...HEAD, choices: [{ index: 0, delta: { content: 'lo' }, finish_reason: null }] },
      { ...HEAD, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], service_used: 'deepseek+qwen' },
      '[DONE]',
    ])
  })

  it.each<[string, Parameters<typeof usage>[0], string]>([
    ['told by everybody', { inputTokens: 3, outputTokens: 2 }, 'provider'],
    ['of which some was counted here', { inputTokens: 3, outputTokens: 2, isEstimated: true }, 'estimated'],
    ['told by half', { inputTokens: 3 }, 'estimated'],
    ['told by nobody', {}, 'estimated'],
  ])('usage, %s: says so', async (_, tokens, source) => {
    const members = { stream_options: { include_usage: true } }
    const events = dataOf(await after('openai-chat', CHUNKS, [[text('lo'), end(), usage(tokens), terminal]], members))
    expect(events.at(-2)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) as unknown }, service_used: 'deepseek+qwen', usage_source: source })
  })

  it('tool calls after its text: are numbered from the first', async () => {
    const [event] = dataOf(await after('openai-chat', CHUNKS, [[call('c', 'tool', 1)], [end('tool-calls'), terminal]]))
    expect(event).toMatchObject({ choices: [{ delta: { tool_calls: [{ index: 0, id: 'c', function: { name: 'tool' } }] } }] })
  })

  it.each<[string, string]>([['that is no JSON', 'data: {"id\n\n'], ['that is no object', 'data: 7\n\n'], ['without data', ': hello\n\n']])('a first chunk %s: gives way to chunks of ours', async (_, frame) => {
    const [event] = dataOf(await after('openai-chat', [framed(start('chatcmpl-7', 'raw'), frame), framed(text('Hel'), 'f')], [[text('lo'), end(), terminal]]))
    expect(event).toMatchObject({ id: 'chatcmpl-7', model: 'raw', choices: [{ delta: { content: 'lo' } }] })
  })

  it('a first chunk of nothing but choices: is like those after it', async () => {
    const [event] = dataOf(await after('openai-chat', [framed(start(), 'data: {"choices":[]}\n\n'), framed(text('Hel'), 'f')], [[text('lo'), end(), terminal]]))
    expect(event).toEqual({ choices: [{ index: 0, delta: { content: 'lo' }, finish_reason: null }] })
  })

  it('a beginning that never was: gives way to chunks of ours', async () => {
    const [event] = dataOf(await after('openai-chat', [framed(text('Hel'), 'f')], [[text('lo'), end(), terminal]]))
    expect(event).toMatchObject({ object: 'chat.completion.chunk', choices: [{ delta: { content: 'lo' } }] })
  })

  it('a break after that: is told of everybody', async () => {
    const events = dataOf(await after('openai-chat', CHUNKS, [[text('lo')]], {}, new ProviderError('stalled', 'x')))
    expect(events.at(-1)).toMatchObject({ error: { code: 'upstream_stream_stalled', message: 'deepseek+qwen fell silent in the middle of its answer; the answer above is incomplete.' } })
  })
})

const event = (json: Json): string => `event: ${String(json['type'])}\ndata: ${JSON.stringify(json)}\n\n`
const begun = (index: number, type: string): ChatPart => framed(opaque, event({ type: 'content_block_start', index, content_block: { type } }))
const stopped = (index: number): ChatPart => framed(opaque, event({ type: 'content_block_stop', index }))
const said = (index: number, words = 'Hel', block = 0): ChatPart => framed(text(words, block), event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: words } }))
const opening = framed(start('msg_7', 'raw'), event({ type: 'message_start', message: { id: 'msg_7' } }))
const FINISH: ChatBatch = [end(), usage({ inputTokens: 3, outputTokens: 2 }), terminal]
const ENDING = [{ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { input_tokens: 3, output_tokens: 2 }, service_used: 'deepseek+qwen', usage_source: 'provider' }, { type: 'message_stop' }]

const delta = (index: number, words = 'lo'): Json => ({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: words } })
const start0 = (index: number): Json => ({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } })
const stop = (index: number): Json => ({ type: 'content_block_stop', index })

describe('a relayed message that others go on with', () => {
  it.each<[string, ChatBatch, readonly Json[]]>([
    ['in its open block', [opening, begun(0, 'text'), said(0)], [delta(0), stop(0)]],
    ['in its open block, as the provider numbered it', [opening, begun(0, 'text'), stopped(0), begun(3, 'text'), said(3)], [delta(3), stop(3)]],
    ['in a new block after a closed one', [opening, begun(0, 'text'), said(0), stopped(0)], [start0(1), delta(1), stop(1)]],
    ['in an open block that is still empty', [opening, begun(0, 'text'), said(0), stopped(0), begun(1, 'text')], [delta(1), stop(1)]],
    ['after thinking that had not begun', [opening, begun(0, 'text'), said(0), stopped(0), begun(1, 'thinking')], [stop(1), start0(2), delta(2), stop(2)]],
    ['after a block that says nothing of itself', [opening, framed(opaque, event({ type: 'content_block_start', index: 0, content_block: 7 })), said(0)], [start0(1), delta(1), stop(1)]],
    ['where no event tells of blocks', [opening, said(0)], [delta(0), stop(0)]],
    ['where an event tells of a block without its number', [opening, framed(opaque, event({ type: 'content_block_start' })), said(0)], [delta(0), stop(0)]],
    ['where a block is closed that never began', [opening, begun(0, 'text'), stopped(5), said(0)], [delta(0), stop(0)]],
  ])('goes on %s, and ends with who wrote it', async (_, before, events) => {
    expect(dataOf(await after('anthropic-messages', before, [[text('lo')], FINISH]))).toMatchObject([...events, ...ENDING])
  })

  it('thinking that the client saw: stays closed', async () => {
    const thought = framed(reasoning('hm'), event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } }))
    const before = [opening, begun(0, 'thinking'), thought, stopped(0), begun(1, 'text'), said(1, 'Hel', 1)]
    for (const members of [{}, { thinking: { type: 'enabled', budget_tokens: 2000 } }]) {
      expect(dataOf(await after('anthropic-messages', before, [[text('lo', 1)], FINISH], members))).toMatchObject([delta(1), stop(1), ...ENDING])
    }
  })

  it('a tool call after its text: is the next block', async () => {
    const events = dataOf(await after('anthropic-messages', [opening, begun(0, 'text'), said(0)], [[call('toolu_1', 'tool', 1)], [end('tool-calls'), terminal]]))
    expect(events).toMatchObject([stop(0), { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', name: 'tool' } }, { index: 1 }, stop(1), { delta: { stop_reason: 'tool_use' } }, {}])
  })
})

describe('an answer that was written anew from the beginning', () => {
  it.each<Wire>(['openai-chat', 'anthropic-messages'])('%s: goes on as it is, and ends with who wrote it', async (wire) => {
    const before: ChatBatch = [start('up', 'm'), text('Hel')]
    const request = smallRequest(wire, { stream: true })
    const alone = await written(streamOf([before, [text('lo')], [end(), usage({ inputTokens: 3, outputTokens: 2 }), terminal]]), request)
    const several = await written(streamOf([before, [continued([start('other', 'x'), text('never')])], [text('lo')], [end(), usage({ inputTokens: 3, outputTokens: 2 }), terminal]]), request)
    const tidy = (stream: string): string => stream.replace(/,"service_used":"deepseek\+qwen"(?:,"usage_source":"provider")?/g, '')
    expect(tidy(several.join(''))).toBe(alone.join(''))
    expect(several.join('')).toContain('"service_used":"deepseek+qwen"')
  })

  it.each<Wire>(['openai-chat', 'anthropic-messages'])('%s: that others go on with before anything came, is theirs', async (wire) => {
    const stream = (await written(streamOf([[continued([start('up', 'm'), text('Hel')])], [text('lo')], [end(), terminal]]), smallRequest(wire, { stream: true }))).join('')
    expect(stream).toContain('lo')
    expect(stream).not.toContain('Hel')
  })
})
