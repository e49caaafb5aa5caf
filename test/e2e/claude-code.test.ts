/** Claude Code as it was recorded, through the router to providers of either wire: each row of its contract that has to do with routing. */

import { describe, expect, test } from 'vitest'
import { answer, status } from '../../src/simulator/steps.ts'
import { fixture } from '../protocols/support.ts'
import { startClientRouter } from '../support/client-router.ts'
import { onlyRequest } from '../support/routed-providers.ts'

interface Posting { readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response> }

const SESSION = '5b0c1f0e-8a52-4b6e-9a53-0d2f6f7d1c11'
const HEADERS: Record<string, string> = {
  'user-agent': 'claude-cli/2.1.328 (external, sdk-cli)',
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'claude-code-20250219,context-management-2025-06-27',
  'x-claude-code-session-id': SESSION,
  'x-app': 'cli',
  'x-stainless-lang': 'js',
}

const recorded = (name: string): Record<string, unknown> => JSON.parse(fixture(`claude-code-${name}`).toString()) as Record<string, unknown>

const send = async (router: Posting, body: object, headers: Record<string, string> = {}): Promise<Response> => {
  const response = await router.post('/v1/messages?beta=true', body, { ...HEADERS, ...headers })
  await response.clone().text()
  return response
}

const providerOf = (response: Response): string | null => response.headers.get('x-smart-router-provider')

const said = (content: string): object => ({ ...recorded('first'), stream: false, messages: [{ role: 'user', content }] })
const SUMMARY = said('CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\n\nWrite an <analysis> and a <summary>.')
const MAIN = said('Write a function that reads a file.')
const HELPER = { model: 'claude-haiku-5-5', max_tokens: 500, system: [{ type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.328;' }, { type: 'text', text: 'Summarise the page.' }], messages: [{ role: 'user', content: 'A page about cats.' }] }

describe('what reaches a provider', () => {
  test('the headers, whatever the wire, are the provider\'s own and betas only where they are understood', async () => {
    for (const dialect of ['openai', 'anthropic'] as const) {
      const { router, providers: { first } } = await startClientRouter({ first: { dialect } })
      expect((await send(router, recorded('first'))).status).toBe(200)
      const { headers } = onlyRequest(first)
      for (const name of Object.keys(headers)) expect(name).not.toMatch(/^x-(claude|app|stainless)/)
      expect(headers['anthropic-beta']).toBe(dialect === 'anthropic' ? HEADERS['anthropic-beta'] : undefined)
      expect(headers['user-agent']).toMatch(/^smart-router\//)
    }
  })

  test('the conversation, on the OpenAI wire, is one that every provider of it takes', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: {} })
    const response = await send(router, { ...recorded('third-turn'), safeguards: [{ type: 'dangerous_tool_use', classifier_context: { live_cwd: '/home/user/secret' } }] })
    const { json, text } = onlyRequest(first)
    expect(response.headers.get('x-smart-router-dropped')?.split(',')).toEqual(expect.arrayContaining(['context_management', 'metadata', 'safeguards']))
    for (const word of ['x-anthropic-billing-header', 'device_id', 'live_cwd', 'DeferredToolPlaceholder', 'defer_loading', 'cache_control', 'context_management']) expect(text).not.toContain(word)
    const messages = json['messages'] as ReadonlyArray<{ role: string, content: string }>
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool', 'user', 'assistant', 'tool'])
    expect(messages[1]?.content).toContain('<system-reminder>\n# Environment')
    expect(messages[4]?.content).toContain('Tool WebFetch is loaded; you can call it now.')
    expect((json['tools'] as ReadonlyArray<{ function: { name: string } }>).map(({ function: { name } }) => name)).toContain('WebFetch')
  })

  test('the request, at another provider of its own wire, is the client\'s own but for who it is', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: { dialect: 'anthropic' } })
    const body = { ...recorded('first'), safeguards: [{ type: 'dangerous_tool_use' }] }
    await send(router, body)
    const { metadata: _metadata, safeguards: _safeguards, ...kept } = { ...body, metadata: 0 }
    expect(onlyRequest(first).json).toEqual({ ...kept, model: 'm' })
  })

  test('the request, at the client\'s own vendor, is the client\'s own', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: { dialect: 'anthropic', compat: { may_know_client: true } } })
    const body = { ...recorded('first'), safeguards: [{ type: 'dangerous_tool_use' }] }
    await send(router, body)
    expect(onlyRequest(first).json).toEqual({ ...body, model: 'm' })
  })

  test('a conversation that is kept elsewhere, when it is continued here, is refused so that the client sends it whole', async () => {
    const { router, asked } = await startClientRouter({ first: { dialect: 'anthropic' } })
    const response = await send(router, { ...MAIN, thread: { type: 'continue', previous_message_id: 'msg_1' } })
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({
      type: 'error', error: expect.objectContaining({ type: 'invalid_request_error', details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] } }) as unknown,
    })])
    expect(asked()).toEqual([])
  })
})

describe('who answers', () => {
  test('a search, as the helper that asks nothing else, goes to who can search and keeps its tool there', async () => {
    const { router, providers: { searcher }, asked } = await startClientRouter({
      talker: { model: { capabilities: ['tools'] } }, searcher: { dialect: 'anthropic', model: { capabilities: ['tools', 'search'] } },
    })
    expect((await send(router, recorded('web-search'))).status).toBe(200)
    expect(asked()).toEqual(['searcher'])
    expect(onlyRequest(searcher).json['tools']).toEqual([{ type: 'web_search_20250305', name: 'web_search', max_uses: 8 }])
  })

  const CLASSES = { classes: { auxiliary: ['cheap/m'], subagent: ['middle/m'] } }
  const startClasses = async () => await startClientRouter({ best: {}, middle: {}, cheap: {} }, CLASSES)

  test.each<[string, object, Record<string, string>, string]>([
    ['the main conversation', MAIN, {}, 'best'], ['a helper', HELPER, {}, 'cheap'], ['a search', recorded('web-search'), {}, 'cheap'],
    ['a sub-agent by its header', MAIN, { 'x-claude-code-agent-id': 'a1' }, 'middle'], ['what says that it is a helper', MAIN, { 'x-claude-code-request-class': 'auxiliary' }, 'cheap'],
    ['a helper that says it is none', HELPER, { 'x-claude-code-request-class': 'main' }, 'best'], ['a helper for a model by name', { ...HELPER, model: 'best/m' }, {}, 'best'],
    ['a helper with a task', HELPER, { 'x-task-type': 'general' }, 'best'],
  ])('%s, where classes have targets of their own, goes to the right one', async (_, body, headers, expected) => {
    const { router } = await startClasses()
    expect(providerOf(await send(router, body, headers))).toBe(expected)
  })

  test('a helper, when the targets of its class fail, is answered by those of its task', async () => {
    const { router, providers: { cheap } } = await startClasses()
    cheap.otherwise(status(503))
    expect((await send(router, HELPER)).headers.get('x-smart-router-trail')).toBe('cheap/m=unavailable; best/m=ok')
  })

  test('the decision, when it is explained, names the class', async () => {
    const { router } = await startClasses()
    const decision = await (await router.post('/v1/route', HELPER, HEADERS)).json() as { candidates: ReadonlyArray<{ target: string, reason: string }> }
    expect(decision).toMatchObject({ request_class: 'auxiliary' })
    expect(decision.candidates[0]).toMatchObject({ target: 'cheap/m', reason: 'auxiliary #1' })
  })
})

describe('the summary of a conversation', () => {
  test('a summary, of a conversation that had to move, goes to where it moved', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: {}, second: {}, third: {} })
    first.script(status(503))
    expect(providerOf(await send(router, MAIN))).toBe('second')
    const summary = await send(router, SUMMARY)
    expect([providerOf(summary), summary.headers.get('x-smart-router-reason')]).toEqual(['second', 'session: session target'])
  })

  test('a summary, when the conversation\'s own target fails, is taken by a better one and never by a worse one', async () => {
    const { router, providers: { first, second }, asked } = await startClientRouter({ first: {}, second: {}, third: {} })
    first.script(status(503))
    await send(router, MAIN)
    asked()
    second.otherwise(status(503))
    expect(providerOf(await send(router, SUMMARY))).toBe('first')
    first.otherwise(status(503))
    const failed = await send(router, SUMMARY)
    expect(failed.status).toBe(503)
    expect(await failed.json()).toMatchObject({ error: { message: expect.stringContaining('Not asked: third/m: weaker than second/m, which holds the conversation.') as unknown } })
    expect(asked()).not.toContain('third')
  })

  test('a summary, of a large conversation, never goes to a smaller window', async () => {
    const { router, providers: { large }, asked } = await startClientRouter(
      { large: { model: { context_window: 200_000 } }, small: { model: { context_window: 100_000 } }, equal: { model: { context_window: 200_000 } } },
      { tasks: { code: { strategy: 'round_robin', targets: ['large/m', 'small/m', 'equal/m'] } } },
    )
    expect(providerOf(await send(router, MAIN, { 'x-task-type': 'code' }))).toBe('large')
    large.otherwise(status(503))
    asked()
    expect(providerOf(await send(router, SUMMARY))).toBe('equal')
    expect(asked()).toEqual(['large', 'equal'])
  })

  test('a helper in between, of the same session, does not move the conversation', async () => {
    const { router } = await startClientRouter({ best: {}, cheap: {} }, { classes: { auxiliary: ['cheap/m'] } })
    await send(router, MAIN)
    expect(providerOf(await send(router, HELPER))).toBe('cheap')
    expect(providerOf(await send(router, SUMMARY))).toBe('best')
  })

  test('a sub-agent\'s summary, of the same session, goes to the sub-agent\'s own target', async () => {
    const { router } = await startClientRouter({ best: {}, middle: {} }, { classes: { subagent: ['middle/m'] } })
    const agent = { 'x-claude-code-agent-id': 'a1' }
    await send(router, MAIN)
    expect(providerOf(await send(router, MAIN, agent))).toBe('middle')
    expect(providerOf(await send(router, SUMMARY, agent))).toBe('middle')
    expect(providerOf(await send(router, SUMMARY))).toBe('best')
  })

  test('a summary, of a conversation that nobody remembers, is answered like any request', async () => {
    const { router } = await startClientRouter({ first: {}, second: {} }, { classes: { compaction: ['second/m'] } })
    expect(providerOf(await send(router, SUMMARY))).toBe('second')
  })
})

describe('what keeps Claude Code going', () => {
  test('dozens of counts, asked for at once, are answered without anybody being asked', async () => {
    const { router, asked } = await startClientRouter({ first: { dialect: 'anthropic' } })
    const counts = await Promise.all(Array.from({ length: 26 }, async () => await router.post('/v1/messages/count_tokens?beta=true', recorded('count-tokens'), HEADERS)))
    for (const count of counts) expect(await count.json()).toMatchObject({ input_tokens: expect.any(Number) as unknown, model: 'auto' })
    expect(asked()).toEqual([])
  })

  test('an answer, when the client sends what it always sends, streams in its own events to the end', async () => {
    const { router, providers: { first } } = await startClientRouter({ first: {} })
    first.script(answer({ text: 'Done.', toolCalls: [{ id: 'call_1', name: 'Read', arguments: { file_path: '/a' } }] }))
    const text = await (await send(router, recorded('first'))).text()
    const events = [...text.matchAll(/^event: (.+)$/gmu)].map(([, name]) => name)
    expect([events[0], ...events.slice(-2)]).toEqual(['message_start', 'message_delta', 'message_stop'])
    expect(text).toContain('"stop_reason":"tool_use"')
  })
})
