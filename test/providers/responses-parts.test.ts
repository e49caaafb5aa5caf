import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../src/chat/part.ts'
import { openaiResponses } from '../../src/providers/openai-responses.ts'
import { foldOf, readingOf, replay } from './support.ts'
import type { ReadingOptions, Replay } from './support.ts'

const played = (events: readonly object[], options: ReadingOptions = {}): Promise<Replay> =>
  replay(openaiResponses, [Buffer.from(events.map(event => `data: ${JSON.stringify(event)}\n\n`).join(''))], readingOf('openai-responses', options))
const partsOf = async (...events: readonly object[]): Promise<readonly ChatPart[]> => (await played(events, { keepsFrames: false })).parts
const blocksOf = async (...events: readonly object[]): Promise<unknown> => (await played(events, { keepsFrames: false })).result.choices[0]?.blocks
const raw = (text: string): Promise<Replay> => replay(openaiResponses, [Buffer.from(text)], readingOf('openai-responses'))

const event = (type: string, members: object = {}): object => ({ type: `response.${type}`, ...members })
const added = (item: object, index?: number): object => event('output_item.added', { item, ...(index !== undefined && { output_index: index }) })
const done = (item: object, index?: number): object => event('output_item.done', { item, ...(index !== undefined && { output_index: index }) })
const completed = (members: object = {}): object => event('completed', { response: { status: 'completed', ...members } })
const tool = (id: string, name: string, argumentsText: string): object => ({ type: 'tool-call', id, name, argumentsText })

describe('openai-responses, parts', () => {
  it('the beginning: is told once, whatever is known of it', async () => {
    expect(await partsOf(event('queued', { response: { id: 'r', model: 'm' } }), event('in_progress', { response: { id: 's' } }))).toEqual([{ type: 'response-start', choice: 0, id: 'r', model: 'm' }, { type: 'opaque', choice: 0 }])
    expect(await partsOf(event('created'))).toEqual([{ type: 'response-start', choice: 0, id: '', model: '' }])
  })

  it('an item that only this wire can say: opens a block of its own, others do not', async () => {
    expect(await partsOf(added({ type: 'web_search_call' }, 0), event('web_search_call.searching'), added({ type: 'message' }, 1), added({ type: 'reasoning' }, 2), event('output_item.added'))).toEqual([
      { type: 'opaque', choice: 0, opensBlock: true }, { type: 'opaque', choice: 0 }, { type: 'opaque', choice: 0 }, { type: 'opaque', choice: 0 }, { type: 'opaque', choice: 0, opensBlock: true },
    ])
  })

  it('items that are not counted: are told apart by their ids, to the end', async () => {
    const [said, called] = [{ type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'ab' }] }, { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '{"x":1}' }]
    expect(await blocksOf(
      added(said), event('output_text.delta', { item_id: 'msg_1', delta: 'a' }), event('output_text.delta', { item_id: 'msg_1', delta: 'b' }), added(called), event('function_call_arguments.delta', { item_id: 'fc_1', delta: '{"x":1}' }),
      done(called), completed({ output: [said, called] }),
    )).toEqual([{ type: 'text', text: 'ab' }, tool('c', 'f', '{"x":1}')])
  })

  it('items that only the end tells of: are told then, each once', async () => {
    const message = { type: 'message', content: [{ type: 'output_text', text: 'a' }, { type: 'refusal', refusal: 'b' }, { type: 'odd', text: 'c' }, { text: 'd' }, { type: 'output_text' }] }
    expect(await blocksOf(done(message, 0), completed({ output: [message, { type: 'message' }, { type: 'reasoning', content: [{ type: 'reasoning_text', text: 'e' }] }, { type: 'reasoning', encrypted_content: 'x' }, { type: 'odd' }, {}] })))
      .toEqual([{ type: 'text', text: 'a' }, { type: 'refusal', text: 'b' }, { type: 'reasoning', text: 'e', signature: undefined }])
  })

  it('reasoning in a provider\'s own words: is told as it comes, apart from its summary', async () => {
    expect(await blocksOf(event('reasoning_text.delta', { output_index: 0, content_index: 1, delta: 'a' }), event('reasoning_summary_text.delta', { output_index: 0, delta: 'b' }), event('reasoning_text.delta', { output_index: 0, content_index: 1, delta: 'c' })))
      .toEqual([{ type: 'reasoning', text: 'ac', signature: undefined }, { type: 'reasoning', text: 'b', signature: undefined }])
  })

  it('calls with much left out: are calls all the same', async () => {
    expect(await blocksOf(done({ type: 'function_call', id: 'fc_1' }, 0), done({ type: 'function_call', name: 'f', arguments: { x: 1 } }, 1), done({ type: 'custom_tool_call', call_id: 'c', name: 'p' }, 2), done({ type: 'tool_search_call', call_id: 'd' }, 3), done({ type: 'function_call', name: 'f', namespace: null, arguments: '' }, 4)))
      .toEqual([tool('fc_1', '', '{}'), tool('', 'f', '{"x":1}'), tool('c', 'p', '{"input":""}'), tool('d', 'tool_search', '{}'), tool('', 'f', '')])
  })

  it('pieces that belong to nothing, and pieces of nothing: are passed over', async () => {
    expect(await blocksOf(
      event('function_call_arguments.delta', { output_index: 7, delta: 'x' }), event('custom_tool_call_input.delta', { output_index: 7, delta: 'x' }), event('output_text.delta'), event('refusal.delta', { delta: null }),
      added({ type: 'custom_tool_call', call_id: 'c', name: 'p' }, 0), event('custom_tool_call_input.delta', { output_index: 0, delta: '' }), done({ type: 'custom_tool_call', call_id: 'c', name: 'p', input: 'whole' }, 0), done({ type: 'custom_tool_call', call_id: 'c', input: 'again' }, 0),
      added({ type: 'function_call', call_id: 'd', name: 'f' }, 1), event('function_call_arguments.delta', { output_index: 1, delta: '' }), done({ type: 'function_call', arguments: 'not told by pieces' }, 1), event('output_item.done'),
    )).toEqual([tool('c', 'p', '{"input":"whole"}'), tool('d', 'f', '')])
  })

  it('a picture: is one, once it is there', async () => {
    const draws = (result: unknown): object => done({ type: 'image_generation_call', result }, 0)
    expect(await partsOf(draws(null), draws('QQ=='))).toEqual([{ type: 'opaque', choice: 0 }, { type: 'opaque', choice: 0 }])
    expect(await partsOf(draws('QQ=='))).toEqual([{ type: 'image', choice: 0, block: 0, url: 'data:image/png;base64,QQ==' }])
    expect(await partsOf(draws(''))).toEqual([{ type: 'opaque', choice: 0 }])
  })

  it.each([
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length', 'max_output_tokens'], [{ status: 'incomplete', incomplete_details: { reason: 'odd' } }, 'other', 'odd'],
    [{ status: 'incomplete' }, 'other', 'incomplete'], [{ status: 'incomplete', incomplete_details: null }, 'other', 'incomplete'], [{}, 'stop', 'completed'],
  ])('the end %j: is %s', async (response, finishReason, rawFinishReason) => {
    expect(await partsOf(event('completed', { response }))).toEqual([{ type: 'response-start', choice: 0, id: '', model: '' }, { type: 'response-end', choice: 0, finishReason, rawFinishReason }, { type: 'terminal', choice: 0 }])
    expect(await partsOf(event('incomplete'))).toMatchObject([{}, { finishReason: 'other', rawFinishReason: 'incomplete' }, {}])
  })

  it('usage: is told as far as it is reported', async () => {
    const usageOf = async (usage: object | null): Promise<unknown> => foldOf(await partsOf(completed({ usage }))).usage
    expect(await usageOf({ input_tokens: 1 })).toEqual({ inputTokens: 1 })
    expect(await usageOf({ output_tokens: 2, input_tokens_details: null, output_tokens_details: {} })).toEqual({ outputTokens: 2 })
    expect(await usageOf({ total_tokens: -1 })).toBeUndefined()
    expect(await usageOf(null)).toBeUndefined()
  })

  it('a name on the event\'s line alone: is its name', async () => {
    const { parts, error } = await raw('event: response.output_text.delta\ndata: {"output_index":0,"delta":"a"}\n\nevent: error\ndata: {"code":"server_error","message":"Broke."}\n\n')
    expect([parts, error?.failure, error?.message]).toEqual([[expect.objectContaining({ type: 'text-delta', text: 'a' })], 'server-error', 'Broke.'])
  })

  it('an error under no name at all, and one that says nothing: are errors', async () => {
    expect((await played([{ error: { message: 'Broke.', code: 'rate_limit_exceeded' } }])).error?.failure).toBe('rate-limited')
    expect((await played([event('failed')])).error?.message).toBe('gave up its answer: failed')
    expect((await played([event('failed', { response: { status: 'failed', error: { message: 'Too much.', code: 429 } } })])).error?.failure).toBe('rate-limited')
  })

  it('the first words of a known sidecar\'s apology: are its failure', async () => {
    expect((await played([event('output_text.delta', { output_index: 0, delta: 'Server is busy' })], { compat: { softErrors: ['server-busy'] } })).error?.failure).toBe('overloaded')
  })

  it('a report that cannot be true, under a name of its own: is mended under that name', async () => {
    const { parts } = await raw('event: response.completed\ndata: {"type":"response.completed","response":{"usage":{"input_tokens":-1}}}\n\n')
    expect(parts[0]?.frame).toBe('event: response.completed\ndata: {"type":"response.completed","response":{"usage":null}}\n\n')
  })
})
