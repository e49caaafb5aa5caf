/** The oddities of simulated vendors' streams: what makes each of them hard to read is really there. */

import { describe, expect, test } from 'vitest'
import type { Chunk, ChunkCall } from '../../../src/simulator/vendors/chunk.ts'
import { keyOf } from '../../../src/simulator/vendors/chat-rules.ts'
import { VENDORS } from '../../../src/simulator/vendors/index.ts'
import { callSignatureOf } from '../../../src/simulator/vendors/signatures.ts'
import { startVendor } from '../../../src/simulator/vendors/start-vendor.ts'
import { closesAfterTest } from '../../support/closes-after-test.ts'

const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } })

interface Heard {
  readonly text: string
  readonly chunks: readonly Chunk[]
  readonly calls: readonly ChunkCall[]
  readonly deltas: readonly Readonly<Record<string, unknown>>[]
  readonly reasons: readonly unknown[]
}

/** The stream of an answer that thinks where its model does, and calls two tools. */
const listen = async (name: string, body: object = {}): Promise<Heard> => {
  const vendor = VENDORS.find(each => each.name === name)
  if (vendor === undefined) throw new Error(`no vendor ${name}`)
  const { baseUrl } = await closesAfterTest(startVendor(vendor))
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keyOf(name)}` },
    body: JSON.stringify({
      model: vendor.models[0]?.id, stream: true, tools: [tool('weather'), tool('time')],
      messages: [{ role: 'user', content: 'demo:tool weather {"city": "Cairo"} demo:tool time {"city": "Rome"}' }], ...body,
    }),
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  const chunks = [...text.matchAll(/^data: ?(\{.*)$/gm)].map(([, json = '']) => JSON.parse(json) as Chunk)
  const choices = chunks.flatMap(chunk => chunk.choices)
  return {
    text, chunks,
    deltas: choices.map(({ delta = {} }) => delta),
    calls: choices.flatMap(({ delta }) => delta?.tool_calls ?? []),
    reasons: choices.map(({ finish_reason: reason }) => reason).filter(reason => reason !== null && reason !== undefined),
  }
}

const WITH_USAGE = { stream_options: { include_usage: true } } as const

describe('a stream of calls', () => {
  test('of deepseek has null beside thinking, comments to keep it alive, and what hit the cache in its own words', async () => {
    const { text, deltas, chunks } = await listen('deepseek', WITH_USAGE)
    expect(deltas.find(({ reasoning_content: reasoning }) => reasoning !== null)).toMatchObject({ content: null })
    expect(text.match(/^: keep-alive$/gm)?.length).toBeGreaterThan(5)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: expect.any(Number) as unknown } })
  })

  test('of kimi names its calls by their tools, and has usage in its last choice although nobody asked', async () => {
    const { calls, chunks } = await listen('kimi')
    expect(calls.map(({ id }) => id).filter(id => id !== undefined)).toEqual(['weather:0', 'time:1'])
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls', usage: { cached_tokens: 4 } }] })
    expect(chunks.at(-1)).not.toHaveProperty('usage')
  })

  test('of glm has the arguments of each call in one piece, usage in its last chunk, and no space before its data', async () => {
    const { calls, chunks, text, deltas } = await listen('glm')
    expect(calls.map(call => call.function)).toEqual([{ name: 'weather', arguments: '{"city": "Cairo"}' }, { name: 'time', arguments: '{"city": "Rome"}' }])
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }], usage: { prompt_tokens_details: { cached_tokens: 4 } } })
    expect(text).toMatch(/^data:\{/)
    expect(deltas.every(({ role }) => role === 'assistant')).toBe(true)
  })

  test('of qwen has empty ids and names behind the first piece of a call, and null for usage until the end', async () => {
    const { calls, chunks } = await listen('qwen', WITH_USAGE)
    expect(calls.filter(({ id }) => id === '').map(call => call.function.name)).toEqual(['', '', '', '', '', ''])
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) as unknown } })
  })

  test('of gemini has whole calls without index and id, the first one signed, and stops as if it had called none', async () => {
    const { calls, reasons, chunks } = await listen('gemini', WITH_USAGE)
    const signature = callSignatureOf('weather', '{"city":"Cairo"}')
    expect(calls).toEqual([
      { id: '', type: 'function', function: { name: 'weather', arguments: '{"city": "Cairo"}' }, extra_content: { google: { thought_signature: signature } } },
      { id: '', type: 'function', function: { name: 'time', arguments: '{"city": "Rome"}' } },
    ])
    expect(reasons).toEqual(['stop'])
    expect(chunks.at(-1)).toMatchObject({ choices: [{}], usage: {} })
  })

  test('of openrouter thinks under another name, and has comments and a reason of its own', async () => {
    const { text, deltas, chunks } = await listen('openrouter')
    expect(deltas.find(({ reasoning }) => reasoning !== undefined)).toMatchObject({ reasoning_details: [{ type: 'reasoning.text' }] })
    expect(text).toMatch(/^: OPENROUTER PROCESSING\n/)
    expect(chunks.at(-1)).toMatchObject({ choices: [{ native_finish_reason: 'tool_calls' }] })
  })

  test('of mistral thinks in parts, has ids of nine characters, and usage although nobody asked', async () => {
    const { calls, deltas, chunks } = await listen('mistral', { model: 'mistral-large-4', reasoning_effort: 'high' })
    expect(deltas.find(({ content }) => Array.isArray(content))).toMatchObject({ content: [{ type: 'thinking', thinking: [{ type: 'text' }] }] })
    expect(calls.map(({ id }) => id)).toEqual([expect.stringMatching(/^[a-f0-9]{9}$/), expect.stringMatching(/^[a-f0-9]{9}$/)])
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }], usage: {} })
  })

  test.each(['openai', 'strict-openai'])('of %s is as the specification has it', async (name) => {
    const { calls, chunks, reasons } = await listen(name, { ...WITH_USAGE, ...(name === 'openai' && { reasoning_effort: 'none' }) })
    expect(calls[0]).toMatchObject({ index: 0, id: expect.stringMatching(/^call_/) as unknown, type: 'function', function: { name: 'weather', arguments: '' } })
    expect(calls[1]).toEqual({ index: 0, function: { arguments: expect.any(String) as unknown } })
    expect(reasons).toEqual(['tool_calls'])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: {} })
  })
})
