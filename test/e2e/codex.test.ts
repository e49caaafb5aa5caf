/** What Codex sends, over providers of both dialects: what they are given, and that it gets what it listens to. */

import { describe, expect, test } from 'vitest'
import { answer, errorEvent, status } from '../../src/simulator/steps.ts'
import { fixture as requestFixture } from '../protocols/support.ts'
import { foldResponse, responseEvents } from '../support/responses-reader.ts'
import { startRoutedProviders } from '../support/routed-providers.ts'

const HEADERS = { 'content-type': 'application/json', 'session-id': '0199a213-81c0-7800-8aa1-bbab2a035a53', originator: 'codex_cli_rs', 'x-codex-turn-metadata': '{"workspaces":{"/home/user/project":{}}}' }

const start = async (dialect: 'openai' | 'anthropic') => {
  const { router, providers: { first } } = await startRoutedProviders({ first: { dialect } })
  const ask = async (name: string): Promise<{ readonly response: Response, readonly text: string }> => {
    const body = requestFixture(name).toString().replace('"gpt-6-sol"', '"auto"')
    const response = await fetch(`${router.url}/v1/responses`, { method: 'POST', headers: HEADERS, body })
    return { response, text: await response.text() }
  }
  return { first, ask }
}

const NAMES = ['shell', 'update_plan', 'apply_patch', 'view_image', 'mcp__docs__search', 'mcp__docs__fetch', 'collaboration__spawn_agent']

describe.each(['openai', 'anthropic'] as const)('Codex over a provider of dialect %s', (dialect) => {
  test('its first request, when it comes, offers every tool under a name of its own, and says what is not served', async () => {
    const { first, ask } = await start(dialect)
    const { response } = await ask('codex-first')
    const { json, headers } = await first.nextRequest()
    const tools = json['tools'] as readonly { readonly name?: string, readonly function?: { readonly name: string } }[]
    expect(tools.map(tool => tool.function?.name ?? tool.name)).toEqual(NAMES)
    expect(JSON.stringify(json)).toContain('begin_patch')
    expect((response.headers.get('x-smart-router-dropped') ?? '').split(',').toSorted()).toEqual(['client_metadata', 'prompt_cache_key', 'web_search'])
    expect(JSON.stringify(headers)).not.toMatch(/codex|workspaces|0199a213/u)
    expect(JSON.stringify(json)).not.toContain('3f6a0c1e')
  })

  test('calls of every kind, when the model makes them, are items that it can run', async () => {
    const { first, ask } = await start(dialect)
    const patch = '*** Begin Patch\n*** Update File: a.js\n+"é"\n*** End Patch'
    first.script(answer({ reasoning: 'Let me see.', text: 'Working.', chunkSize: 5, toolCalls: [
      { id: 'c1', name: 'shell', arguments: { command: ['ls'] } }, { id: 'c2', name: 'mcp__docs__search', arguments: { query: 'x' } }, { id: 'c3', name: 'fetch', arguments: { id: '1' } }, { id: 'c4', name: 'apply_patch', arguments: { input: patch } },
    ] }))
    const { output } = foldResponse((await ask('codex-first')).text)
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'Let me see.' }], encrypted_content: expect.any(String) as unknown }, { type: 'message', content: [{ text: 'Working.' }] },
      { type: 'function_call', call_id: 'c1', name: 'shell', arguments: '{"command":["ls"]}' }, { type: 'function_call', call_id: 'c2', name: 'search', namespace: 'mcp__docs__' },
      { type: 'function_call', call_id: 'c3', name: 'fetch', namespace: 'mcp__docs__' }, { type: 'custom_tool_call', call_id: 'c4', name: 'apply_patch', input: patch },
    ])
    expect(output[2]).not.toHaveProperty('namespace')
  })

  test('what it sends back, when it goes on, is the turn as the model knows it', async () => {
    const { first, ask } = await start(dialect)
    const { response } = await ask('codex-third-turn')
    const sent = JSON.stringify((await first.nextRequest()).json['messages'])
    for (const said of ['mcp__docs__search', '1 failing', 'iVBORw0KGgo=', 'Begin Patch', 'And now the docs', 'collaboration_mode']) expect(sent).toContain(said)
    expect(sent).not.toContain('gAAAAABp')
    expect(response.headers.get('x-smart-router-dropped')).toContain(dialect === 'openai' ? 'web_search_call' : 'content')
  })

  test('tools that come late, when they are called, are told by the names that they came with', async () => {
    const { first, ask } = await start(dialect)
    first.script(answer({ toolCalls: [{ id: 'c1', name: 'functions__exec', arguments: { input: 'text("hi")' } }, { id: 'c2', name: 'tool_search', arguments: { query: 'calendar' } }, { id: 'c3', name: 'mcp__mail__send', arguments: { to: 'x' } }] }))
    expect(foldResponse((await ask('codex-additional-tools')).text).output).toMatchObject([
      { type: 'custom_tool_call', name: 'exec', namespace: 'functions', input: 'text("hi")' }, { type: 'tool_search_call', execution: 'client', call_id: 'c2', arguments: { query: 'calendar' } },
      { type: 'function_call', name: 'send', namespace: 'mcp__mail', arguments: '{"to":"x"}' },
    ])
  })

  test('a context that is full, before the answer and in the middle of it, is told in the code that it knows', async () => {
    const { first, ask } = await start(dialect)
    first.script(status(400, { error: { message: 'prompt is too long: 9000 tokens > 8000 maximum' } }))
    const { response, text } = await ask('codex-first')
    expect([response.status, JSON.parse(text)]).toEqual([400, { error: expect.objectContaining({ code: 'context_length_exceeded', param: 'input' }) as unknown }])
    first.otherwise(errorEvent({ after: dialect === 'openai' ? 3 : 5, answer: { text: 'half of it is missing', chunkSize: 4 }, error: { message: 'prompt is too long: 9000 tokens > 8000 maximum', code: 'context_length_exceeded' } }))
    expect(responseEvents((await ask('codex-first')).text).at(-1)).toMatchObject({ type: 'response.failed', response: { error: { code: 'context_length_exceeded' } } })
  })
})
