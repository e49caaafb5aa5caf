import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { DialectName, Target } from '../../src/config/target.ts'
import type { CallInHistory, Recollection } from '../../src/providers/dialect.ts'
import type { ReasoningMemory, Thought } from '../../src/providers/reasoning-vault.ts'
import { signerOf } from '../../src/providers/signers.ts'
import { requestFrom } from '../protocols/support.ts'
import { type Encoded, encoded, targetOf } from './support.ts'

const SIGNED: Thought = { type: 'reasoning', text: 'I think.', signature: 's1' }
const HIDDEN: Thought = { type: 'redacted-reasoning', data: 'xx' }
const SAID: Thought = { type: 'reasoning', text: 'I thought.' }

const own = (target: Target, ...thoughts: readonly Thought[]): ReasoningMemory => ({ thoughts, signer: signerOf(target) })
const foreign = (...thoughts: readonly Thought[]): ReasoningMemory => ({ thoughts, signer: 'https://elsewhere.test', thoughtSignature: 'theirs' })

const remembering = (memories: Readonly<Record<string, ReasoningMemory>>, signers: Readonly<Record<string, string>> = {}): Recollection => ({
  recall: ({ id, name, argumentsText }: CallInHistory) => name === 'a' && argumentsText === '{"x":1}' ? memories[id] : undefined,
  signerOf: signature => signers[signature],
})

const openAiCall = (id: string, args: unknown = '{"x":1}'): JsonObject => ({ id, type: 'function', function: { name: 'a', arguments: args as string } })
const openAiLoop = (...calls: readonly JsonObject[]): readonly JsonObject[] => [
  { role: 'user', content: 'go' }, { role: 'assistant', content: null, tool_calls: calls }, ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: 'r' })),
]
const use = (id: string): JsonObject => ({ type: 'tool_use', id, name: 'a', input: { x: 1 } })
const thinking = (text: string, signature = ''): JsonObject => ({ type: 'thinking', thinking: text, signature })
const text = (said: string): JsonObject => ({ type: 'text', text: said })
const loop = (...content: readonly JsonObject[]): readonly JsonObject[] => [
  { role: 'user', content: 'go' }, { role: 'assistant', content },
  { role: 'user', content: content.filter(({ type }) => type === 'tool_use').map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'r' })) },
]

const OPENAI_TOOLS = [{ type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }]
const TOOLS = [{ name: 'a', input_schema: { type: 'object', properties: {} } }]

const openAi = (messages: readonly JsonObject[], members: object = {}): ChatRequest => requestFrom('openai-chat', { model: 'm', messages, tools: OPENAI_TOOLS, ...members })
const anthropic = (messages: readonly JsonObject[], members: object = {}): ChatRequest => requestFrom('anthropic-messages', { model: 'm', max_tokens: 20_000, messages, tools: TOOLS, ...members })

const send = (request: ChatRequest, dialect: DialectName, compat: Compat, memory?: Recollection): Encoded => encoded(request, targetOf(dialect, compat), undefined, { memory })
const turnOf = ({ body }: Encoded): JsonObject => (body['messages'] as readonly JsonObject[]).find(({ role }) => role === 'assistant') as JsonObject

describe('openai, reasoning that the client did not send back', () => {
  const WANTS: Compat = { replaysReasoning: 'tool-turns' }
  const memory = remembering({ c1: foreign(SIGNED, HIDDEN, SAID) })

  it('remembered, on its own wire: is in its place, whoever thought it', () => {
    expect(turnOf(send(openAi(openAiLoop(openAiCall('c1'))), 'openai', WANTS, memory))).toEqual({ role: 'assistant', content: null, tool_calls: [openAiCall('c1')], reasoning_content: 'I think.I thought.' })
    expect(turnOf(send(openAi(openAiLoop(openAiCall('c1', { x: 1 }))), 'openai', WANTS, memory))['reasoning_content']).toBe('I think.I thought.')
  })

  it('remembered, from the Anthropic wire: is in its place', () => {
    expect(turnOf(send(anthropic(loop(use('c1'))), 'openai', WANTS, memory))).toEqual({ role: 'assistant', content: null, reasoning_content: 'I think.I thought.', tool_calls: [openAiCall('c1')] })
  })

  it('of several calls: is that of all of them', () => {
    const both = remembering({ c1: foreign(SIGNED), c2: foreign(SAID) })
    expect(turnOf(send(openAi(openAiLoop(openAiCall('c1'), openAiCall('c2'))), 'openai', WANTS, both))['reasoning_content']).toBe('I think.I thought.')
  })

  it('sent by the client after all: is the client\'s', () => {
    const [first, turn, ...others] = openAiLoop(openAiCall('c1'))
    const request = openAi([first as JsonObject, { ...turn, reasoning_content: 'mine' }, ...others])
    expect(send(request, 'openai', WANTS, memory).text).toBe(send(request, 'openai', {}).text)
    expect(turnOf(send(anthropic(loop(thinking('mine'), use('c1'))), 'openai', WANTS, memory))['reasoning_content']).toBe('mine')
  })

  it('that nobody remembers, or of other arguments, or without words: a stand-in is there', () => {
    for (const known of [undefined, remembering({}), remembering({ c1: foreign(HIDDEN) })]) expect(turnOf(send(openAi(openAiLoop(openAiCall('c1'))), 'openai', WANTS, known))['reasoning_content']).toBe(' ')
    for (const odd of [openAiCall('c1', '{"x":2}'), { id: 'c1', type: 'custom', custom: { name: 'a', input: 'x' } }, { type: 'function', function: { name: 'a' } }]) {
      expect(turnOf(send(openAi(openAiLoop(odd)), 'openai', WANTS, memory))['reasoning_content']).toBe(' ')
    }
  })

  it('to a provider that wants none: every byte stays', () => {
    const request = openAi(openAiLoop(openAiCall('c1')))
    expect(send(request, 'openai', {}, memory).text).toBe(request.original.bytes.toString().replace('"m"', '"model-1"'))
  })
})

describe('openai, thought signatures that the client did not send back', () => {
  const WANTS: Compat = { needsThoughtSignature: true }
  const target = targetOf('openai', WANTS)
  const signed = (signature: string): JsonObject => ({ extra_content: { google: { thought_signature: signature } } })
  const mine = (signature: string): ReasoningMemory => ({ ...own(target), thoughtSignature: signature })

  it('remembered: are on every call that had one', () => {
    const memory = remembering({ c1: mine('s1'), c3: mine('s3') })
    const calls = ['c1', 'c2', 'c3'].map(id => openAiCall(id))
    const expected = [{ ...calls[0], ...signed('s1') }, calls[1], { ...calls[2], ...signed('s3') }]
    expect(turnOf(send(openAi(openAiLoop(...calls)), 'openai', WANTS, memory))['tool_calls']).toEqual(expected)
    expect(turnOf(send(anthropic(loop(use('c1'), use('c2'), use('c3'))), 'openai', WANTS, memory))['tool_calls']).toEqual(expected)
  })

  it('of another vendor, or none: the stand-in is on the first call', () => {
    for (const memory of [undefined, remembering({ c1: foreign() }), remembering({ c1: own(target, SAID) })]) {
      expect(turnOf(send(openAi(openAiLoop(openAiCall('c1'), openAiCall('c2'))), 'openai', WANTS, memory))['tool_calls'])
        .toEqual([{ ...openAiCall('c1'), ...signed('skip_thought_signature_validator') }, openAiCall('c2')])
    }
  })

  it('sent by the client after all: are the client\'s, and every byte stays', () => {
    const request = openAi(openAiLoop({ ...openAiCall('c1'), ...signed('own') }, openAiCall('c2')))
    expect(send(request, 'openai', WANTS, remembering({ c1: mine('s1') })).text).toBe(request.original.bytes.toString().replace('"m"', '"model-1"'))
  })
})

describe('anthropic, thinking that a client of the OpenAI wire cannot send back', () => {
  const CHECKS: Compat = { reasoningSwitch: 'anthropic-thinking', verifiesThinking: true }
  const target = targetOf('anthropic', CHECKS)
  const asking = (members: object = { reasoning_effort: 'low' }, ...calls: readonly JsonObject[]): ChatRequest => openAi(openAiLoop(...calls.length === 0 ? [openAiCall('c1')] : calls), { max_tokens: 20_000, ...members })

  it('remembered of the vendor itself: opens the turn, and thinking stays on', () => {
    const { body, dropped } = send(asking(), 'anthropic', CHECKS, remembering({ c1: own(target, SIGNED, HIDDEN, SAID) }))
    expect((body['messages'] as readonly JsonObject[])[1]?.['content']).toEqual([thinking('I think.', 's1'), { type: 'redacted_thinking', data: 'xx' }, use('c1')])
    expect([body['thinking'], dropped]).toEqual([{ type: 'enabled', budget_tokens: 2048 }, []])
  })

  it('between two calls: stands between them', () => {
    const memory = remembering({ c1: own(target, SIGNED), c2: own(target, HIDDEN) })
    expect(turnOf(send(asking(undefined, openAiCall('c1'), openAiCall('c2')), 'anthropic', CHECKS, memory))['content']).toEqual([thinking('I think.', 's1'), use('c1'), { type: 'redacted_thinking', data: 'xx' }, use('c2')])
  })

  it('of another vendor, or unsigned: is not sent, and there is no thinking in this answer', () => {
    for (const memory of [undefined, remembering({ c1: foreign(SIGNED) }), remembering({ c1: own(target, SAID) })]) {
      const { body, dropped } = send(asking(), 'anthropic', CHECKS, memory)
      expect((body['messages'] as readonly JsonObject[])[1]?.['content']).toEqual([use('c1')])
      expect([body['thinking'], dropped]).toEqual([{ type: 'disabled' }, ['reasoning']])
    }
  })

  it('while nobody thinks: is not sent', () => {
    expect(turnOf(send(asking({}), 'anthropic', CHECKS, remembering({ c1: own(target, SIGNED) })))['content']).toEqual([use('c1')])
  })

  it('of models that always think, and choose for themselves how much: comes back where it is known', () => {
    const compat: Compat = { reasoningSwitch: 'anthropic-adaptive', reasoningAlwaysOn: true, verifiesThinking: true }
    expect(turnOf(send(asking({}), 'anthropic', compat, remembering({ c1: own(targetOf('anthropic', compat), SIGNED) })))['content']).toEqual([thinking('I think.', 's1'), use('c1')])
    expect(turnOf(send(asking({}), 'anthropic', compat))['content']).toEqual([use('c1')])
  })

  describe('to somebody who wants words back, whoever thought them', () => {
    const WORDS: Compat = { reasoningSwitch: 'anthropic-thinking', replaysReasoning: 'tool-turns' }
    const content = (request: ChatRequest, memory?: Recollection, compat = WORDS): unknown => turnOf(send(request, 'anthropic', compat, memory))['content']

    it('remembered: are there as thinking that nobody signed, without those that say nothing', () => {
      expect(content(asking({}), remembering({ c1: foreign(SIGNED, HIDDEN, { type: 'reasoning', text: '', signature: 's' }, SAID) }))).toEqual([thinking('I think.'), thinking('I thought.'), use('c1')])
    })

    it('sent by the client: are the client\'s', () => {
      const [first, turn, ...others] = openAiLoop(openAiCall('c1'))
      expect(content(openAi([first as JsonObject, { ...turn, content: 'ok', reasoning_content: 'mine' }, ...others]))).toEqual([thinking('mine'), text('ok'), use('c1')])
    })

    it('unknown: a stand-in is there, and thinking stays on', () => {
      const sent = send(asking(), 'anthropic', WORDS)
      expect([turnOf(sent)['content'], sent.body['thinking']]).toEqual([[thinking(' '), use('c1')], { type: 'enabled', budget_tokens: 2048 }])
    })

    it('of turns without calls: are wanted by few', () => {
      const request = openAi([{ role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' }])
      expect(content(request)).toEqual([text('b')])
      expect(content(request, undefined, { replaysReasoning: 'all-turns' })).toEqual([thinking(' '), text('b')])
    })

    it('where the client switches reasoning off: are not sent', () => {
      expect(content(asking({ reasoning_effort: 'none' }), remembering({ c1: foreign(SAID) }))).toEqual([use('c1')])
    })
  })
})

describe('anthropic, thinking that a client of its own wire lost', () => {
  const CHECKS: Compat = { verifiesThinking: true }
  const target = targetOf('anthropic', CHECKS)
  const ON = { thinking: { type: 'adaptive' } }
  const BUDGET = { thinking: { type: 'enabled', budget_tokens: 2000 } }
  const content = (sent: Encoded): unknown => turnOf(sent)['content']
  const unchanged = (request: ChatRequest): string => request.original.bytes.toString().replace('"m"', '"model-1"')

  it('remembered of the vendor itself: opens the turn and stands between its calls', () => {
    const memory = remembering({ c1: own(target, SIGNED), c2: own(target, HIDDEN) })
    expect(content(send(anthropic(loop(text('ok'), use('c1'), use('c2')), ON), 'anthropic', CHECKS, memory)))
      .toEqual([thinking('I think.', 's1'), text('ok'), use('c1'), { type: 'redacted_thinking', data: 'xx' }, use('c2')])
  })

  it('remembered, to a vendor of whom nothing is known: comes back as well', () => {
    expect(content(send(anthropic(loop(use('c1')), ON), 'anthropic', {}, remembering({ c1: own(target, SIGNED) })))).toEqual([thinking('I think.', 's1'), use('c1')])
  })

  it('nothing to restore or to take out: every byte stays', () => {
    const memory = remembering({ c1: own(target, SIGNED) }, { s1: signerOf(target) })
    for (const request of [
      anthropic(loop(thinking('I think.', 's1'), use('c1')), ON),
      anthropic(loop({ type: 'redacted_thinking', data: 'xx' }, use('c1')), BUDGET),
      anthropic(loop(use('c1')), { thinking: { type: 'disabled' } }),
      anthropic(loop(use('c1'))),
      anthropic(loop(use('unknown')), ON),
      anthropic([{ role: 'user', content: 'a' }, { role: 'assistant', content: 'b' }, { role: 'user', content: 'c' }], BUDGET),
      anthropic([{ role: 'user', content: 'a' }, { role: 'assistant', content: [text('b')] }, { role: 'user', content: 'c' }], ON),
      anthropic([{ role: 'user', content: 'a' }, { role: 'assistant', content: [{ type: 'tool_use', name: 'a' }] }, { role: 'user', content: 'c' }], ON),
    ]) expect(send(request, 'anthropic', CHECKS, memory).text).toBe(unchanged(request))
  })

  it('what other vendors thought: goes, by its empty signature or by whose it is known to be', () => {
    const memory = remembering({}, { theirs: 'https://elsewhere.test', s1: signerOf(target) })
    const blocks = [thinking('a'), thinking('b', 'theirs'), { type: 'thinking', thinking: 'c' }, thinking('d', 's1'), thinking('e', 'unknown'), { type: 'redacted_thinking', data: 'x' }, text('f')]
    const sent = send(anthropic([{ role: 'user', content: 'go' }, { role: 'assistant', content: blocks }, { role: 'user', content: 'on' }], ON), 'anthropic', CHECKS, memory)
    expect([content(sent), sent.dropped]).toEqual([blocks.slice(3), []])
    expect(content(send(anthropic([{ role: 'user', content: 'go' }, { role: 'assistant', content: blocks }, { role: 'user', content: 'on' }]), 'anthropic', CHECKS))).toEqual([blocks[1], ...blocks.slice(3)])
  })

  it('what other vendors thought, to one that does not mind: every byte stays', () => {
    const request = anthropic(loop(thinking('a'), use('c1')), ON)
    expect(send(request, 'anthropic', {}, remembering({}, { theirs: 'https://elsewhere.test' })).text).toBe(unchanged(request))
  })

  it('a turn of nothing but others\' thoughts: goes altogether', () => {
    const { body } = send(anthropic([{ role: 'user', content: 'a' }, { role: 'assistant', content: [thinking('b')] }, { role: 'user', content: 'c' }]), 'anthropic', CHECKS)
    expect(body['messages']).toEqual([{ role: 'user', content: 'a' }, { role: 'user', content: 'c' }])
  })

  it('others\' thoughts in a tool loop, and a budget for thinking: there is no thinking in this answer, and it is told', () => {
    const { body, dropped } = send(anthropic(loop(thinking('a'), use('c1')), BUDGET), 'anthropic', CHECKS)
    expect([(body['messages'] as readonly JsonObject[])[1]?.['content'], body['thinking'], dropped]).toEqual([[use('c1')], undefined, ['thinking']])
  })

  it('the same, with earlier turns that are remembered: those stay as they are', () => {
    const memory = remembering({ c1: own(target, SIGNED) })
    const sent = send(anthropic([...loop(use('c1')), { role: 'assistant', content: [use('c2')] }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c2', content: 'r' }] }], BUDGET), 'anthropic', CHECKS, memory)
    expect([content(sent), sent.body['thinking']]).toEqual([[use('c1')], undefined])
  })

  it('a budget for thinking, and the thinking remembered: thinks on', () => {
    const { body, dropped } = send(anthropic(loop(use('c1')), BUDGET), 'anthropic', CHECKS, remembering({ c1: own(target, SIGNED) }))
    expect([(body['messages'] as readonly JsonObject[])[1]?.['content'], body['thinking'], dropped]).toEqual([[thinking('I think.', 's1'), use('c1')], BUDGET.thinking, []])
  })

  describe('to somebody who wants words back', () => {
    const WORDS: Compat = { replaysReasoning: 'tool-turns' }

    it('in turns that lost them: words or a stand-in are there', () => {
      expect(content(send(anthropic(loop(use('c1'))), 'anthropic', WORDS, remembering({ c1: foreign(SIGNED) })))).toEqual([thinking('I think.'), use('c1')])
      expect(content(send(anthropic(loop(use('c1'))), 'anthropic', WORDS))).toEqual([thinking(' '), use('c1')])
    })

    it('in turns that have them, and where nobody thinks: every byte stays', () => {
      for (const request of [anthropic(loop(thinking('a'), use('c1'))), anthropic(loop(use('c1')), { thinking: { type: 'disabled' } })]) {
        expect(send(request, 'anthropic', WORDS).text).toBe(unchanged(request))
      }
    })
  })
})
