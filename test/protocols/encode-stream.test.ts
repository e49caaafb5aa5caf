import { describe, expect, it } from 'vitest'
import { ProviderError, RouterError } from '../../src/chat/errors.ts'
import type { Failure } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatStream } from '../../src/chat/part.ts'
import type { Wire } from '../../src/chat/request.ts'
import { PROTOCOLS } from '../../src/protocols/index.ts'
import { end, framed, opaque, start, terminal, text, usage } from './parts.ts'
import { contextOf, eventsIn, smallRequest, streamOf, written } from './support.ts'

const DONE = 'data: [DONE]\n\n'
const STOP = 'event: message_stop\ndata: {"type":"message_stop"}\n\n'

const relay = (wire: Wire, batches: readonly ChatBatch[], members: object = {}, error?: unknown): Promise<string[]> =>
  written(streamOf(batches, error), smallRequest(wire, members))

const WHOLE: readonly ChatBatch[] = [
  [framed(start(), 'f1')], [framed(text('a'), 'f2'), framed(text('b'), 'f3')], [framed(end(), 'f4')], [framed(usage({ inputTokens: 1 }), 'f5')], [framed(terminal, DONE)],
]

describe('encodeStream where both sides speak one wire', () => {
  it('frames: are written as they came, one string for each batch', async () => {
    expect(await relay('openai-chat', WHOLE, { stream_options: { include_usage: true } })).toEqual(['f1', 'f2f3', 'f4', 'f5', DONE])
  })

  it('a usage event nobody asked for: is left out', async () => {
    expect(await relay('openai-chat', WHOLE)).toEqual(['f1', 'f2f3', 'f4', DONE])
    expect(await relay('anthropic-messages', [...WHOLE.slice(0, 4), [framed(terminal, STOP)]])).toEqual(['f1', 'f2f3', 'f4', 'f5', STOP])
  })

  it('further parts of one event: write nothing', async () => {
    expect(await relay('openai-chat', [[framed(start(), 'f1'), text('a')], [text('b')], [framed(end(), 'f2'), usage({}), terminal]])).toEqual(['f1', `f2${DONE}`])
  })

  it('empty batches and events without a meaning: neither end nor change anything', async () => {
    expect(await relay('openai-chat', [[], [framed(opaque, ': ping\n\n')], [framed(start(), 'f1')], [], [framed(end(), 'f2')], [framed(terminal, DONE)]])).toEqual([': ping\n\n', 'f1', 'f2', DONE])
  })

  it('an end that was said but not marked: gets the wire\'s own terminator', async () => {
    expect(await relay('openai-chat', WHOLE.slice(0, 4))).toEqual(['f1', 'f2f3', 'f4', DONE])
    expect((await relay('anthropic-messages', WHOLE.slice(0, 4))).at(-1)).toBe(STOP)
  })

  it('what follows the terminator: is nobody\'s business, failures included', async () => {
    const whole = ['f1', 'f2f3', 'f4', DONE]
    expect(await relay('openai-chat', [...WHOLE, [framed(text('late'), 'f9')]])).toEqual(whole)
    expect(await relay('openai-chat', WHOLE, {}, new ProviderError('reset', 'gone'))).toEqual(whole)
  })

  it.each<[string, ChatBatch, object, string]>([
    ['are written as they are', [framed(start(), 'f1'), framed(text('مرحبا'), 'مرحبا'), framed(end(), 'f3')], {}, 'f1مرحباf3'],
    ['lose the usage nobody asked for', [framed(text('مرحبا'), 'مرحبا'), framed(end(), 'f3'), framed(usage({}), 'استهلاك'), framed(terminal, DONE)], {}, `مرحباf3${DONE}`],
    ['keep the usage that was asked for', [framed(end(), 'f3'), framed(usage({}), 'u'), framed(terminal, DONE)], { stream_options: { include_usage: true } }, `f3u${DONE}`],
    ['lose a usage that tells two things', [framed(end(), 'f3'), framed(usage({}), 'u'), usage({})], {}, 'f3'],
    ['lose every usage nobody asked for', [framed(usage({}), 'u1'), framed(end(), 'f3'), framed(usage({}), 'u2')], {}, 'f3'],
    ['get the terminator they lack', [framed(end(), 'f3'), terminal], {}, `f3${DONE}`],
  ])('the bytes of one read: %s', async (_what, parts, members, expected) => {
    const bytes = Buffer.from(parts.map(({ frame = '' }) => frame).join(''))
    const texts = await relay('openai-chat', [Object.assign([...parts], { bytes }), ...parts.some(({ type }) => type === 'terminal') ? [] : [[framed(terminal, '')]]], members)
    expect(texts.join('')).toBe(expected)
  })

  it('bytes after the terminator: are nobody\'s business', async () => {
    const late = Object.assign([framed(text('late'), 'f9')], { bytes: Buffer.from('f9') })
    expect(await relay('openai-chat', [...WHOLE, late])).toEqual(['f1', 'f2f3', 'f4', DONE])
  })

  it('several choices: all of them must have ended', async () => {
    const batches = [[framed(text('a', 0, 0), 'a')], [framed(text('b', 0, 1), 'b')], [framed(end('stop', 0), 'e0')]]
    expect((await relay('openai-chat', batches)).join('')).toContain('upstream_stream_interrupted')
    expect((await relay('openai-chat', [...batches, [framed(end('stop', 1), 'e1')]])).at(-1)).toBe(DONE)
  })

  it.each<Wire>(['openai-chat', 'anthropic-messages'])('%s: a terminator without an end is no success', async (wire) => {
    const texts = await relay(wire, [[framed(start(), 'f1')], [framed(terminal, wire === 'openai-chat' ? DONE : STOP)]])
    expect(texts[0]).toBe('f1')
    expect(texts).toHaveLength(2)
    expect(eventsIn(texts[1] ?? '')).toMatchObject([{ data: { error: { message: 'deepseek broke off in the middle of its answer; the answer above is incomplete.' } } }])
  })

  it('a reader that leaves: the stream is told', async () => {
    let wasLeft = false
    const stream: ChatStream = {
      async * [Symbol.asyncIterator] () {
        try { for (const batch of WHOLE) yield batch } finally { wasLeft = true }
      },
    }
    for await (const first of PROTOCOLS['openai-chat'].encodeStream(stream, contextOf(smallRequest('openai-chat')))) {
      expect(first).toBe('f1')
      break
    }
    expect(wasLeft).toBe(true)
  })
})

const failWith = async (wire: Wire, error: unknown): Promise<unknown> =>
  eventsIn((await relay(wire, [[start(), text('Hel')]], {}, error)).join('')).at(-1)

describe('encodeStream of an answer that breaks', () => {
  it.each<[Failure, string, string]>([
    ['stalled', 'upstream_stream_stalled', 'deepseek fell silent in the middle of its answer; the answer above is incomplete.'],
    ['reset', 'upstream_stream_interrupted', 'deepseek broke off in the middle of its answer; the answer above is incomplete.'],
    ['overloaded', 'upstream_stream_interrupted', 'deepseek reported that it is overloaded in the middle of its answer; the answer above is incomplete.'],
  ])('%s: becomes the error event of the chat completions wire', async (failure, code, message) => {
    expect(await failWith('openai-chat', new ProviderError(failure, 'secret words'))).toEqual({ event: undefined, data: { error: { message, type: 'server_error', param: null, code } } })
  })

  it('stalled: becomes the error event of the Anthropic wire', async () => {
    expect(await failWith('anthropic-messages', new ProviderError('stalled', 'secret words'))).toEqual({
      event: 'error',
      data: { type: 'error', error: { type: 'api_error', message: 'deepseek fell silent in the middle of its answer; the answer above is incomplete.' }, request_id: '0193-abcd' },
    })
  })

  it('a shutdown of the router: is told in its own words', async () => {
    expect(await failWith('anthropic-messages', new RouterError('router_shutdown', 'The router is stopping.'))).toMatchObject({ data: { error: { type: 'overloaded_error', message: 'The router is stopping.' } } })
  })

  it('anything else: is the router\'s own failure and tells nothing', async () => {
    expect(await failWith('openai-chat', new TypeError('x is not a function'))).toMatchObject({ data: { error: { code: 'internal_error', message: 'The router failed in the middle of the answer; the answer above is incomplete.' } } })
  })

  it.each<Wire>(['openai-chat', 'anthropic-messages'])('%s: a stream of nothing at all is interrupted', async (wire) => {
    expect(eventsIn((await relay(wire, [])).join(''))).toHaveLength(1)
    expect((await relay(wire, [])).join('')).toContain('error')
  })
})
