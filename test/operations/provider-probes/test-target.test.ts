/** What is found out of one target, over real sockets: one that can do everything, and ones that lack something. */

import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/operations/provider-probes/save-measured.ts'
import { PROBE_NAMES } from '../../../src/operations/provider-probes/probe.ts'
import { errorInsideOk } from '../../../src/simulator/faulty-steps.ts'
import { answer, hang, raw, status } from '../../../src/simulator/steps.ts'
import { asksToThink, type Body, formatOf, hasDocument, hasPicture, isBegun, isForNobody, isResult, startAbleProvider } from './able-provider.ts'
import { marksOf, reasonIn, reportOn, stateIn, targetAt } from './support.ts'

const refusal = (message: string, code = 400) => status(code, { body: { error: { message, type: 'invalid_request_error' } } })
const hasTools = (body: Body): boolean => body['tools'] !== undefined

describe('a target that can do everything', () => {
  test('on the OpenAI wire: is found to, with one request for each probe', async () => {
    const provider = await startAbleProvider()
    const report = await reportOn(targetAt(provider))
    expect(marksOf(report)).toEqual({ ...Object.fromEntries(PROBE_NAMES.map(name => [name, 'supported'])), window: 'unclear' })
    expect(report).toMatchObject({ isComplete: true, requests: provider.requests.length })
    // Two of them for the loop, none for streams and their usage: the first answer tells of both.
    expect(provider.requests.length).toBe(13)
    expect(factsOf(report)).toEqual({
      capabilities: { tools: true, reasoning: true, images: true, documents: true, structured_output: true },
      compat: { supports_stream_usage: true, tool_choice: 'all', supports_parallel_tool_calls_field: true, image_input: 'supported', structured_output: 'json-schema', continuation: 'prefill' },
    })
  })

  test('on the Anthropic wire: is found to, but for what that wire has no word for', async () => {
    const provider = await startAbleProvider()
    const report = await reportOn(targetAt({ url: provider.root }, { provider: { dialect: 'anthropic' } }))
    expect(marksOf(report)).toEqual({ ...Object.fromEntries(PROBE_NAMES.map(name => [name, 'supported'])), json: 'unclear', window: 'unclear' })
    expect(reasonIn(report, 'json')).toBe('not asked: its wire has no word for it')
  })

  test('whose quirks are known: is asked as if it had none, so that they are measured and not believed', async () => {
    const provider = await startAbleProvider()
    const report = await reportOn(targetAt(provider, { compat: { toolChoice: 'auto-only', structuredOutput: 'none', imageInput: 'text-placeholder', supportsStreamUsage: false } }))
    expect(factsOf(report).compat).toMatchObject({ tool_choice: 'all', structured_output: 'json-schema', image_input: 'supported', supports_stream_usage: true })
  })
})

describe('tools', () => {
  test('of a server that refuses them: are not there, in its own words, and nothing that builds on them is asked', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? refusal('"m" does not support tools') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('tools')).toMatchObject({ state: 'unsupported', reason: 'refused: "m" does not support tools', facts: { capabilities: { tools: false } } })
    for (const probe of ['forced', 'parallel', 'loop'] as const) expect(reasonIn(report, probe)).toBe('not asked: it calls no tools')
    expect(stateIn(report, 'images')).toBe('supported')
  })

  test('of a model that answers in words twice: are not there', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? answer('I would read that file.') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('tools')).toMatchObject({ state: 'unsupported', facts: { capabilities: { tools: false } } })
    expect(provider.requests.filter(hasTools).map(body => body['tool_choice'])).toEqual([undefined, 'required'])
  })

  test('of a model that has to be told: are there, and the loop begins by telling it and goes on without', async () => {
    const provider = await startAbleProvider(body => hasTools(body) && body['tool_choice'] === undefined && !isResult(body) ? answer('I would read that file.') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('tools')).toMatchObject({ state: 'supported', reason: 'only when it is told to' })
    expect(stateIn(report, 'loop')).toBe('supported')
    expect(provider.requests.filter(isResult).map(body => body['tool_choice'])).toEqual([undefined])
    expect(reasonIn(report, 'parallel')).toBe('it made no call this time')
  })

  test('with arguments that nobody can read: are not clear, and so is what builds on them', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? answer({ toolCalls: [{ id: 'call_1', name: 'read_file', arguments: '[1]' }] }) : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('tools')).toMatchObject({ state: 'unclear', facts: { capabilities: {} } })
    expect(reasonIn(report, 'forced')).toBe('not asked: whether it calls tools is not clear')
  })

  test('of a marketplace that refuses them with another status: are not there', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? refusal('No endpoints found that support tool use.', 404) : undefined)
    expect(stateIn(await reportOn(targetAt(provider)), 'tools')).toBe('unsupported')
  })

  test.each([[429, 'rate-limited'], [401, 'authentication'], [500, 'server-error'], [503, 'unavailable']])('of a server that answers %d to them: are not clear', async (code, failure) => {
    const provider = await startAbleProvider(body => hasTools(body) ? status(code, { headers: { 'retry-after-ms': '1' } }) : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('tools')).toMatchObject({ state: 'unclear', reason: expect.stringContaining(`${failure}: `) as unknown })
    expect(factsOf(report).capabilities).not.toHaveProperty('tools')
  })

  test('put off once: are asked for once more', async () => {
    let putOff = 0
    const provider = await startAbleProvider(body => hasTools(body) && putOff++ === 0 ? status(429, { headers: { 'retry-after-ms': '5' } }) : undefined)
    expect(stateIn(await reportOn(targetAt(provider)), 'tools')).toBe('supported')
  })

  test('put off for longer than it is worth: are not asked for again', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? status(429, { headers: { 'retry-after': '60' } }) : undefined)
    expect(stateIn(await reportOn(targetAt(provider)), 'tools')).toBe('unclear')
    expect(provider.requests.filter(hasTools)).toHaveLength(1)
  })
})

test('an apology in the model\'s name, in the middle of a test: says nothing of what it can do', async () => {
  const provider = await startAbleProvider(body => hasTools(body) || formatOf(body) !== undefined ? answer('服务暂时不可用，第三方响应错误') : undefined)
  const report = await reportOn(targetAt(provider))
  expect(marksOf(report)).toMatchObject({ tools: 'unclear', schema: 'unclear', json: 'unclear', images: 'supported' })
  expect(factsOf(report).capabilities).toEqual({ reasoning: true, images: true, documents: true })
})

describe('a forced tool', () => {
  const isForced = (body: Body): boolean => typeof body['tool_choice'] === 'object'
  const isThinking = (body: Body): boolean => (body['thinking'] as { type?: string } | undefined)?.type !== 'disabled'
  const THINKS = { reasoningSwitch: 'thinking-type' } as const

  test('where it is refused while the model thinks: is found out to be possible at rest', async () => {
    const provider = await startAbleProvider(body => isForced(body) && isThinking(body) ? refusal('Thinking mode does not support this tool_choice') : undefined)
    const report = await reportOn(targetAt(provider, { compat: THINKS }))
    expect(report.outcomes.get('forced')).toMatchObject({ state: 'supported', reason: 'only while it does not reason', facts: { compat: { tool_choice: 'auto-while-reasoning' } } })
  })

  test('where the model cannot rest: is not possible', async () => {
    const provider = await startAbleProvider(body => isForced(body) ? refusal('Thinking mode does not support this tool_choice') : undefined)
    const report = await reportOn(targetAt(provider, { compat: { ...THINKS, reasoningAlwaysOn: true } }))
    expect(report.outcomes.get('forced')).toMatchObject({ state: 'unsupported', facts: { compat: { tool_choice: 'auto-only' } } })
    expect(reasonIn(report, 'prefill')).toContain('always thinks')
  })

  test('where it is passed over: is not possible', async () => {
    const provider = await startAbleProvider(body => isForced(body) ? answer('Hello!') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('forced')).toMatchObject({ state: 'unsupported', reason: 'told to call a tool, it answers in words', facts: { compat: { tool_choice: 'auto-only' } } })
  })
})

describe('several calls', () => {
  const isBoth = (_body: Body, text: string): boolean => text.includes('both at once')

  test('of a model that makes one at a time: are not there, which is no capability', async () => {
    const provider = await startAbleProvider((body, text) => isBoth(body, text) ? answer({ toolCalls: [{ id: 'call_1', name: 'read_file', arguments: { path: 'notes/monday.txt' } }] }) : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('parallel')).toMatchObject({ state: 'unsupported', facts: { capabilities: {}, compat: {} } })
    expect(provider.requests.filter(body => body['parallel_tool_calls'] !== undefined)).toHaveLength(1)
  })

  test('where only the word for them is refused: are there without it', async () => {
    const provider = await startAbleProvider(body => body['parallel_tool_calls'] === undefined ? undefined : refusal('parallel_tool_calls: extra fields not permitted'))
    expect((await reportOn(targetAt(provider))).outcomes.get('parallel')).toMatchObject({ state: 'supported', facts: { compat: { supports_parallel_tool_calls_field: false } } })
  })
})

describe('a tool loop', () => {
  const lacksReasoning = (body: Body): boolean => isResult(body) && !JSON.stringify(body['messages']).includes('reasoning_content')

  test('of a model that wants its thinking back: works when the router gives it back, and that is said', async () => {
    const provider = await startAbleProvider(body => lacksReasoning(body) ? refusal('The `reasoning_content` in the thinking mode must be passed back to the API.') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('loop')).toMatchObject({ state: 'supported', facts: { compat: { replays_reasoning: 'tool-turns' } } })
    const [last] = provider.requests.filter(isResult).slice(-1)
    expect(JSON.stringify(last)).toContain('I should read it.')
  })

  test('of a model that wants its thinking back and gets it: needs nothing more', async () => {
    const provider = await startAbleProvider(body => lacksReasoning(body) ? refusal('reasoning_content is missing') : undefined)
    const report = await reportOn(targetAt(provider, { compat: { replaysReasoning: 'tool-turns' } }))
    expect(report.outcomes.get('loop')).toMatchObject({ state: 'supported', facts: { compat: {} } })
  })

  test('of a model that takes no tools while it thinks: works without thinking, and says so', async () => {
    const provider = await startAbleProvider(body => hasTools(body) && asksToThink(body) ? refusal('tools with reasoning_effort are not supported') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('loop')).toMatchObject({ state: 'supported', reason: 'only where no thinking is asked for' })
  })

  test('that is refused in every way: takes the tools away, for a result that nobody takes is worth nothing', async () => {
    const provider = await startAbleProvider(body => isResult(body) ? refusal('role "tool" is not known') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('loop')).toMatchObject({ state: 'unsupported', reason: 'refused: role "tool" is not known' })
    expect(factsOf(report).capabilities).toMatchObject({ tools: false })
  })

  test('whose result the model forgets, or that begins with words: is not clear', async () => {
    const forgetful = await startAbleProvider(body => isResult(body) ? answer('There it stands.') : undefined)
    expect(reasonIn(await reportOn(targetAt(forgetful)), 'loop')).toBe('it did not say what the tool had given')
    const talker = await startAbleProvider(body => hasTools(body) && asksToThink(body) && !isResult(body) ? answer({ reasoning: 'Hm.', text: 'Let me think.' }) : undefined)
    expect(reasonIn(await reportOn(targetAt(talker)), 'loop')).toBe('it made no call this time that could be answered')
  })
})

describe('pictures and documents', () => {
  test.each([
    ['NONE', 'unsupported'], ['I cannot see any picture here.', 'unsupported'], ['There is no image attached.', 'unsupported'], ['741', 'unclear'],
    ['You asked: Answer with its digits alone, or with NONE if you were given no picture.', 'unclear'],
  ])('answered with %j: are %s', async (words, state) => {
    const provider = await startAbleProvider(body => hasPicture(body) ? answer(words) : undefined)
    expect(stateIn(await reportOn(targetAt(provider)), 'images')).toBe(state)
  })

  test('that are refused: are not there, and pictures are replaced by words from then on', async () => {
    const provider = await startAbleProvider(body => hasPicture(body) || hasDocument(body) ? refusal('unknown variant `image_url`, expected `text`') : undefined)
    expect(factsOf(await reportOn(targetAt(provider)))).toMatchObject({ capabilities: { images: false, documents: false }, compat: { image_input: 'text-placeholder' } })
  })
})

describe('thinking', () => {
  test('that is not shown but counted: is there', async () => {
    const counted = raw({ headers: { 'content-type': 'application/json' }, chunks: [JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: '24' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 40 } } })] })
    const provider = await startAbleProvider(body => asksToThink(body) && !hasTools(body) ? counted : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('thinking')).toMatchObject({ state: 'supported', reason: 'its thoughts are not shown' })
  })

  test('of which nothing shows: is not clear', async () => {
    const provider = await startAbleProvider(body => asksToThink(body) ? answer('24') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('thinking')).toMatchObject({ state: 'unclear', facts: { capabilities: {} } })
  })

  test('that one effort alone brings about: is found with that, also for the loop', async () => {
    const provider = await startAbleProvider(body => body['reasoning_effort'] === 'low' ? refusal('Input should be "none" or "high"') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('thinking')).toMatchObject({ state: 'supported', reason: 'only at high effort' })
    expect(report.outcomes.get('loop')).toMatchObject({ state: 'supported', reason: '' })
  })

  test('that is refused at any effort: is not there', async () => {
    const provider = await startAbleProvider(body => asksToThink(body) ? refusal('reasoning_effort: extra fields not permitted') : undefined)
    expect(factsOf(await reportOn(targetAt(provider))).capabilities).toMatchObject({ reasoning: false })
  })
})

describe('JSON', () => {
  const facts = async (change: (body: Body) => ReturnType<typeof answer> | undefined) => factsOf(await reportOn(targetAt(await startAbleProvider(change))))

  test('where only objects can be asked for: says so', async () => {
    expect(await facts(body => formatOf(body) === 'json_schema' ? refusal('This response_format type is unavailable now') : undefined)).toMatchObject({ capabilities: { structured_output: true }, compat: { structured_output: 'json-object' } })
  })

  test('where a schema is taken and not followed: is only JSON', async () => {
    expect(await facts(body => formatOf(body) === 'json_schema' ? answer('{"city":"Reykjavik"}') : undefined)).toMatchObject({ compat: { structured_output: 'json-object' } })
  })

  test('where both are passed over: cannot be asked for', async () => {
    expect(await facts(body => formatOf(body) === undefined ? undefined : answer('Reykjavik, of course.'))).toMatchObject({ capabilities: { structured_output: false }, compat: { structured_output: 'none' } })
  })

  test('that never ends: is not clear, and nothing is said', async () => {
    const said = await facts(body => formatOf(body) === undefined ? undefined : answer({ text: '{"town": "     ', finishReason: 'length' }))
    expect(said.capabilities).not.toHaveProperty('structured_output')
    expect(said.compat).not.toHaveProperty('structured_output')
  })

  test('of the Anthropic wire, where its schema is refused: cannot be asked for', async () => {
    const provider = await startAbleProvider(body => formatOf(body) === undefined ? undefined : refusal('output_config: Extra inputs are not permitted'))
    expect(factsOf(await reportOn(targetAt({ url: provider.root }, { provider: { dialect: 'anthropic' } })))).toMatchObject({ capabilities: { structured_output: false }, compat: { structured_output: 'none' } })
  })
})

describe('an answer that was begun', () => {
  const BEGUN = 'Here goes, and nobody stops me: one, two, thr'

  test('and is begun anew in every form: is gone on with in words', async () => {
    const provider = await startAbleProvider(body => isBegun(body) ? answer('One, two, three, four, five, six') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('prefill')).toMatchObject({ state: 'unsupported', facts: { compat: { continuation: 'none' } } })
    expect(provider.requests.filter(isBegun)).toHaveLength(2)
  })

  test('and needs a mark: is gone on with by the mark', async () => {
    const isMarked = (body: Body): boolean => JSON.stringify(body).includes('"partial":true')
    const provider = await startAbleProvider(body => isBegun(body) && !isMarked(body) ? refusal('the last message must be of a user') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('prefill')).toMatchObject({ state: 'supported', facts: { compat: { continuation: 'partial' } } })
  })

  test('and is gone on with, but not from its last letter: is not clear', async () => {
    const provider = await startAbleProvider(body => isBegun(body) ? answer('three, four, five, six') : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('prefill')).toMatchObject({ state: 'unclear', facts: { compat: {} } })
  })

  test('and is said again: is told to be', async () => {
    const provider = await startAbleProvider(body => isBegun(body) ? answer(`${BEGUN}ee, four`) : undefined)
    expect((await reportOn(targetAt(provider, { compat: { continuation: 'prefill' } }))).outcomes.get('prefill')).toMatchObject({ state: 'supported', facts: { compat: { continuation: 'prefill', continuation_echoes: true } } })
  })
})

describe('errors', () => {
  test('that come as if the model had said them: are recognised, and told with those that were known', async () => {
    const provider = await startAbleProvider(body => isForNobody(body) ? answer('服务暂时不可用，第三方响应错误') : undefined)
    const report = await reportOn(targetAt(provider, { compat: { softErrors: ['server-busy'] } }))
    expect(report.outcomes.get('errors')).toMatchObject({ state: 'unsupported', facts: { compat: { soft_errors: ['server-busy', 'upstream-failed'] } } })
  })

  test('that come with status 200: are seen through', async () => {
    const provider = await startAbleProvider(body => isForNobody(body) ? errorInsideOk({ message: 'no such model here' }) : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('errors')).toMatchObject({ state: 'unsupported', reason: 'errors come with status 200; the router sees through them: no such model here', facts: { compat: {} } })
  })

  test('of a server that answers whatever it is asked for: are not clear', async () => {
    const provider = await startAbleProvider(body => isForNobody(body) ? answer('hello') : undefined)
    expect(reasonIn(await reportOn(targetAt(provider)), 'errors')).toBe('it answers whatever model is named')
  })

  test('that never come: are not clear', async () => {
    const provider = await startAbleProvider(body => isForNobody(body) ? hang('before-headers') : undefined)
    expect(reasonIn(await reportOn(targetAt(provider), { limits: { probeMs: 100 } }), 'errors')).toBe('first-content-timeout: no whole answer within 0.1 s')
  })
})

describe('streams', () => {
  test('without usage: are told to be, and nothing follows', async () => {
    const provider = await startAbleProvider((_body, text) => text.includes('ready') ? answer({ text: 'ready', usage: null }) : undefined)
    expect((await reportOn(targetAt(provider))).outcomes.get('usage')).toMatchObject({ state: 'unsupported', reason: 'no tokens are told', facts: { compat: {} } })
  })

  test('of a server that refuses to be asked for usage: are asked for without, by every probe', async () => {
    const provider = await startAbleProvider(body => body['stream_options'] === undefined ? undefined : refusal('stream_options: extra fields not permitted'))
    const report = await reportOn(targetAt(provider))
    expect(report.outcomes.get('usage')).toMatchObject({ state: 'unsupported', facts: { compat: { supports_stream_usage: false } } })
    expect(stateIn(report, 'tools')).toBe('supported')
    expect(provider.requests.filter(body => body['stream_options'] !== undefined)).toHaveLength(1)
  })

  test('of a server that has none: are not there, and everything else is asked for whole', async () => {
    const provider = await startAbleProvider(body => body['stream'] === true ? refusal('streaming is not supported') : undefined)
    const report = await reportOn(targetAt(provider))
    expect(marksOf(report)).toMatchObject({ stream: 'unsupported', usage: 'supported', tools: 'supported', loop: 'supported' })
    expect(provider.requests.filter(body => body['stream'] === true)).toHaveLength(2)
  })

  test('that come as one piece: are not there', async () => {
    const whole = raw({ headers: { 'content-type': 'application/json' }, chunks: [JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'ready' }, finish_reason: 'stop' }] })] })
    const provider = await startAbleProvider((_body, text) => text.includes('ready') ? whole : undefined)
    expect(stateIn(await reportOn(targetAt(provider)), 'stream')).toBe('unsupported')
  })

  test('without an end: are cut, and the target is not reached', async () => {
    const endless = function * (): Generator<string> { for (;;) yield `data: {"id":"x","model":"m","choices":[{"index":0,"delta":{"content":"${'x'.repeat(10_000)}"}}]}\n\n` }
    const provider = await startAbleProvider(() => raw({ chunks: endless() }))
    expect((await reportOn(targetAt(provider))).trouble).toMatchObject({ failure: 'bad-response', message: expect.stringContaining('longer than any answer') as unknown })
  })
})

describe('a window', () => {
  const isLong = (_body: Body, text: string): boolean => text.length > 2_000
  const window = (contextWindow?: number) => ({ ...(contextWindow !== undefined && { contextWindow }) })

  test('that is only declared: is never asked for by itself', async () => {
    const provider = await startAbleProvider()
    const report = await reportOn(targetAt(provider, window(4000)))
    expect(reasonIn(report, 'window')).toBe('declared, not measured; --deep asks the provider, which costs')
    expect(reasonIn(await reportOn(targetAt(provider)), 'window')).toContain('nobody told')
    expect(Math.max(...provider.requests.map(body => JSON.stringify(body).length))).toBeLessThan(2_000)
  })

  test('that is asked for: is what the provider says it is', async () => {
    const provider = await startAbleProvider((body, text) => isLong(body, text) ? refusal('This model\'s maximum context length is 4096 tokens. However, your messages resulted in 4600 tokens.') : undefined)
    expect((await reportOn(targetAt(provider, window(4000)), { isDeep: true })).outcomes.get('window')).toMatchObject({ state: 'supported', facts: { contextWindow: 4096 } })
  })

  test.each([
    ['that takes more than it declares', answer('read'), 'it holds more than was asked'],
    ['whose refusal tells no number', refusal('prompt is too long'), 'it refuses and tells no number'],
    ['that is too busy', status(503), 'unavailable: '],
  ])('%s: is not measured', async (_what, step, reason) => {
    const provider = await startAbleProvider((body, text) => isLong(body, text) ? step : undefined)
    expect((await reportOn(targetAt(provider, window(4000)), { isDeep: true })).outcomes.get('window')).toMatchObject({ state: 'unclear', reason: expect.stringContaining(reason) as unknown })
  })
})

describe('a target that is out of reach', () => {
  test('because nobody listens, or the name leads nowhere: says why, and nothing is known of it', async () => {
    expect(await reportOn(targetAt({ url: 'http://127.0.0.1:9/v1' }))).toMatchObject({ trouble: { failure: 'refused' }, outcomes: new Map() })
    expect(await reportOn(targetAt({ url: 'http://nowhere.invalid/v1' }))).toMatchObject({ trouble: { failure: 'dns' } })
  })

  test('because its key is refused: is asked once with each key, and answers with the one that is good', async () => {
    const provider = await startAbleProvider((_body, _text, key) => key === 'good' ? undefined : status(401))
    expect(await reportOn(targetAt(provider, { keys: ['bad', 'worse'] }))).toMatchObject({ trouble: { failure: 'authentication', statusCode: 401 }, requests: 2 })
    const report = await reportOn(targetAt(provider, { keys: ['bad', 'good'] }))
    expect(stateIn(report, 'tools')).toBe('supported')
    expect(provider.keys.filter(key => key === 'bad')).toHaveLength(2)
  })

  test('because its model is unknown: is not asked with other keys', async () => {
    const provider = await startAbleProvider(() => status(404, { body: { error: { message: 'The model m does not exist', code: 'model_not_found' } } }))
    expect(await reportOn(targetAt(provider, { keys: 2 }))).toMatchObject({ trouble: { failure: 'model-not-found' }, requests: 1 })
  })

  test('because it refuses everything: has been asked in every way', async () => {
    const provider = await startAbleProvider(() => refusal('no'))
    expect(await reportOn(targetAt(provider))).toMatchObject({ trouble: { failure: 'invalid-request', message: 'no' }, requests: 3 })
    expect(await reportOn(targetAt({ url: provider.root }, { provider: { dialect: 'anthropic' } }))).toMatchObject({ requests: 2 })
  })

  test('because it says nothing: is left when its time is up', async () => {
    const provider = await startAbleProvider(() => hang('after-start'))
    expect(await reportOn(targetAt(provider), { limits: { probeMs: 100 } })).toMatchObject({ trouble: { failure: 'first-content-timeout' }, requests: 1 })
  })

  test('because it apologises as if the model spoke: is known to have failed', async () => {
    const provider = await startAbleProvider(() => answer('token已失效'))
    expect(await reportOn(targetAt(provider))).toMatchObject({ trouble: { failure: 'authentication' } })
  })
})

test('a target that falls silent again and again: is given up after the second time', async () => {
  const provider = await startAbleProvider(body => hasTools(body) || asksToThink(body) ? hang('before-headers') : undefined)
  const report = await reportOn(targetAt(provider), { limits: { probeMs: 100 } })
  expect(marksOf(report)).toMatchObject({ stream: 'supported', tools: 'unclear', thinking: 'unclear', images: 'unclear', errors: 'unclear' })
  expect(reasonIn(report, 'images')).toBe('not asked: it fell silent 2 times')
  expect(factsOf(report).capabilities).toEqual({})
})
