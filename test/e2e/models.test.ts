/** `GET /v1/models` and the counting of tokens, as real clients use them. */

import { describe, expect, test } from 'vitest'
import Anthropic from '@anthropic-ai/sdk'
import { startRoutedProviders } from '../support/routed-providers.ts'

const question = (members: object = {}): object => ({ model: 'auto', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }], ...members })

describe('GET /v1/models', () => {
  test('the list, when Anthropic\'s client goes through it page by page, is whole and in order', async () => {
    const { router } = await startRoutedProviders({ first: { models: ['a', 'b', 'c'] }, second: {} })
    const client = new Anthropic({ baseURL: router.url, apiKey: 'x' })
    const whole = (await client.models.list()).data.map(({ id }) => id)
    const paged: string[] = []
    for await (const model of client.models.list({ limit: 3 })) paged.push(model.id)
    expect(paged).toEqual(whole)
    expect(whole).toEqual(expect.arrayContaining(['claude-router-auto', 'first/a', 'second/m']))
    const last = await client.models.list({ limit: 2, before_id: whole.at(-1) ?? '' })
    expect(last.data.map(({ id }) => id)).toEqual(whole.slice(-3, -1))
    await expect(client.models.list({ limit: 0 })).rejects.toMatchObject({ status: 400 })
  })

  test('Claude Code, when it discovers models, finds ids that it keeps, with names for people', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const response = await fetch(`${router.url}/v1/models?limit=1000`, { headers: { 'anthropic-version': '2023-06-01', 'user-agent': 'claude-code/2.1.328' } })
    const { data } = await response.json() as { data: ReadonlyArray<{ id: string, display_name: string }> }
    const kept = data.filter(({ id }) => id.includes('claude'))
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(['claude-router-auto', 'claude-router-code']))
    for (const { id, display_name: name } of kept) {
      expect(name).not.toBe('')
      expect((await router.post('/v1/route', question({ model: id }))).status).toBe(200)
    }
  })

  test('a name that only a pattern leads to, when it is retrieved, is a model', async () => {
    const { router } = await startRoutedProviders({ first: { contextWindow: 8_000 } })
    expect(await (await fetch(`${router.url}/v1/models/claude-router-thinking`)).json()).toMatchObject({ id: 'claude-router-thinking', context_length: 8_000, kind: 'chat' })
    expect((await fetch(`${router.url}/v1/models/nobody`)).status).toBe(404)
  })
})

describe('POST /v1/messages/count_tokens', () => {
  const count = async (router: { post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response> }, members: object, headers = {}): Promise<Record<string, unknown>> =>
    await (await router.post('/v1/messages/count_tokens?beta=true', { model: 'auto', messages: [{ role: 'user', content: 'hi' }], ...members }, headers)).json() as Record<string, unknown>

  test('tools, calls, results and pictures, when they are counted, all count', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const countOf = async (members: object): Promise<number> => (await count(router, members))['input_tokens'] as number
    const bare = await countOf({})
    const tool = { name: 'Read', description: 'Reads a file from the disk of this machine.', input_schema: { type: 'object', properties: { path: { type: 'string', description: 'Where it is.' } } } }
    expect(await countOf({ tools: [tool] })).toBeGreaterThan(bare + 300)
    const words = 'one two three four five six seven eight nine ten '.repeat(20)
    const call = [{ role: 'user', content: 'hi' }, { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: 'Read', input: { path: words } }] }]
    expect(await countOf({ messages: call })).toBeGreaterThan(bare + 200)
    expect(await countOf({ messages: [...call, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: words }] }] }] })).toBeGreaterThan(bare + 400)
    expect(await countOf({ system: words })).toBeGreaterThan(bare + 200)
    const picture = (width: number): object => {
      const bytes = Buffer.alloc(33)
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').copy(bytes)
      bytes.writeUInt32BE(width, 16)
      bytes.writeUInt32BE(750, 20)
      return { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: bytes.toString('base64') } }] }] }
    }
    expect(await countOf(picture(500)) - await countOf(picture(100))).toBe(400)
    expect(await countOf({ messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(400_000) } }] }] })).toBeGreaterThan(bare + 9_000)
  })

  test('a client, when it counts, is told the window of the model that it will meet', async () => {
    const { router } = await startRoutedProviders({ first: { contextWindow: 64_000 }, second: { contextWindow: 32_000 } })
    const session = { 'x-claude-code-session-id': 'session-1' }
    expect(await count(router, { model: 'claude-opus-5-5' }, session)).toMatchObject({ model: 'auto', context_window: 32_000 })
    expect(await count(router, { model: 'second/m' })).toMatchObject({ model: 'second/m', context_window: 32_000 })
    expect((await router.post('/v1/messages', question(), { ...session, 'x-task-type': 'general' })).status).toBe(200)
    expect(await count(router, { model: 'claude-opus-5-5' }, session)).toMatchObject({ model: 'first/m', context_window: 64_000 })
    expect(await count(router, { model: 'claude-opus-5-5' }, { ...session, 'x-claude-code-agent-id': 'a' })).toMatchObject({ model: 'auto' })
  })

  test('a model that nobody has, when its tokens are counted, is no reason not to count', async () => {
    const { router } = await startRoutedProviders({ first: {} })
    const counted = await count(router, { model: 'nobody' })
    expect(counted).toMatchObject({ model: 'auto', input_tokens: expect.any(Number) as unknown })
    expect(counted).not.toHaveProperty('context_window')
  })
})
