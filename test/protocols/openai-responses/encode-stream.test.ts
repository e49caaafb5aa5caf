import { describe, expect, it } from 'vitest'
import { ProviderError } from '../../../src/chat/errors.ts'
import type { ChatPart } from '../../../src/chat/part.ts'
import type { ChatRequest } from '../../../src/chat/request.ts'
import { unsealReasoning } from '../../../src/chat/sealed-reasoning.ts'
import { openAiResponses } from '../../../src/protocols/openai-responses.ts'
import { fixture as providerFixture } from '../../support/fixtures.ts'
import { args, call, end, framed, opaque, reasoning, redacted, refusal, signature, start, terminal, text, usage } from '../parts.ts'
import { type ResponsesOutput, foldResponse, responseEvents } from '../../support/responses-reader.ts'
import { contextOf, oneByOne, smallRequest, streamOf, written } from '../support.ts'

const asking = (members: object = {}): ChatRequest => smallRequest('openai-responses', { stream: true, ...members })
const stream = async (parts: readonly ChatPart[], members: object = {}, error?: unknown): Promise<string> => (await written(streamOf(oneByOne(parts), error), asking(members))).join('')
const answer = async (parts: readonly ChatPart[], members: object = {}) => foldResponse(await stream([start(), ...parts, terminal], members))
const typesOf = (events: string): readonly string[] => responseEvents(events).map(({ type }) => type)

const SEALING = { include: ['reasoning.encrypted_content'] }
const SHOWING = { reasoning: { summary: 'auto' } }
const ID = '0193abcd'

describe('the events of a stream', () => {
  it('a text: is told in the order of the wire, and numbered', async () => {
    expect(typesOf(await stream([start(), text('Hel'), text('lo'), end(), terminal]))).toEqual([
      'response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added', 'response.output_text.delta', 'response.output_text.delta',
      'response.output_text.done', 'response.content_part.done', 'response.output_item.done', 'response.completed',
    ])
  })

  it('a delta: is these very bytes', async () => {
    expect((await written(streamOf([[start()], [text('"é"\n')]]), asking()))[1]).toContain(
      `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_${ID}_0","output_index":0,"content_index":0,"logprobs":[],"delta":"\\"é\\"\\n"}\n\n`)
  })

  it('the last event: holds the answer once more, what it used, and how it was asked', async () => {
    const asked = { instructions: 'Be brief.', tools: [{ type: 'function', name: 'f' }], temperature: 0.5, metadata: { a: 'b' }, store: true, text: { format: { type: 'json_object' } } }
    const last = await answer([text('Hi'), end(), usage({ inputTokens: 9, outputTokens: 3, cacheReadTokens: 4, reasoningTokens: 2 })], asked)
    expect(last).toEqual({
      id: `resp_${ID}`, object: 'response', created_at: expect.any(Number) as unknown, status: 'completed', background: false, error: null, incomplete_details: null, model: 'deepseek-chat',
      output: [{ id: `msg_${ID}_0`, type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text: 'Hi', annotations: [], logprobs: [] }] }],
      usage: { input_tokens: 9, input_tokens_details: { cached_tokens: 4 }, output_tokens: 3, output_tokens_details: { reasoning_tokens: 2 }, total_tokens: 12 },
      previous_response_id: null, max_output_tokens: null, max_tool_calls: null, parallel_tool_calls: true, prompt_cache_key: null, reasoning: { effort: null, summary: null },
      safety_identifier: null, tool_choice: 'auto', top_logprobs: 0, top_p: null, truncation: 'disabled', user: null, ...asked, store: false,
    })
  })

  it('the first events: leave out what is long', async () => {
    const [created] = responseEvents(await stream([start(), end(), terminal], { instructions: 'Be brief.' }))
    expect(created?.response).not.toHaveProperty('instructions')
    expect(created?.response).not.toHaveProperty('tools')
  })

  it('usage that nobody reported: is estimated', async () => {
    const { usage: told } = await answer([text('12345678'), end()])
    expect(told).toMatchObject({ input_tokens: expect.any(Number) as unknown, output_tokens: 2, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } })
  })

  it('what it cost: is told to whoever asked, where one provider wrote it all', async () => {
    const told = async (parts: readonly ChatPart[]): Promise<unknown> => {
      const context = { ...contextOf(asking()), costUsd: () => 0.5 }
      let events = ''
      for await (const written of openAiResponses.encodeStream(streamOf(oneByOne(parts)), context)) events += written
      return foldResponse(events).usage
    }
    const parts = [start(), text('a'), end(), usage({ inputTokens: 1, outputTokens: 1 }), terminal]
    expect(await told(parts)).toMatchObject({ cost: 0.5 })
    expect(await told([start(), text('a'), { type: 'continued', choice: 0, shown: [], serviceUsed: 'x+y' }, ...parts.slice(2)])).not.toHaveProperty('cost')
  })

  it('an id of this wire: is kept', async () => {
    expect(foldResponse(await stream([start('resp_upstream'), text('a'), end(), terminal])).id).toBe('resp_upstream')
  })

  it('an answer that does not say how it begins: begins all the same', async () => {
    expect(foldResponse(await stream([text('Hi'), end(), terminal]))).toMatchObject({ id: `resp_${ID}`, model: 'auto' })
  })

  it('a refusal: is a message of its own kind', async () => {
    expect((await answer([refusal('No'), refusal('.'), end()])).output).toMatchObject([{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }])
  })

  it('a picture: is shown as Markdown', async () => {
    const { output } = await answer([text('Here:'), { type: 'image', choice: 0, block: 1, url: 'https://x.test/a.png', description: 'a cat' }, end()])
    expect(output.flatMap(({ content = [] }) => content).map(part => part.text)).toEqual(['Here:', '![a cat](https://x.test/a.png)'])
  })

  it('what says nothing, several choices, and what comes after the end: write nothing', async () => {
    const { output } = await answer([opaque, text(''), reasoning(''), text('a'), text('b', 0, 1), call('', 'f', 1), args('', 1), args('{}', 1), end(), text('late'), call('c', 'late', 3), args('{}', 9)])
    expect(output).toMatchObject([{ content: [{ text: 'a' }] }, { type: 'function_call', arguments: '{}' }])
    expect(await stream([start(), text('a'), end(), terminal, text('late'), terminal])).toBe(await stream([start(), text('a'), end(), terminal]))
  })

  it.each([['length', 'max_output_tokens'], ['content-filter', 'content_filter']] as const)('an answer that ended by %s: is incomplete, and its last words are', async (reason, told) => {
    const last = await answer([text('One'), end(reason)])
    expect(last).toMatchObject({ status: 'incomplete', incomplete_details: { reason: told }, output: [{ status: 'incomplete', content: [{ text: 'One' }] }] })
  })

  it('an end that no terminal marked: is an end', async () => {
    expect(foldResponse(await stream([start(), text('a'), end()])).status).toBe('completed')
  })
})

describe('reasoning', () => {
  const thought = [reasoning('I '), reasoning('think.'), signature('c2ln'), text('So.', 1), end()]

  it('nobody asked for it: is left out, and counted all the same', async () => {
    const { output, usage: told } = await answer(thought)
    expect(output).toMatchObject([{ type: 'message' }])
    expect(told).toMatchObject({ output_tokens: 3 })
  })

  it('a summary was asked for: is shown, and nothing is sealed', async () => {
    expect((await answer(thought, SHOWING)).output[0]).toEqual({ id: `rs_smartrouter_${ID}_0`, type: 'reasoning', summary: [{ type: 'summary_text', text: 'I think.' }] })
  })

  it('both were asked for: is shown and sealed, and comes back as it was', async () => {
    const [item] = (await answer(thought, { ...SHOWING, ...SEALING })).output
    expect(item).toMatchObject({ summary: [{ text: 'I think.' }] })
    expect(unsealReasoning(item?.encrypted_content ?? '')).toEqual({ type: 'reasoning', text: 'I think.', signature: 'c2ln' })
  })

  it('only the sealed form was asked for: is told once, when it is whole', async () => {
    const events = await stream([start(), ...thought, terminal], SEALING)
    expect(typesOf(events).slice(2, 5)).toEqual(['response.output_item.added', 'response.output_item.done', 'response.output_item.added'])
    const [item] = responseEvents(events).at(-1)?.response?.output ?? []
    expect(item?.summary).toEqual([])
    expect(unsealReasoning(item?.encrypted_content ?? '')).toMatchObject({ text: 'I think.' })
    expect(responseEvents(events)[2]?.item).not.toHaveProperty('encrypted_content')
  })

  it('redacted: is sealed for whoever keeps it, and nothing for anybody else', async () => {
    const parts = [redacted('ZGF0YQ=='), text('So.', 1), end()]
    expect((await answer(parts, SHOWING)).output).toMatchObject([{ type: 'message' }])
    const [item] = responseEvents(await stream([start(), ...parts, terminal], SEALING)).at(-1)?.response?.output ?? []
    expect(unsealReasoning(item?.encrypted_content ?? '')).toEqual({ type: 'redacted-reasoning', data: 'ZGF0YQ==' })
  })

  it('a signature that comes too late: changes nothing', async () => {
    const { output } = await answer([reasoning('a'), text('b', 1), signature('late'), end()], { ...SHOWING, ...SEALING })
    expect(unsealReasoning(output[0]?.encrypted_content ?? '')).toEqual({ type: 'reasoning', text: 'a' })
  })
})

const TOOLS = { tools: [
  { type: 'function', name: 'read' }, { type: 'custom', name: 'apply_patch' }, { type: 'tool_search', execution: 'client', parameters: {} },
  { type: 'namespace', name: 'docs', tools: [{ type: 'function', name: 'find' }, { type: 'custom', name: 'note' }] },
] }
const outputOf = async (parts: readonly ChatPart[]): Promise<readonly ResponsesOutput[]> => (await answer(parts, TOOLS)).output

describe('calls of tools', () => {
  it('a function: is told piece by piece, with the id it came with', async () => {
    expect(await outputOf([call('call_1', 'read'), args('{"a"'), args(':1}'), end('tool-calls')])).toEqual([{ id: `fc_${ID}_0`, type: 'function_call', status: 'completed', arguments: '{"a":1}', call_id: 'call_1', name: 'read' }])
  })

  it('no arguments, and no id: are made up for', async () => {
    expect(await outputOf([call('', 'read'), call('', 'read', 1), end('tool-calls')])).toMatchObject([{ arguments: '{}', call_id: `call_${ID}_0` }, { arguments: '{}', call_id: `call_${ID}_1` }])
  })

  it('a function in a namespace: is told by its name and its namespace, however the model names it', async () => {
    const output = await outputOf([call('a', 'docs__find'), args('{}'), call('b', 'find', 1), args('{}', 1), call('c', 'unheard_of', 2), args('{}', 2), end('tool-calls')])
    expect(output.map(({ name, namespace }) => [name, namespace])).toEqual([['find', 'docs'], ['find', 'docs'], ['unheard_of', undefined]])
  })

  it('a custom tool: gets its input as free text, while it is written', async () => {
    const events = await stream([start(), call('a', 'apply_patch'), args('{"in'), args('put":"*** B'), args('egin\\n+\\u00'), args('e9 \\"x\\"'), args('"}'), end('tool-calls'), terminal], TOOLS)
    expect(responseEvents(events).flatMap(({ type, delta }) => type === 'response.custom_tool_call_input.delta' ? [delta] : [])).toEqual(['*** B', 'egin\n+', 'é "x"'])
    expect(foldResponse(events).output).toEqual([{ id: `ctc_${ID}_0`, type: 'custom_tool_call', status: 'completed', input: '*** Begin\n+é "x"', call_id: 'a', name: 'apply_patch' }])
  })

  it('a custom tool whose model does not keep to the form: gets what there is, at once', async () => {
    const output = await outputOf([call('a', 'apply_patch'), args('*** just text'), call('b', 'docs__note', 1), args('{"text":"other member"}', 1), call('c', 'apply_patch', 2), end('tool-calls')])
    expect(output).toMatchObject([{ input: '*** just text' }, { name: 'note', namespace: 'docs', input: '{"text":"other member"}' }, { input: '' }])
  })

  it('the client\'s own search for tools: gets its arguments as an object', async () => {
    const output = await outputOf([call('a', 'tool_search'), args('{"query":"mail"}'), call('b', 'tool_search', 1), args('not JSON', 1), call('c', 'tool_search', 2), end('tool-calls')])
    expect(output).toMatchObject([
      { id: `tsc_${ID}_0`, type: 'tool_search_call', status: 'completed', execution: 'client', call_id: 'a', arguments: { query: 'mail' } }, { arguments: 'not JSON' }, { arguments: {} },
    ])
  })

  it('calls that interleave: are told in pieces of their own, each whole', async () => {
    expect(await outputOf([call('a', 'read'), args('{"x":'), call('b', 'read', 1), args('{"y":'), args('1}'), args('2}', 1), end('tool-calls')])).toMatchObject([{ call_id: 'a', arguments: '{"x":{"y":1}' }, { call_id: 'b', arguments: '2}' }])
    expect(await outputOf([call('a', 'read'), args('{"x":'), call('b', 'read', 1), args('{"y":', 1), args('1}'), args('2}', 1), end('tool-calls')])).toMatchObject([{ call_id: 'a', arguments: '{"x":1}' }, { call_id: 'b', arguments: '{"y":2}' }])
  })

  it('what follows a call that is whole: closes it, and words go on in a new message', async () => {
    const events = await stream([start(), text('a'), call('c', 'read', 1), args('{}', 1), text('b'), args('beyond', 1), end(), terminal], TOOLS)
    expect(foldResponse(events).output).toMatchObject([{ content: [{ text: 'a' }] }, { type: 'function_call', arguments: '{}' }, { content: [{ text: 'b' }] }])
    const types = typesOf(events)
    expect(types.indexOf('response.function_call_arguments.done')).toBeLessThan(types.lastIndexOf('response.content_part.added'))
  })

  it('a call that the limit cut short: is never told as whole; one that came before is', async () => {
    const events = await stream([start(), call('a', 'read'), args('{}'), call('b', 'apply_patch', 1), args('{"input":"rm -rf', 1), end('length'), terminal], TOOLS)
    expect(foldResponse(events)).toMatchObject({ status: 'incomplete', output: [{ call_id: 'a', status: 'completed' }] })
    expect(foldResponse(await stream([start(), call('a', 'read'), args('{}'), end('length'), terminal], TOOLS)).output).toMatchObject([{ call_id: 'a', status: 'completed' }])
  })
})

describe('an answer that breaks', () => {
  it('in the middle: ends in an error that packages throw, and in the failure that Codex hears', async () => {
    const events = responseEvents(await stream([start(), text('a'), call('c', 'read', 1), args('{', 1)], TOOLS, new ProviderError('reset', 'sk-secret')))
    const [error, failed] = events.slice(-2)
    expect(error).toEqual({
      type: 'error', sequence_number: events.length - 2, code: 'upstream_stream_interrupted', message: 'deepseek broke off in the middle of its answer; the answer above is incomplete.', param: null,
      error: { message: 'deepseek broke off in the middle of its answer; the answer above is incomplete.', type: 'server_error', param: null, code: 'upstream_stream_interrupted' },
    })
    expect(failed).toMatchObject({
      type: 'response.failed', sequence_number: events.length - 1,
      response: { id: `resp_${ID}`, status: 'failed', model: 'deepseek-chat', error: { code: 'upstream_stream_interrupted' }, usage: null, output: [{ content: [{ text: 'a' }] }] },
    })
  })

  it('before anything was said: fails with the id that it would have had', async () => {
    const events = responseEvents(await stream([opaque], {}, new Error('x')))
    expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: { id: `resp_${ID}`, output: [], error: { code: 'internal_error' } } })
  })

  it('before this one of its choices said anything: fails all the same', async () => {
    expect(typesOf(await stream([text('a', 0, 1)], {}, new ProviderError('reset', 'x')))).toEqual(['error', 'response.failed'])
  })

  it('because its context is full: says so in the word that clients look for', async () => {
    expect(responseEvents(await stream([start(), text('a')], {}, new ProviderError('context-length', 'x'))).at(-1)?.response).toMatchObject({ error: { code: 'context_length_exceeded' } })
  })
})

const relayedParts = (name: string): readonly ChatPart[] => providerFixture('openai-responses', name).toString().split(/(?<=\n\n)/).map(frame => framed(opaque, frame))

describe('a relayed stream', () => {
  const frames = relayedParts('text.sse')
  const whole = [framed(start('resp_01', 'gpt'), frames[0]?.frame ?? ''), ...frames.slice(1, -1), framed(end(), frames.at(-1)?.frame ?? ''), terminal]

  it('to its end: is these very bytes', async () => {
    expect(await stream(whole)).toBe(providerFixture('openai-responses', 'text.sse').toString())
  })

  it('that breaks: fails under its provider\'s own id, in its own numbering', async () => {
    const events = responseEvents(await stream([framed(opaque, ': ping\n\n'), ...whole.slice(0, 5)], {}, new ProviderError('stalled', 'x')))
    expect(events.slice(-2)).toMatchObject([{ type: 'error', sequence_number: 5, code: 'upstream_stream_stalled' }, { type: 'response.failed', sequence_number: 6, response: { id: 'resp_01', model: 'gpt', output: [] } }])
  })

  it('that breaks before it said who it is: fails under the request\'s', async () => {
    expect(responseEvents(await stream([framed(opaque, ': ping\n\n')])).at(-1)?.response).toMatchObject({ id: `resp_${ID}` })
  })
})
