import { describe, expect, it } from 'vitest'
import type { ChatPart } from '../../src/chat/part.ts'
import type { Wire } from '../../src/chat/request.ts'
import { collect } from '../../src/chat/result.ts'
import { PROTOCOLS } from '../../src/protocols/index.ts'
import { call, end, start, terminal, text } from './parts.ts'
import { contextOf, eventsIn, oneByOne, smallRequest, streamOf, written } from './support.ts'

const DATA = 'data:image/png;base64,iVBORw0KGgo='
const picture = (block = 0, url = DATA, choice = 0): ChatPart => ({ type: 'image', choice, block, url })
const MARKDOWN = `![image](${DATA})`
const MEMBER = { type: 'image_url', image_url: { url: DATA } }

interface Message { readonly content: string | null, readonly images?: readonly object[] }

const encode = async (wire: Wire, parts: readonly ChatPart[]): Promise<unknown> =>
  JSON.parse(PROTOCOLS[wire].encodeResult(await collect(streamOf([parts])), contextOf(smallRequest(wire))))

const messageOf = async (parts: readonly ChatPart[]): Promise<Message | undefined> =>
  (await encode('openai-chat', parts) as { choices: { message: Message }[] }).choices[0]?.message

const deltasOf = async (parts: readonly ChatPart[]): Promise<unknown[]> =>
  eventsIn((await written(streamOf(oneByOne(parts)), smallRequest('openai-chat'))).join('')).flatMap(({ data }) => typeof data === 'string' ? [data] : (data as { choices: { delta: unknown }[] }).choices.map(({ delta }) => delta))

const ROLE = { role: 'assistant', content: '' }

describe('a picture on the chat completions wire', () => {
  it('alone, whole: is Markdown in the content, and a member', async () => {
    expect(await messageOf([start(), picture(), end(), terminal])).toEqual({ role: 'assistant', content: MARKDOWN, refusal: null, images: [MEMBER] })
  })

  it('between words, whole: stands where it was shown, apart from them', async () => {
    expect(await messageOf([start(), text('Here:'), picture(1), picture(2, 'https://p.test/2'), text('Nice?', 3), end()])).toMatchObject({ content: `Here:\n\n${MARKDOWN}\n\n![image](https://p.test/2)\n\nNice?`, images: [MEMBER, { image_url: { url: 'https://p.test/2' } }] })
  })

  it('beside a call, whole: is there with the call', async () => {
    expect(await messageOf([start(), picture(), call('c', 'f', 1), end()])).toMatchObject({ content: MARKDOWN, images: [MEMBER], tool_calls: [{ id: 'c' }] })
  })

  it('that is not there, whole: leaves no member', async () => {
    expect(await messageOf([start(), text(''), end()])).toEqual({ role: 'assistant', content: '', refusal: null })
  })

  it('alone, streamed: is one chunk after the role', async () => {
    expect(await deltasOf([picture(), end(), terminal])).toEqual([ROLE, { content: MARKDOWN, images: [MEMBER] }, {}, '[DONE]'])
  })

  it('between words, streamed: is apart from them', async () => {
    expect(await deltasOf([start(), text('Here'), text(':'), picture(1), picture(2), text('Nice'), text('?'), end()])).toEqual([
      ROLE, { content: 'Here' }, { content: ':' }, { content: `\n\n${MARKDOWN}`, images: [MEMBER] }, { content: `\n\n${MARKDOWN}`, images: [MEMBER] }, { content: '\n\nNice' }, { content: '?' }, {}, '[DONE]',
    ])
  })

  it('in several choices, streamed: is apart in each', async () => {
    expect(await deltasOf([start(), picture(), picture(0, DATA, 1), end('stop', 0), end('stop', 1)])).toEqual([ROLE, { content: MARKDOWN, images: [MEMBER] }, ROLE, { content: MARKDOWN, images: [MEMBER] }, {}, {}, '[DONE]'])
  })

  it('is no text: none of its characters are counted', async () => {
    const body = await encode('openai-chat', [start(), picture(0, `${DATA}${'A'.repeat(10_000)}`), end()])
    expect(body).toMatchObject({ usage: { completion_tokens: 0 } })
  })
})

describe('a picture on the Anthropic wire', () => {
  it('whole: is a text block of its own', async () => {
    expect(await encode('anthropic-messages', [start(), text('Here:'), picture(1), end()])).toMatchObject({ content: [{ type: 'text', text: 'Here:' }, { type: 'text', text: MARKDOWN }], stop_reason: 'end_turn', usage: { output_tokens: 2 } })
  })

  it('streamed: is a text block of its own', async () => {
    const events = eventsIn((await written(streamOf(oneByOne([start(), text('Here:'), picture(1), end(), terminal])), smallRequest('anthropic-messages'))).join(''))
    expect(events.map(({ event }) => event)).toEqual(['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop'])
    expect(events[5]?.data).toMatchObject({ index: 1, delta: { type: 'text_delta', text: MARKDOWN } })
  })
})
