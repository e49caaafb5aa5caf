/** `usage.cost`: told where it is asked for and known, and nothing else of the answer is touched. */

import { describe, expect, it } from 'vitest'
import type { ChatBatch, ChatPart, Usage } from '../../../src/chat/part.ts'
import { collect } from '../../../src/chat/result.ts'
import { PROTOCOLS } from '../../../src/protocols/index.ts'
import type { EncodingContext } from '../../../src/protocols/protocol.ts'
import { contextOf, eventsIn, oneByOne, smallRequest, streamOf } from '../support.ts'

const ASKING = { usage: { include: true }, stream: true }
const USAGE: Usage = { inputTokens: 100, outputTokens: 10 }

/** A cent for a token. */
const perToken = ({ inputTokens, outputTokens }: Usage): number | undefined => inputTokens === undefined || outputTokens === undefined ? undefined : (inputTokens + outputTokens) / 100

const asking = (costUsd = perToken): EncodingContext => ({ ...contextOf(smallRequest('openai-chat', ASKING)), costUsd })
const notAsking = (): EncodingContext => contextOf(smallRequest('openai-chat', { stream: true, stream_options: { include_usage: true } }))

const streamed = async (batches: readonly ChatBatch[], context: EncodingContext): Promise<string> => {
  let text = ''
  for await (const piece of PROTOCOLS['openai-chat'].encodeStream(streamOf(batches), context)) text += piece
  return text
}

const whole = async (parts: readonly ChatPart[], context: EncodingContext): Promise<string> => PROTOCOLS['openai-chat'].encodeResult(await collect(streamOf([parts])), context)

const frame = (data: object | string): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
const START: ChatPart = { type: 'response-start', choice: 0, id: 'chatcmpl-1', model: 'm' }
const END: ChatPart = { type: 'response-end', choice: 0, finishReason: 'stop', rawFinishReason: 'stop' }
const TEXT: ChatPart = { type: 'text-delta', choice: 0, block: 0, text: 'Hi' }
const usage = (told: Usage = USAGE): ChatPart => ({ type: 'usage', choice: 0, usage: told })

const TEXT_FRAME = frame('{"choices":[{"index":0,"delta":{"content":"Hi"}}],  "odd":1}')
const END_FRAME = frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const usageFrame = (told: object): string => frame({ id: 'x', choices: [], usage: told })
const relayed = (...last: readonly ChatPart[]): readonly ChatBatch[] => [[{ ...START, frame: TEXT_FRAME }, TEXT], [{ ...END, frame: END_FRAME }, ...last], [{ type: 'terminal', choice: 0, frame: 'data: [DONE]\n\n' }]]

describe('the cost of a relayed stream', () => {
  it('one frame with usage: holds the cost, the others stay byte for byte', async () => {
    const text = await streamed(relayed({ ...usage(), frame: usageFrame({ prompt_tokens: 100, completion_tokens: 10, odd: null }) }), asking())
    expect(text).toBe(`${TEXT_FRAME}${END_FRAME}${usageFrame({ prompt_tokens: 100, completion_tokens: 10, odd: null, cost: 1.1 })}data: [DONE]\n\n`)
  })

  it('usage in the last content frame: is written there', async () => {
    const last = frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 100 } })
    const text = await streamed([[{ ...START, frame: TEXT_FRAME }, TEXT, { ...END, frame: last }, usage()], [{ type: 'terminal', choice: 0 }]], asking())
    expect(text).toBe(`${TEXT_FRAME}${frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 100, cost: 1.1 } })}data: [DONE]\n\n`)
  })

  it('usage told in two frames: has its cost when it is whole', async () => {
    const first = usageFrame({ prompt_tokens: 100 })
    const second = usageFrame({ completion_tokens: 10 })
    const text = await streamed(relayed({ ...usage({ inputTokens: 100 }), frame: first }, { ...usage({ outputTokens: 10 }), frame: second }), asking())
    expect(text).toContain(`${first}${usageFrame({ completion_tokens: 10, cost: 1.1 })}`)
  })

  it.each<[string, ChatPart]>([
    ['a cost of the provider\'s own', { ...usage(), frame: usageFrame({ prompt_tokens: 100, cost: 0.5 }) }], ['a usage that is half told', { ...usage({ inputTokens: 1 }), frame: usageFrame({ prompt_tokens: 1 }) }],
    ['a usage that is guessed', { ...usage({ ...USAGE, isEstimated: true }), frame: usageFrame({ prompt_tokens: 100 }) }], ['a frame without usage', { ...usage(), frame: frame({ choices: [] }) }], ['a frame that is no JSON', { ...usage(), frame: frame('{') }],
  ])('%s: stays as it is', async (_, part) => {
    expect(await streamed(relayed(part), asking())).toBe(`${TEXT_FRAME}${END_FRAME}${part.frame}data: [DONE]\n\n`)
  })

  it('a batch of usage alone whose frame was dropped: is nothing', async () => {
    expect(await streamed([[{ ...START, frame: TEXT_FRAME }, TEXT], [usage()], [{ ...END, frame: END_FRAME }]], asking())).toBe(`${TEXT_FRAME}${END_FRAME}data: [DONE]\n\n`)
  })

  it('a client that did not ask: gets the frames as they came', async () => {
    const part = { ...usage(), frame: usageFrame({ prompt_tokens: 100 }) }
    expect(await streamed(relayed(part), notAsking())).toContain(part.frame)
  })
})

describe('the cost of an answer from another wire', () => {
  const usageIn = (text: string): unknown => (eventsIn(text).map(({ data }) => data as { usage?: unknown }).find((data) => data.usage !== undefined))?.usage

  it('a stream: ends with usage and its cost', async () => {
    expect(usageIn(await streamed(oneByOne([START, TEXT, END, usage()]), asking()))).toMatchObject({ prompt_tokens: 100, completion_tokens: 10, cost: 1.1 })
  })

  it('a stream without told usage, or without a price: has estimates and no cost', async () => {
    expect(usageIn(await streamed(oneByOne([START, TEXT, END]), asking()))).not.toHaveProperty('cost')
    expect(usageIn(await streamed(oneByOne([START, TEXT, END, usage()]), asking(() => undefined)))).not.toHaveProperty('cost')
  })

  it('a stream that several wrote: has no cost, because nobody\'s price is its own', async () => {
    const batches = [[START, TEXT], [{ type: 'continued', choice: 0, shown: [START, TEXT], serviceUsed: 'a+b' }], [END, usage()]] as const satisfies readonly ChatBatch[]
    expect(usageIn(await streamed(batches, asking()))).not.toHaveProperty('cost')
  })

  it('a whole answer: holds the cost in its usage, without the noise of fractions', async () => {
    const { usage: told } = JSON.parse(await whole([START, TEXT, END, usage()], asking(() => 0.1 + 0.2))) as { usage: unknown }
    expect(told).toMatchObject({ prompt_tokens: 100, cost: 0.3 })
    expect(JSON.parse(await whole([START, TEXT, END], asking()))).not.toHaveProperty('usage.cost')
  })
})

describe('the cost of a relayed body', () => {
  const body = (told: string): string => `{ "id":"x","choices":[{"index":0,"message":{"content":"كلمة"},"finish_reason":"stop"}],\n ${told} "odd" : 1.0 }`
  const relay = async (told: string, context = asking()): Promise<string> => whole([{ ...START, frame: body(told) }, TEXT, END, usage()], context)

  it('its usage: holds the cost, every other byte stays', async () => {
    expect(await relay('"usage":{"prompt_tokens":100},')).toBe(`${body('"usage":{"prompt_tokens":100,"cost":1.1},').replace(/ }$/, '')},"service_used":"deepseek"}`)
  })

  it.each([['', asking()], ['"usage":null,', asking()], ['"usage":{"cost":7},', asking()], ['"usage":{"prompt_tokens":1},', notAsking()]])('a body with %j where no cost belongs: stays', async (told, context) => {
    expect(await relay(told, context)).toBe(`${body(told).replace(/ }$/, '')},"service_used":"deepseek"}`)
  })
})
