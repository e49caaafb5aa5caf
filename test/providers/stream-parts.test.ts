import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../src/chat/part.ts'
import type { ChatRequest } from '../../src/chat/request.ts'
import type { DialectName } from '../../src/config/target.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { smallRequest } from '../protocols/support.ts'
import { fixture } from '../support/fixtures.ts'
import { readingOf, replay } from './support.ts'
import type { ReadingOptions } from './support.ts'

const partsOf = async (dialect: DialectName, bytes: Buffer, options: ReadingOptions = {}): Promise<readonly ChatPart[]> =>
  (await replay(DIALECTS[dialect], [bytes], readingOf(dialect, options))).parts

const events = (...data: readonly object[]): Buffer => Buffer.from(data.map(event => `data: ${JSON.stringify(event)}\n\n`).join(''))
const chunk = (delta: object, others: object = {}): object => ({ id: 'i', model: 'm', choices: [{ index: 0, delta, finish_reason: null }], ...others })
const toolChunk = (...calls: readonly object[]): object => chunk({ tool_calls: calls })
const typesOf = (parts: readonly ChatPart[]): readonly string[] => parts.map(part => part.type)
const framedTypes = (parts: readonly ChatPart[]): readonly string[] => parts.filter(part => part.frame !== undefined).map(part => part.type)

describe('openai, parts and frames', () => {
  it('several choices: are told apart, each with its own blocks and its own end', async () => {
    const { result } = await replay(DIALECTS.openai, [fixture('openai', 'openai-two-choices.sse')], readingOf('openai'))
    expect(result.choices.map(({ blocks, finishReason }) => ({ blocks, finishReason }))).toEqual([
      { blocks: [{ type: 'text', text: 'Cats' }], finishReason: 'length' }, { blocks: [{ type: 'text', text: 'Dogs bark' }], finishReason: 'stop' },
    ])
  })

  it('two choices in one event, of which one says something: are relayed as they came', async () => {
    const event = (...deltas: readonly object[]): object => ({ id: 'i', model: 'm', choices: deltas.map((delta, index) => ({ index, delta })) })
    const bytes = events(event({ role: 'assistant' }, { role: 'assistant' }), event({ content: 'a' }, {}), event({ content: 'b' }, {}))
    const parts = await partsOf('openai', bytes)
    expect(parts.map(({ frame }) => frame ?? '').join('')).toBe(bytes.toString())
    expect(parts.flatMap(part => part.type === 'text-delta' ? [[part.choice, part.text]] : [])).toEqual([[0, 'a'], [0, 'b']])
  })

  it('the frame of a usage part: holds usage and nothing else', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 1 }
    const alone = await partsOf('openai', events(chunk({ content: 'a' }), { id: 'i', choices: [], usage }))
    expect(framedTypes(alone)).toEqual(['response-start', 'usage'])
    const beside = await partsOf('openai', events(chunk({ content: 'a' }), chunk({}, { usage }), { id: 'i', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage }))
    expect(framedTypes(beside)).toEqual(['response-start', 'opaque', 'response-end'])
    expect(typesOf(beside)).toEqual(['response-start', 'text-delta', 'opaque', 'usage', 'response-end', 'usage'])
  })

  it('a report inside a choice: stands where clients look, for those who asked for usage; others get the event as it came', async () => {
    const bytes = events({ id: 'i', model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content: 'a' }, usage: { prompt_tokens: 1 } }] })
    const asked = smallRequest('openai-chat', { stream: true, stream_options: { include_usage: true } })
    const [forAsker] = await partsOf('openai', bytes, { request: asked })
    expect(forAsker?.frame).toBe('data: {"id":"i","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a"},"usage":{"prompt_tokens":1}}],"usage":{"prompt_tokens":1}}\n\n')
    const [forOthers] = await partsOf('openai', bytes)
    expect(forOthers?.frame).toBe(bytes.toString())
  })

  it('an index and a role that are missing: are put where clients look for them, the role once for each choice', async () => {
    const said = (content: string, others: object = {}): object => ({ id: 'i', model: 'm', choices: [{ ...others, delta: { content } }] })
    const parts = await partsOf('openai', events(said('a'), said('b', { index: 0 }), said('c'), said('d', { index: 1 }), { id: 'i', choices: [{ index: 2, finish_reason: 'stop' }] }))
    expect(parts.filter(({ frame }) => frame !== undefined).map(({ frame }) => (JSON.parse(frame?.slice(6) ?? '') as { choices: readonly object[] }).choices[0])).toEqual([
      { index: 0, delta: { content: 'a', role: 'assistant' } }, { index: 0, delta: { content: 'b' } }, { index: 0, delta: { content: 'c' } },
      { index: 1, delta: { content: 'd', role: 'assistant' } }, { index: 2, delta: { role: 'assistant' }, finish_reason: 'stop' },
    ])
  })

  it('content in parts: becomes the strings that clients add up, in a whole answer too', () => {
    const content = [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }, { type: 'text', text: 'Yes' }, { type: 'text', text: '.' }]
    const body = (parts: readonly object[]): Buffer => Buffer.from(JSON.stringify({ choices: [{ message: { role: 'assistant', content: parts }, finish_reason: 'stop' }] }))
    const frameOf = (parts: readonly object[]): unknown => JSON.parse(DIALECTS.openai.decodeResult(body(parts), readingOf('openai'))[0]?.frame ?? '')
    expect(frameOf(content)).toEqual({ choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.', reasoning_content: 'Hm.' }, finish_reason: 'stop' }] })
    expect(frameOf(content.slice(1))).toEqual({ choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }] })
  })

  it('a report that cannot be true: is neither told nor relayed', async () => {
    const parts = await partsOf('openai', fixture('openai', 'broken-absurd-usage.sse'))
    expect(typesOf(parts)).toEqual(['response-start', 'text-delta', 'response-end', 'opaque', 'terminal'])
    expect(parts[2]?.frame).toBe('data: {"id":"chatcmpl-p","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n')
    expect(parts[3]?.frame).toBeUndefined()
  })

  it('a report in the first event that cannot be true: leaves the event\'s frame', async () => {
    const parts = await partsOf('openai', events({ id: 'i', model: 'm', usage: { prompt_tokens: -1 } }))
    expect(parts).toEqual([{ type: 'response-start', choice: 0, id: 'i', model: 'm', frame: 'data: {"id":"i","model":"m"}\n\n' }])
  })

  it('counts that are no numbers: are not reported', async () => {
    const parts = await partsOf('openai', events({ choices: [], usage: { prompt_tokens: '7', completion_tokens: null, total_tokens: Number.NaN } }))
    expect(parts).toEqual([{ type: 'usage', choice: 0, usage: {}, frame: expect.any(String) as string }])
  })

  it('an event for each thing, none for nothing: keep-alives are opaque', async () => {
    const parts = await partsOf('openai', fixture('openai', 'deepseek-reasoning.sse'))
    expect(parts.slice(0, 3).map(({ type, frame }) => [type, frame?.slice(0, 13)])).toEqual([['opaque', ': keep-alive\n'], ['opaque', ': keep-alive\n'], ['response-start', 'data: {"id":"']])
  })

  it('after the terminal: nothing is told, not even an error', async () => {
    const { parts, error } = await replay(DIALECTS.openai, [Buffer.from('data: [DONE]\n\ndata: {"error":{"message":"x"}}\n\n'), Buffer.from('data: {"a"')], readingOf('openai'))
    expect([typesOf(parts), error]).toEqual([['terminal'], undefined])
  })

  it('an error event amid a chunk: what came before it in the same chunk is told first', async () => {
    const { parts, error } = await replay(DIALECTS.openai, [events(chunk({ content: 'a' }), { error: { message: 'x', type: 'server_error' } }, chunk({ content: 'b' }))], readingOf('openai'))
    expect([typesOf(parts), error?.failure, error?.billing]).toEqual([['response-start', 'text-delta'], 'server-error', 'maybe'])
  })

  it('an error in the last event, its blank line missing: is one', async () => {
    const { parts, error } = await replay(DIALECTS.openai, [Buffer.from(`${events(chunk({ content: 'a' })).toString()}data: {"error":{"message":"x"}}`)], readingOf('openai'))
    expect([typesOf(parts), error?.failure]).toEqual([['response-start', 'text-delta'], 'server-error'])
  })

  const PICTURES = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }, { type: 'image_url', image_url: 'https://p.test/2' }, { type: 'image_url', image_url: { url: 'ftp://p.test/3' } }, null, { type: 'image_url' }]

  it('pictures: are blocks of their own, and prose after them begins another', async () => {
    const bytes = events(chunk({ content: 'Here' }), chunk({ content: '', images: PICTURES }), chunk({ content: '!' }), chunk({ images: null }), chunk({ images: 'none' }))
    const parts = await partsOf('openai', bytes, { keepsFrames: false })
    expect(parts.filter(part => 'block' in part)).toEqual([
      { type: 'text-delta', choice: 0, block: 0, text: 'Here' },
      { type: 'image', choice: 0, block: 1, url: 'data:image/png;base64,AA' },
      { type: 'image', choice: 0, block: 2, url: 'https://p.test/2' },
      { type: 'text-delta', choice: 0, block: 3, text: '!' },
    ])
  })

  it('pictures, relayed: are shown in the content too, unless the client asked for pictures by name', async () => {
    const deltaOf = async (first: object, delta: object, request?: ChatRequest): Promise<unknown> => {
      const parts = await partsOf('openai', events(chunk(first), chunk(delta)), request === undefined ? {} : { request })
      return (JSON.parse(String(parts.findLast(part => part.frame !== undefined)?.frame).slice('data: '.length)) as { choices: { delta: unknown }[] }).choices[0]?.delta
    }
    const images = PICTURES.slice(0, 2)
    const markdown = '![image](data:image/png;base64,AA)\n\n![image](https://p.test/2)'
    expect(await deltaOf({ role: 'assistant', content: '' }, { images })).toEqual({ images, content: markdown })
    expect(await deltaOf({ content: 'Here' }, { content: null, images })).toEqual({ images, content: `\n\n${markdown}` })
    expect(await deltaOf({ content: '' }, { content: 'Here', images })).toEqual({ images, content: `Here\n\n${markdown}` })
    expect(await deltaOf({ content: '' }, { content: null, images }, smallRequest('openai-chat', { modalities: ['image', 'text'] }))).toEqual({ content: null, images })
  })

  it('sounds: are content, told by their words', async () => {
    const bytes = events(chunk({ audio: { id: 'a', transcript: 'Hi' } }), chunk({ audio: { data: 'AA' } }))
    expect((await partsOf('openai', bytes)).flatMap(part => part.type === 'text-delta' ? [part.text] : [])).toEqual(['Hi'])
  })

  it('the predecessor of tool calls: is a tool call', async () => {
    const parts = await partsOf('openai', events(chunk({ function_call: { name: 'f', arguments: '' } }), chunk({ function_call: { arguments: '{}' } }), chunk({ function_call: null }), { id: 'i', choices: [{ index: 0, delta: {}, finish_reason: 'function_call' }] }))
    expect(typesOf(parts)).toEqual(['response-start', 'tool-call-start', 'tool-call-delta', 'opaque', 'response-end'])
    expect(parts[0]?.frame).toContain('"function_call":{"name":"f","arguments":""}')
    expect(parts.at(-1)).toMatchObject({ finishReason: 'tool-calls' })
  })

  it('finish reasons of other words: mean tool calls after calls, nothing known otherwise', async () => {
    const ends = async (reason: string, ...calls: readonly object[]): Promise<unknown> =>
      (await partsOf('openai', events(toolChunk(...calls), { id: 'i', choices: [{ index: 0, finish_reason: reason }] }))).find(part => part.type === 'response-end')
    expect(await ends('odd', { index: 0, id: 'a', function: { name: 'f' } })).toMatchObject({ finishReason: 'tool-calls', rawFinishReason: 'odd' })
    expect(await ends('length', { index: 0, id: 'a', function: { name: 'f' } })).toMatchObject({ finishReason: 'length' })
    expect(await ends('odd')).toMatchObject({ finishReason: 'other' })
    expect(await ends('tool_calls')).toMatchObject({ finishReason: 'stop' })
  })

  it('an empty error member: is no error', async () => {
    for (const error of [null, '']) expect(typesOf(await partsOf('openai', events(chunk({ content: 'a' }, { error }))))).toEqual(['response-start', 'text-delta'])
  })

  it('a named refusal inside a stream: is not billed, and waits as long as it says', async () => {
    const { error } = await replay(DIALECTS.openai, [events({ error: { message: 'Please try again in 2s', code: 429 } })], readingOf('openai'))
    expect(error).toMatchObject({ failure: 'rate-limited', billing: 'not-billed', retryAfterMs: 2000, rawCode: '429' })
    expect((await replay(DIALECTS.openai, [events({ error: {} })], readingOf('openai'))).error?.message).toBe('an error without a message')
  })

  it('base_resp: is an error unless it says success', async () => {
    expect(typesOf(await partsOf('openai', events(chunk({ content: 'a' }, { base_resp: { status_code: 0 } }))))).toEqual(['response-start', 'text-delta'])
    expect((await replay(DIALECTS.openai, [events({ base_resp: { status_code: 1002, status_msg: 'rate limit' } })], readingOf('openai'))).error?.failure).toBe('rate-limited')
  })

  it('codes of success and objects without words: are no errors', async () => {
    for (const event of [{ code: 200, message: 'ok' }, { code: 0, message: 'ok' }, { code: 'X' }, []]) expect(typesOf(await partsOf('openai', events(event)))).toEqual(['opaque'])
  })

  it('a body that is JSON but far too long: is read no further than needed', async () => {
    const { error } = await replay(DIALECTS.openai, [Buffer.from('\n {"a":"'), Buffer.alloc(70_000, 'x'), Buffer.from('never read')], readingOf('openai'))
    expect(error).toMatchObject({ failure: 'bad-response', billing: 'maybe' })
  })

  it('a byte order mark and white space before the first event: are no body of another kind', async () => {
    expect(typesOf(await partsOf('openai', Buffer.from('\uFEFF\n\ndata: [DONE]\n\n')))).toEqual(['opaque', 'terminal'])
  })
})

describe('openai, tool calls in every disorder', () => {
  const callsOf = async (bytes: Buffer, options: ReadingOptions = {}): Promise<readonly string[]> => {
    const { result } = await replay(DIALECTS.openai, [bytes], readingOf('openai', options))
    return (result.choices[0]?.blocks ?? []).map(block => block.type === 'tool-call' ? `${block.id.replace(/_[\da-f]{24}$/, '_minted')} ${block.name} ${block.argumentsText}` : block.type)
  }
  const end = { id: 'i', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] }

  it('without an index, by id: goes on with the call of that id', async () => {
    expect(await callsOf(events(
      toolChunk({ id: 'a', function: { name: 'f', arguments: '{' } }), toolChunk({ id: 'b', function: { name: 'g', arguments: '[' } }),
      toolChunk({ id: 'a', function: { name: 'f', arguments: '}' } }), toolChunk({ id: 'b', function: { arguments: ']' } }), toolChunk({ function: { arguments: ' ' } }),
    ))).toEqual(['a f {}', 'b g [] '])
  })

  it('two whole calls in one delta, without an index and an id: are two calls', async () => {
    expect(await callsOf(events(toolChunk({ function: { name: 'f', arguments: {} } }, { function: { name: 'f', arguments: { x: 1 } } })))).toEqual(['call_minted f {}', 'call_minted f {"x":1}'])
  })

  it('a name that comes late: the arguments wait for it', async () => {
    expect(await callsOf(events(toolChunk({ index: 0, id: 'a', function: { name: '', arguments: '{"x"' } }), toolChunk({ index: 0, function: { arguments: ':1' } }), toolChunk({ index: 0, function: { name: 'f', arguments: '}' } })))).toEqual(['a f {"x":1}'])
  })

  it('a name that never comes: the call is told at the end', async () => {
    expect(await callsOf(events(toolChunk({ index: 0, id: 'a', function: { arguments: '{}' } }), end))).toEqual(['a  {}'])
  })

  it('null arguments, id and name repeated on every chunk: are one call', async () => {
    expect(await callsOf(events(
      toolChunk({ index: 1, id: 'a', type: 'function', function: { name: 'f', arguments: null } }), toolChunk({ index: 1, id: 'a', function: { name: 'f', arguments: '{}' } }), toolChunk({ index: 1, function: null }),
    ))).toEqual(['a f {}'])
  })

  it('words after a call: open a block of their own', async () => {
    expect(await callsOf(events(chunk({ content: 'a' }), toolChunk({ index: 0, id: 'a', function: { name: 'f' } }), chunk({ content: 'b' })))).toEqual(['text', 'a f ', 'text'])
  })

  it('what clients cannot do without: is put into the frames that lack it, and into no other', async () => {
    const first = toolChunk({ function: { name: 'f', arguments: '' } })
    const later = toolChunk({ index: 0, function: { arguments: '{}' } })
    const parts = await partsOf('openai', events(first, later))
    const frame = JSON.parse(parts[0]?.frame?.slice(6) ?? '') as { choices: readonly { delta: object }[] }
    expect(frame.choices[0]?.delta).toEqual({ role: 'assistant', tool_calls: [{ index: 0, id: expect.stringMatching(/^call_[\da-f]{24}$/) as string, type: 'function', function: { name: 'f', arguments: '' } }] })
    expect(parts.at(-1)?.frame).toBe(events(later).toString())
  })

  it('minted ids: stand for the provider\'s on every chunk that repeats them', async () => {
    const parts = await partsOf('openai', events(toolChunk({ index: 0, id: 'Bash:0', type: 'function', function: { name: 'f' } }), toolChunk({ index: 0, id: 'Bash:0', function: { arguments: '{}' } }), toolChunk({ index: 0, id: '', function: { arguments: ' ' } })), { compat: { toolCallIds: 'mint' } })
    const minted = parts.flatMap(part => part.type === 'tool-call-start' ? [part.id] : [])[0] as string
    expect(parts.filter(part => part.frame?.includes(minted))).toHaveLength(2)
    expect(parts.some(part => part.frame?.includes('Bash:0'))).toBe(false)
  })

  it('for another wire: an id that the conversation knows already is minted anew', async () => {
    const request = smallRequest('anthropic-messages', { messages: [{ role: 'assistant', content: [{ type: 'text', text: 'x' }, { type: 'tool_use', id: 'Bash:0', name: 'f', input: {} }] }] })
    const bytes = events(toolChunk({ index: 0, id: 'Bash:0', function: { name: 'f' } }, { index: 1, id: 'Bash:1', function: { name: 'f' } }, { index: 2, id: 'Bash:1', function: { name: 'g' } }))
    expect(await callsOf(bytes, { request, keepsFrames: false })).toEqual(['toolu_minted f ', 'Bash:1 f ', 'toolu_minted g '])
  })
})

describe('anthropic, parts and frames', () => {
  it('every event: gives its frame once, on its first part', async () => {
    const parts = await partsOf('anthropic', fixture('anthropic', 'text.sse'))
    expect(parts.map(part => [part.type, part.frame !== undefined])).toEqual([
      ['response-start', true], ['usage', false], ['opaque', true], ['opaque', true], ['text-delta', true], ['text-delta', true], ['opaque', true],
      ['response-end', true], ['usage', false], ['terminal', true],
    ])
  })

  it('a stop sequence: is told', async () => {
    expect((await partsOf('anthropic', fixture('anthropic', 'stop-sequence.sse'))).find(part => part.type === 'response-end')).toMatchObject({ stopSequence: 'three', finishReason: 'stop' })
  })

  it('counts that cannot be true: are not told, and relayed as 0', async () => {
    const parts = await partsOf('anthropic', fixture('anthropic', 'broken-absurd-usage.sse'))
    expect(typesOf(parts)).not.toContain('usage')
    expect(parts[0]?.frame).toContain('"usage":{"input_tokens":0,"output_tokens":1}')
  })

  it('a name on one line alone: is put on the other as well; an event without any stays what it is', async () => {
    const bytes = Buffer.from('data: {"type":"ping"}\n\nevent: ping\ndata: {}\n\ndata: {"x":1}\n\nevent: ping\ndata: { "type": "ping" }\n\n')
    const parts = await partsOf('anthropic', bytes)
    expect(parts.map(({ frame }) => frame)).toEqual([
      'event: ping\ndata: {"type":"ping"}\n\n', 'event: ping\ndata: {"type":"ping"}\n\n', 'data: {"x":1}\n\n', 'event: ping\ndata: { "type": "ping" }\n\n',
    ])
  })

  it('members that accumulators add to: are put where they are missing, and are no report', async () => {
    const event = (json: { readonly type: string, readonly [member: string]: unknown }): string => `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`
    const bare = [event({ type: 'message_start', message: { id: 'i', usage: null } }), event({ type: 'message_delta', delta: { stop_reason: 'end_turn' } })]
    const mended = await partsOf('anthropic', Buffer.from(bare.join('')))
    expect(typesOf(mended)).toEqual(['response-start', 'response-end'])
    expect(mended.map(({ frame }) => frame)).toEqual([
      event({ type: 'message_start', message: { id: 'i', usage: { input_tokens: 0, output_tokens: 0 }, content: [] } }),
      event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 0 } }),
    ])
    const whole = [event({ type: 'message_start', message: { id: 'i', content: [], usage: { input_tokens: 1 } } }), event({ type: 'message_delta', delta: {}, usage: { output_tokens: 7 } })]
    const told = await partsOf('anthropic', Buffer.from([...whole, bare[1]].join('')))
    expect(told.flatMap(({ frame }) => frame ?? [])).toEqual([...whole, event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } })])
    expect(told.filter(({ type }) => type === 'usage')).toHaveLength(2)
  })

  it('an answer that ends in a failure: is one', async () => {
    const { error } = await replay(DIALECTS.anthropic, [Buffer.from('event: message_delta\ndata: {"delta":{"stop_reason":"network_error"}}\n\n')], readingOf('anthropic'))
    expect(error).toMatchObject({ failure: 'server-error', rawCode: 'network_error' })
  })

  it('an apology of a known sidecar: is an error', async () => {
    const bytes = Buffer.from('data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"服务器繁忙，请稍后再试"}}\n\n')
    expect((await replay(DIALECTS.anthropic, [bytes], readingOf('anthropic', { compat: { softErrors: ['server-busy'] } }))).error?.failure).toBe('overloaded')
  })

  it('blocks that open without a word about what they are: open and say nothing', async () => {
    const open = (block: object): object => ({ type: 'content_block_start', index: 1, content_block: block })
    const parts = await partsOf('anthropic', events(
      open({ type: 'text' }), open({ type: 'thinking' }), open({ type: 'redacted_thinking' }), open({ type: 'tool_use', input: null }),
      ...['text_delta', 'thinking_delta', 'signature_delta', 'input_json_delta'].map(type => ({ type: 'content_block_delta', index: 1, delta: { type, text: 'x', thinking: 'x', signature: 'x' } })),
      open({ type: 'thinking', thinking: 'a' }), { type: 'content_block_delta', index: 1, delta: { type: 'signature_delta' } }, { type: 'content_block_delta', index: 1, delta: { type: 'thinking_delta' } },
      open({ type: 'text', text: 'a' }), { type: 'content_block_delta', index: 1, delta: { type: 'text_delta' } }, { type: 'content_block_delta', index: 7, delta: { type: 'signature_delta', signature: 's' } },
      { type: 'content_block_delta', index: 8, delta: {} }, { type: 'message_start' },
    ))
    expect(typesOf(parts).filter(type => type !== 'opaque')).toEqual(['redacted-reasoning', 'tool-call-start', 'reasoning-delta', 'text-delta', 'reasoning-signature', 'response-start'])
  })
})

describe('whole answers of an impossible shape', () => {
  it('are bad responses, whichever the wire', () => {
    const shapes = { openai: '{"choices":[null]}', anthropic: '{"content":[null]}' } as const
    for (const name of ['openai', 'anthropic'] as const) {
      expect(() => DIALECTS[name].decodeResult(Buffer.from(shapes[name]), readingOf(name))).toThrow('impossible shape')
    }
  })

  it('a failed finish keeps its own name', () => {
    expect(() => DIALECTS.openai.decodeResult(Buffer.from('{"choices":[{"message":{"content":"x"},"finish_reason":"abort"}]}'), readingOf('openai'))).toThrow('ended its answer with abort')
  })
})
