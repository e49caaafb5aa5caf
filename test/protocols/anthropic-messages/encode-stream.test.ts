import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../../src/chat/part.ts'
import { args, call, end, opaque, reasoning, redacted, refusal, signature, start, terminal, text, usage } from '../parts.ts'
import { eventsIn, oneByOne, smallRequest, streamOf, written } from '../support.ts'

const THINKS = { thinking: { type: 'adaptive' } }

interface Event { readonly type: string, readonly index?: number, readonly [name: string]: unknown }

const eventsOf = async (parts: readonly ChatPart[], members: object = {}): Promise<Event[]> =>
  eventsIn((await written(streamOf(oneByOne(parts)), smallRequest('anthropic-messages', members))).join('')).map(({ event, data }) => {
    expect((data as Event).type).toBe(event)
    return data as Event
  })

/** The blocks alone, each event in a word. */
const blocksOf = async (parts: readonly ChatPart[], members: object = {}): Promise<string[]> => (await eventsOf(parts, members)).flatMap((event) => {
  switch (event.type) {
    case 'content_block_start': return [`${event.index} start ${JSON.stringify(event['content_block'])}`]
    case 'content_block_delta': return [`${event.index} ${Object.values(event['delta'] as object).join(' ')}`]
    case 'content_block_stop': return [`${event.index} stop`]
    default: return []
  }
})

const TEXT = '{"type":"text","text":""}'
const THINKING = '{"type":"thinking","thinking":"","signature":""}'
const toolUse = (id: string, name: string): string => JSON.stringify({ type: 'tool_use', id, name, input: {} })

describe('encodeStream of the Anthropic wire, from another wire', () => {
  it('a text: is a message with one block, in the order that clients need', async () => {
    const events = await eventsOf([start(), text('Hel'), opaque, text('lo "you"\n'), end(), usage({ inputTokens: 10, outputTokens: 5, cacheReadTokens: 4, cacheWriteTokens: 1 }), terminal])
    expect(events).toEqual([
      {
        type: 'message_start',
        message: {
          id: 'msg_0193abcd', type: 'message', role: 'assistant', model: 'deepseek-chat', content: [], stop_reason: null, stop_sequence: null,
          usage: { input_tokens: smallRequest('anthropic-messages').estimatedInputTokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo "you"\n' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { input_tokens: 5, cache_creation_input_tokens: 1, cache_read_input_tokens: 4, output_tokens: 5 } },
      { type: 'message_stop' },
    ])
  })

  it('an id of this wire: is kept', async () => {
    expect((await eventsOf([start('msg_9'), end()]))[0]).toMatchObject({ message: { id: 'msg_9' } })
    expect((await eventsOf([start('msg_'), end()]))[0]).toMatchObject({ message: { id: 'msg_0193abcd' } })
  })

  it('usage known at the start: stands in message_start', async () => {
    expect((await eventsOf([usage({ inputTokens: 7 }), start(), end()]))[0]).toMatchObject({ message: { usage: { input_tokens: 7, output_tokens: 1 } } })
  })

  it('usage that nobody reported: is estimated', async () => {
    expect((await eventsOf([start(), text('x'.repeat(40)), end()])).at(-2)).toMatchObject({ usage: { input_tokens: smallRequest('anthropic-messages').estimatedInputTokens, output_tokens: 10 } })
  })

  it('a stream without a beginning: gets one', async () => {
    expect((await eventsOf([text('a'), end()])).map(({ type }) => type)).toEqual(['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop'])
    expect((await eventsOf([end()])).map(({ type }) => type)).toEqual(['message_start', 'message_delta', 'message_stop'])
  })

  it('thinking that was asked for: is a block with its signature', async () => {
    expect(await blocksOf([start(), reasoning('hm'), reasoning('!'), signature('sig'), redacted('xyz', 1), text('a', 2), end()], THINKS)).toEqual([
      `0 start ${THINKING}`, '0 thinking_delta hm', '0 thinking_delta !', '0 signature_delta sig', '0 stop',
      '1 start {"type":"redacted_thinking","data":"xyz"}', '1 stop', `2 start ${TEXT}`, '2 text_delta a', '2 stop',
    ])
  })

  it('thinking that nobody asked for: is left out and indexes stay dense', async () => {
    expect(await blocksOf([start(), reasoning('hm'), signature('sig'), redacted('xyz', 1), text('a', 2), end()])).toEqual([`0 start ${TEXT}`, '0 text_delta a', '0 stop'])
  })

  it('a signature too late or for nobody: is dropped', async () => {
    expect(await blocksOf([start(), signature('sig', 3), reasoning('hm'), text('a', 1), signature('sig'), end()], THINKS)).toEqual([
      `0 start ${THINKING}`, '0 thinking_delta hm', '0 stop', `1 start ${TEXT}`, '1 text_delta a', '1 stop',
    ])
  })

  it('a tool call after a text: closes the text, and its arguments go out as they come', async () => {
    expect(await blocksOf([start(), text('I look.'), text(''), call('call_1', 'Read', 1), args('{"a"', 1), args('', 1), args(':1}', 1), end('stop')])).toEqual([
      `0 start ${TEXT}`, '0 text_delta I look.', '0 stop', `1 start ${toolUse('call_1', 'Read')}`, '1 input_json_delta {"a"', '1 input_json_delta :1}', '1 stop',
    ])
  })

  it('calls: end with tool_use whatever the provider said, except where the answer was cut short', async () => {
    expect((await eventsOf([start(), call('c', 'f'), args('{}'), end('stop')])).at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' } })
    expect((await eventsOf([start(), call('c', 'f'), args('{"a'), end('length')])).at(-2)).toMatchObject({ delta: { stop_reason: 'max_tokens' } })
    expect((await eventsOf([start(), text('a'), end('tool-calls')])).at(-2)).toMatchObject({ delta: { stop_reason: 'end_turn' } })
  })

  it('a call without arguments: gets an empty object as its one delta', async () => {
    for (const said of [[], [args(' ')]]) expect((await blocksOf([start(), call('c', 'f'), ...said, end()])).slice(-2)).toEqual(['0 input_json_delta {}', '0 stop'])
  })

  it('calls one after the other: each is opened as soon as the one before is whole', async () => {
    const batches = oneByOne([start(), call('a', 'f', 0), args('{"x":"}"}', 0), call('b', 'g', 1), args('{', 1)])
    const texts = await written(streamOf([...batches, [args('}', 1)], [end('tool-calls')]]), smallRequest('anthropic-messages'))
    expect(texts.find((written) => written.includes('"name":"g"'))).toBe(texts[3])
    expect(eventsIn(texts.join('')).at(-2)).toMatchObject({ data: { delta: { stop_reason: 'tool_use' } } })
  })

  it('interleaved calls: are kept back and come out one block after the other', async () => {
    expect(await blocksOf([
      start(), call('a', 'f', 0), args('{"n":', 0), call('b', 'g', 1), args('{"m":', 1), args('1', 0), call('c', 'h', 2), args('2}', 1), args('}', 0), args('{}', 2), args('late', 0), end('tool-calls'),
    ])).toEqual([
      `0 start ${toolUse('a', 'f')}`, '0 input_json_delta {"n":', '0 input_json_delta 1', '0 input_json_delta }', '0 stop',
      `1 start ${toolUse('b', 'g')}`, '1 input_json_delta {"m":2}', '1 stop', `2 start ${toolUse('c', 'h')}`, '2 input_json_delta {}', '2 stop',
    ])
  })

  it('text and thinking beside an open call: wait for it', async () => {
    expect(await blocksOf([start(), call('a', 'f', 0), args('{', 0), reasoning('h', 1), reasoning('m', 1), signature('sig', 1), text('x', 2), args('}', 0), end()], THINKS)).toEqual([
      `0 start ${toolUse('a', 'f')}`, '0 input_json_delta {', '0 input_json_delta }', '0 stop', `1 start ${THINKING}`, '1 thinking_delta hm', '1 signature_delta sig', '1 stop', `2 start ${TEXT}`, '2 text_delta x', '2 stop',
    ])
  })

  it('a text that goes on after another block: goes on in a new one', async () => {
    expect(await blocksOf([start(), reasoning('a', 0), text('b', 1), reasoning('c', 0), end()], THINKS)).toEqual([
      `0 start ${THINKING}`, '0 thinking_delta a', '0 stop', `1 start ${TEXT}`, '1 text_delta b', '1 stop', `2 start ${THINKING}`, '2 thinking_delta c', '2 stop',
    ])
  })

  it('content after the end: still gets a block', async () => {
    expect((await eventsOf([start(), end(), text('late'), end('length')])).map(({ type }) => type)).toEqual(['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop'])
  })

  it('a refusal: is a text that says so', async () => {
    expect(await blocksOf([start(), refusal('I cannot.'), end()])).toEqual([`0 start ${TEXT}`, '0 text_delta I cannot.', '0 stop'])
    expect((await eventsOf([start(), text('a'), end('content-filter')])).at(-2)).toMatchObject({ delta: { stop_reason: 'refusal' } })
  })

  it('a stop sequence: is told', async () => {
    const stopped: ChatPart = { type: 'response-end', choice: 0, finishReason: 'stop', rawFinishReason: 'stop', stopSequence: 'END' }
    expect((await eventsOf([start(), text('a'), stopped])).at(-2)).toMatchObject({ delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' } })
  })

  it('ids that are empty or come twice: are made anew', async () => {
    const blocks = await blocksOf([start(), call('', 'f', 0), args('{}', 0), call('x', 'f', 1), args('{}', 1), call('x', 'f', 2), args('{}', 2), end('tool-calls')])
    expect(blocks.join().match(/"id":"[^"]*"/g)).toEqual(['"id":"toolu_0193abcd_0"', '"id":"x"', '"id":"toolu_0193abcd_2"'])
  })

  it('other choices, and what follows the end: do not exist on this wire', async () => {
    expect(await blocksOf([start(), text('a'), text('b', 0, 1), end(), terminal, text('late')])).toEqual([`0 start ${TEXT}`, '0 text_delta a', '0 stop'])
  })

  it('a call whose arguments are not whole: breaks the answer instead of being run', async () => {
    const events = await eventsOf([start(), call('c', 'f'), args('{"path":"/'), end('tool-calls'), terminal])
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { type: 'api_error' } })
    expect(events.map(({ type }) => type)).not.toContain('message_delta')
  })
})
