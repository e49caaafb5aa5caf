import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, ProviderError, type ProviderErrorOptions } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart, ChatStream } from '../../src/chat/part.ts'
import type { ChatRequest } from '../../src/chat/request.ts'
import type { RoutingSettings } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import { Attempt, type Candidate } from '../../src/providers/attempt.ts'
import { createRouter, type Router, type Answering } from '../../src/routing/router.ts'
import { aConfig, aConfigSource, aRequest, aSelection, aTarget, end, handUpstream, type HandUpstream, someSettings, start, terminal, text } from '../support/routing-fixtures.ts'

const native = { compat: { continuation: 'prefix' } } as const
const first = aTarget({ id: 'first/m', ...native })
const second = aTarget({ id: 'second/m', ...native })
const third = aTarget({ id: 'third/m', ...native })

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'], now: 1_000_000 }) })
const routers: Router[] = []
afterEach(() => {
  for (const router of routers.splice(0)) router.close()
  vi.useRealTimers()
})

const later = async (milliseconds = 0): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }

const failing = (failure: Failure, options: ProviderErrorOptions = {}): ProviderError => new ProviderError(failure, `was ${failure}`, options)
const CUT = failing('interrupted', { billing: 'maybe' })

/** Batches, and then the failure that ends them. */
async function * breaking (batches: readonly ChatBatch[], error: Error = CUT): ChatStream & AsyncGenerator<ChatBatch> {
  yield * batches
  throw error
}

async function * whole (...batches: readonly ChatBatch[]): ChatStream & AsyncGenerator<ChatBatch> { yield * batches }

const reasoning = (words: string, block = 0): ChatPart => ({ type: 'reasoning-delta', choice: 0, block, text: words })
const said = (words: string, block = 0): ChatPart => ({ type: 'text-delta', choice: 0, block, text: words })
const call = (block: number): ChatPart => ({ type: 'tool-call-start', choice: 0, block, id: 'call_1', name: 'tool' })
const framed = (part: ChatPart, frame = 'frame'): ChatPart => ({ ...part, frame })
const tokens = (inputTokens?: number, outputTokens?: number): ChatPart =>
  ({ type: 'usage', choice: 0, usage: { ...(inputTokens !== undefined && { inputTokens }), ...(outputTokens !== undefined && { outputTokens }) } })

/** What was read of an answer, and what ended it. */
interface Reading {
  readonly batches: ChatBatch[]
  readonly ended: Promise<unknown>
}

interface Rig {
  readonly upstream: HandUpstream
  readonly answering: Promise<Answering>
  readonly attempts: Attempt[]
  readonly resumes: string[]
  readonly router: Router
  /** Reads the whole answer; `ended` resolves with what it failed with. */
  read (): Reading
}

interface Circumstances {
  readonly request?: ChatRequest
  readonly settings?: RoutingSettings
  readonly resumes?: boolean
}

const ask = (targets: readonly Target[] = [first, second, third], { request = aRequest(), settings = someSettings({ hedgeAfterMs: 0 }), resumes = true }: Circumstances = {}): Rig => {
  const upstream = handUpstream()
  const seen: string[] = []
  const attempts: Attempt[] = []
  const config = aConfigSource(aConfig({ targets, routing: settings }))
  const router = createRouter({
    config, transport: upstream.open, now: () => performance.now(),
    events: {
      onAttempt: () => {}, onFailure: () => {}, onBroken: () => {}, onBreakerChange: () => {}, onStaleSocket: () => {}, onHedge: () => {},
      onResume: ({ outcome, from, to }) => { seen.push(`${from.candidate.target.id} ${outcome}${to === undefined ? '' : ` ${to.candidate.target.id}`}`) },
    },
  })
  routers.push(router)
  const answering = router.open({ request, selection: aSelection(...targets), settings, resumes, signal: new AbortController().signal, attempts })
  answering.catch(() => {})
  const read = (): Reading => {
    const batches: ChatBatch[] = []
    const run = async (): Promise<unknown> => {
      try {
        for await (const batch of (await answering).stream) batches.push(batch)
        return undefined
      } catch (error) {
        return error
      }
    }
    return { batches, ended: run() }
  }
  return { upstream, answering, attempts, resumes: seen, router, read }
}

const partsOf = ({ batches }: Reading): readonly ChatPart[] => batches.flat()
const textOf = (reading: Reading): string => partsOf(reading).map(part => part.type === 'text-delta' ? part.text : '').join('')
const ofType = <Type extends ChatPart['type']>(reading: Reading, type: Type): readonly Extract<ChatPart, { type: Type }>[] =>
  partsOf(reading).filter((part): part is Extract<ChatPart, { type: Type }> => part.type === type)

/** The first one breaks after `batches`; gives the rig when the next one was asked. */
const broken = async (batches: readonly ChatBatch[], targets?: readonly Target[], circumstances?: Circumstances, error?: Error): Promise<{ rig: Rig, reading: Reading }> => {
  const rig = ask(targets, circumstances)
  const reading = rig.read()
  rig.upstream.call(1).answer(breaking(batches, error))
  await later()
  return { rig, reading }
}

describe('an answer that ends well', () => {
  test('comes as it is, batch by batch', async () => {
    const rig = ask()
    const reading = rig.read()
    const batches = [[framed(start()), framed(said('a'))], [framed(said('b')), framed(end()), framed(terminal())]]
    rig.upstream.call(1).answer(whole(...batches))
    expect(await reading.ended).toBeUndefined()
    expect(reading.batches).toEqual(batches)
    expect(reading.batches[1]).toBe(batches[1])
    expect(rig.resumes).toEqual([])
    const { resumable, stream } = await rig.answering
    expect(resumable?.resumes).toBe(0)
    expect(resumable?.shares).toMatchObject([{ attempt: { candidate: { target: { id: 'first/m' } } }, usage: { isEstimated: true } }])
    expect((await stream[Symbol.asyncIterator]().next()).done).toBe(true)
  })
})

describe('an answer that breaks after text', () => {
  test('is gone on with by the next target from where it stopped, as one answer', async () => {
    const { rig, reading } = await broken([[start(), said('Hel')], [said('lo')]])
    const next = rig.upstream.call(2)
    expect(next.candidate.target.id).toBe('second/m')
    expect(next.request).toMatchObject({ continuation: 'Hello', estimatedInputTokens: 101 })
    next.answer(whole([framed(start(), 'other'), framed(said(', ')), framed(said('world'))], [framed(end()), tokens(7, 3), framed(terminal())]))
    expect(await reading.ended).toBeUndefined()
    expect(reading.batches).toEqual([
      [start(), said('Hel')],
      [said('lo')],
      [{ type: 'continued', choice: 0, serviceUsed: 'first+second', shown: [start(), said('Hello')] }],
      [said(', '), said('world')],
      [end(), { type: 'usage', choice: 0, usage: { inputTokens: 107, outputTokens: 4, isEstimated: true } }, terminal()],
    ])
    expect(rig.resumes).toEqual(['first/m continued second/m'])
    expect(rig.attempts.map(({ outcome, error }) => [outcome, error])).toEqual([['won', CUT], ['won', undefined]])
  })

  test('says once what a target repeats that was asked in words', async () => {
    const { rig, reading } = await broken([[start(), said('Once upon a ti')]], [first, aTarget({ id: 'words/m' })])
    rig.upstream.call(2).answer(whole([start(), said('Once ')], [said('upon a ')], [said('time')], [said(' there'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('Once upon a time there')
  })

  test('says once what a target echoes that was given it', async () => {
    const { rig, reading } = await broken([[start(), said('He')]], [first, aTarget({ id: 'echo/m', compat: { continuation: 'prefix', continuationEchoes: true } })])
    rig.upstream.call(2).answer(whole([start(), said('He')], [said('llo'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('Hello')
  })

  test('has a tool call after its text, where the next target calls one', async () => {
    const { rig, reading } = await broken([[start(), reasoning('hm', 0), said('Let me see', 1)]], undefined, { request: aRequest({ reasoning: { isVisible: false } }) })
    rig.upstream.call(2).answer(whole([start(), reasoning('aha', 0), call(1), { type: 'tool-call-delta', choice: 0, block: 1, argumentsText: '{}' }, said('!', 2), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(partsOf(reading).slice(4, -3)).toEqual([call(2), { type: 'tool-call-delta', choice: 0, block: 2, argumentsText: '{}' }, said('!', 3)])
  })

  test('shows nothing of how the next target came to its words', async () => {
    const { rig, reading } = await broken([[start(), reasoning('seen'), said('Hel', 1)]])
    rig.upstream.call(2).answer(whole([start(), reasoning('thought')], [{ type: 'reasoning-signature', choice: 0, block: 0, signature: 's' }], [{ type: 'opaque', choice: 0 }], [said('lo', 1), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(ofType(reading, 'reasoning-delta')).toEqual([reasoning('seen')])
    expect(textOf(reading)).toBe('Hello')
    expect(ofType(reading, 'text-delta').map(({ block }) => block)).toEqual([1, 1])
  })

  test('goes on in a new block with text that is not the first of the next target', async () => {
    const { rig, reading } = await broken([[start(), said('Hel')]], [first, aTarget({ id: 'words/m' })])
    rig.upstream.call(2).answer(whole([start(), said('He', 0)], [said('Other', 1), said('more', 0), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(ofType(reading, 'text-delta')).toEqual([said('Hel'), said('He'), said('Other', 1), said('more')])
  })

  test('is whole where nothing was missing but the end', async () => {
    const { rig, reading } = await broken([[start(), said('It is done.')]], [first, aTarget({ id: 'words/m' })])
    rig.upstream.call(2).answer(whole([start(), said('It is done.')], [end()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('It is done.')
    expect(reading.batches.slice(1)).toEqual([
      [expect.objectContaining({ type: 'continued', serviceUsed: 'first+words' })], [end()], [expect.objectContaining({ type: 'usage' })],
    ])
  })

  test('is gone on with twice, and names everybody once', async () => {
    const { rig, reading } = await broken([[start(), said('a')]])
    rig.upstream.call(2).answer(breaking([[start(), said('b')]]))
    await later()
    expect(rig.upstream.call(3).request.continuation).toBe('ab')
    rig.upstream.call(3).answer(whole([start(), said('c'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('abc')
    expect(ofType(reading, 'continued').map(({ serviceUsed }) => serviceUsed)).toEqual(['first+second', 'first+second+third'])
    const { resumable } = await rig.answering
    expect(resumable?.resumes).toBe(2)
    expect(resumable?.shares.map(({ attempt }) => attempt.candidate.target.id)).toEqual(['first/m', 'second/m', 'third/m'])
  })

  test('is gone on with by its own target in the end, named once', async () => {
    const { rig, reading } = await broken([[start(), said('a')]], [first])
    rig.upstream.call(2).answer(whole([start(), said('b'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(ofType(reading, 'continued')[0]?.serviceUsed).toBe('first')
  })

  test('of white space alone, asks the next target as if nobody had answered', async () => {
    const { rig, reading } = await broken([[start(), said('\n\n')]])
    rig.upstream.call(2).answer(whole([start(), said('\nHello'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('\n\nHello')
  })

  test('asks for so much less as was written', async () => {
    const { rig } = await broken([[start(), said('one two three four')]], undefined, { request: aRequest({ sampling: { maxOutputTokens: 10, temperature: 0.5 } }) })
    expect(rig.upstream.call(2).request.sampling).toEqual({ maxOutputTokens: 6, temperature: 0.5 })
  })

  test('asks for one token at the least', async () => {
    const { rig } = await broken([[start(), said('one two three four')]], undefined, { request: aRequest({ sampling: { maxOutputTokens: 2 } }) })
    expect(rig.upstream.call(2).request.sampling.maxOutputTokens).toBe(1)
  })

  test('asks for everything else that the client asked for', async () => {
    const request = aRequest({
      preferences: { sort: 'price' }, toolChoice: { type: 'auto' }, allowsParallelToolCalls: false, responseFormat: { type: 'text' },
      tools: [{ type: 'function', name: 'tool' }], wantsUsage: true, headers: { 'anthropic-beta': 'x' }, caller: { sessionId: 's' },
    })
    const { rig } = await broken([[start(), said('Hello')]], undefined, { request })
    const { continuation, ...asked } = rig.upstream.call(2).request
    expect(continuation).toBe('Hello')
    expect(asked).toEqual({ ...request, estimatedInputTokens: 101 })
  })
})

describe('usage of an answer that several wrote', () => {
  const usageAfter = async (before: readonly ChatPart[], after: readonly ChatPart[]): Promise<unknown> => {
    const { rig, reading } = await broken([[start(), ...before, said('Hello')]])
    rig.upstream.call(2).answer(whole([start(), said(' world'), end(), ...after, terminal()]))
    await reading.ended
    const { resumable } = await rig.answering
    const [usage] = ofType(reading, 'usage').slice(-1)
    return [usage?.usage, ...resumable?.shares.map(share => share.usage) ?? []]
  }

  test('that everybody told is their sum', async () => {
    expect(await usageAfter([tokens(50, 2)], [tokens(60, 4)])).toEqual([{ inputTokens: 110, outputTokens: 6 }, { inputTokens: 50, outputTokens: 2 }, { inputTokens: 60, outputTokens: 4 }])
  })

  test('that the first told by half is counted here for the rest, and marked', async () => {
    expect(await usageAfter([tokens(50)], [tokens(60, 4)])).toMatchObject([{ inputTokens: 110, outputTokens: 5, isEstimated: true }, { outputTokens: 1, isEstimated: true }, {}])
  })

  test('that the last did not tell is counted here, and marked', async () => {
    expect(await usageAfter([tokens(50, 2)], [])).toMatchObject([{ inputTokens: 151, outputTokens: 3, isEstimated: true }, {}, { inputTokens: 101, outputTokens: 1, isEstimated: true }])
  })

  test('counts what only one of them knows', async () => {
    const cached: ChatPart = { type: 'usage', choice: 0, usage: { inputTokens: 1, outputTokens: 2, cacheReadTokens: 3 } }
    expect(await usageAfter([tokens(50, 2)], [cached])).toMatchObject([{ inputTokens: 51, outputTokens: 4, cacheReadTokens: 3 }, {}, {}])
    expect(await usageAfter([cached], [tokens(50, 2)])).toMatchObject([{ inputTokens: 51, outputTokens: 4, cacheReadTokens: 3 }, {}, {}])
  })
})

describe('what nobody can go on with', () => {
  const HALF: ReadonlyArray<readonly [string, readonly ChatPart[], Partial<ChatRequest>?]> = [
    ['a tool call', [said('a'), call(1)]],
    ['the arguments of a tool call', [said('a'), { type: 'tool-call-delta', choice: 0, block: 1, argumentsText: '{' }]],
    ['a refusal', [{ type: 'refusal-delta', choice: 0, block: 0, text: 'I' }]],
    ['a picture', [said('a'), { type: 'image', choice: 0, block: 1, url: 'https://x.test/1.png' }]],
    ['a tool of the provider', [said('a'), framed({ type: 'opaque', choice: 0, opensBlock: true })]],
    ['thinking after text that the client sees', [said('a'), reasoning('b', 1)]],
    ['thinking after text that is relayed', [framed(said('a')), framed(reasoning('b', 1))], { reasoning: { isVisible: false } }],
    ['thinking alone, on the Anthropic wire', [reasoning('a')], { wire: 'anthropic-messages' }],
    ['encrypted thinking alone, on the Anthropic wire', [{ type: 'redacted-reasoning', choice: 0, block: 0, data: 'x' }], { wire: 'anthropic-messages' }],
    ['a second choice', [text('a', 1)]],
    ['a text of endless length', [said('x'.repeat(1024 * 1024)), said('y')]],
  ]

  test.each(HALF)('%s, half said, ends as it broke', async (_, parts, facts = {}) => {
    const { rig, reading } = await broken([[start(), ...parts], [tokens(1)]], undefined, { request: aRequest(facts) })
    expect(await reading.ended).toBe(CUT)
    expect(rig.upstream.asked).toEqual(['first/m'])
    expect(rig.resumes).toEqual(['first/m unsuitable'])
  })

  test.each<Failure>(['content-filter', 'context-length', 'invalid-request', 'local-exhaustion'])('an answer that ends in %s, ends so', async (failure) => {
    const error = failing(failure)
    const { rig, reading } = await broken([[start(), said('a')]], undefined, undefined, error)
    expect(await reading.ended).toBe(error)
    expect(rig.resumes).toEqual(['first/m unsuitable'])
  })

  test.each<readonly [string, Partial<ChatRequest> & { readonly needs?: Partial<ChatRequest['needs']> }, Circumstances?]>([
    ['the configuration forbids it', {}, { settings: someSettings({ resume: false }) }],
    ['the client forbids it', {}, { resumes: false }],
    ['it has to be JSON', { responseFormat: { type: 'json-object' } }],
    ['it has to fit a schema', { needs: { structuredOutput: true } as ChatRequest['needs'] }],
    ['it is a picture', { needs: { imageOutput: true } as ChatRequest['needs'] }],
    ['it has several choices', { sampling: { choices: 2 } }],
    ['it has probabilities', { sampling: { logprobs: true } }],
  ])('an answer that breaks where %s, ends as it broke', async (_, facts, circumstances = {}) => {
    const { rig, reading } = await broken([[start(), said('a')]], undefined, { request: aRequest(facts as Parameters<typeof aRequest>[0]), ...circumstances })
    expect(await reading.ended).toMatchObject({ failure: 'interrupted' })
    expect(rig.upstream.asked).toEqual(['first/m'])
    expect((await rig.answering).resumable).toBeUndefined()
  })

  test('a whole answer is not watched', async () => {
    const rig = ask(undefined, { request: aRequest({ isStream: false }) })
    rig.upstream.call(1).answer(whole([start(), said('a'), end(), terminal()]))
    expect((await rig.answering).resumable).toBeUndefined()
  })

  test('a fault of ours is told as one', async () => {
    const { rig, reading } = await broken([[start(), said('a')]])
    rig.upstream.call(2).fail(new TypeError('x is not a function'))
    expect(await reading.ended).toMatchObject({ message: 'x is not a function' })
    expect((await (await rig.answering).stream[Symbol.asyncIterator]().next()).done).toBe(true)
  })
})

describe('an answer that broke in its thinking', () => {
  test('begins to think again with the next target, where the wire allows it', async () => {
    const { rig, reading } = await broken([[framed(start()), framed(reasoning('one'))]])
    expect(rig.upstream.call(2).request.continuation).toBeUndefined()
    rig.upstream.call(2).answer(whole([start(), reasoning('two'), said('Hello', 1), call(2), end(), tokens(1, 1), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(partsOf(reading).slice(2)).toMatchObject([{ type: 'continued', serviceUsed: 'first+second' }, reasoning('two', 1), said('Hello', 2), call(3), end(), { usage: { isEstimated: true } }, terminal()])
  })

  test.each(['openai-chat', 'anthropic-messages'] as const)('unseen, on the wire %s, is answered by the next target alone', async (wire) => {
    const { rig, reading } = await broken([[start(), reasoning('one')]], undefined, { request: aRequest({ wire, reasoning: { isVisible: false } }) })
    rig.upstream.call(2).answer(whole([start(), reasoning('two'), said('Hello', 1), end(), tokens(1, 1), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(ofType(reading, 'continued')[0]?.serviceUsed).toBe('second')
    expect(ofType(reading, 'usage').at(-1)?.usage).toEqual({ inputTokens: 1, outputTokens: 1 })
    expect((await rig.answering).resumable?.shares).toMatchObject([{ attempt: { candidate: { target: { id: 'second/m' } } } }])
  })
})

describe('who is asked to go on', () => {
  const keyed = aTarget({ id: 'first/m', keys: 2, ...native })

  test('others first, then another key, then the very same', async () => {
    const { rig, reading } = await broken([[start(), said('a')]], [keyed, second], { settings: someSettings({ hedgeAfterMs: 0, maxBilledAttempts: 9 }) })
    rig.upstream.call(2).fail(failing('unavailable'))
    await later()
    rig.upstream.call(3).fail(failing('rate-limited'))
    await later()
    rig.upstream.call(4).answer(whole([start(), said('b'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(rig.upstream.calls.map(({ candidate }) => candidate.credential.id)).toEqual(['first#1', 'second#1', 'first#2', 'first#1'])
  })

  test('not who failed before, nor is too small, nor draws pictures', async () => {
    const small = aTarget({ id: 'small/m', contextWindow: 100 })
    const painter = aTarget({ id: 'painter/m', kind: 'image' })
    const rig = ask([second, first, small, painter, third])
    const reading = rig.read()
    rig.upstream.call(1).fail(failing('unavailable'))
    await later()
    rig.upstream.call(2).answer(breaking([[start(), said('a')]]))
    await later()
    expect(rig.upstream.asked).toEqual(['second/m', 'first/m', 'third/m'])
    rig.upstream.call(3).answer(whole([start(), said('b'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
  })

  test('not who rests, nor is behind an open circuit', async () => {
    const settings = someSettings({ hedgeAfterMs: 0, breaker: { minimumCalls: 1 } })
    const rig = ask([first, second, third], { settings })
    const reading = rig.read()
    const resting: Candidate = { target: second, credential: second.provider.credentials[0]!, parameters: undefined, reason: 'test' }
    rig.router.cooldowns.learn(resting, failing('rate-limited'))
    rig.router.breakers.broke('third/m')
    rig.upstream.call(1).answer(breaking([[start(), said('a')]]))
    expect(await reading.ended).toBe(CUT)
    expect(rig.upstream.asked).toEqual(['first/m'])
    expect(rig.resumes).toEqual(['first/m failed'])
  })

  test.each<Failure>(['invalid-request', 'bad-response'])('in words, once more, who did not know the form in which it was asked (%s)', async (failure) => {
    const other = aTarget({ id: 'second/m', ...native, compat: { continuation: 'prefill' } })
    const both: Target = { ...other, otherWires: new Map([['anthropic-messages', other]]) }
    const { rig, reading } = await broken([[start(), said('a b c')]], [both, first])
    rig.upstream.call(2).fail(failing('unavailable'))
    await later()
    rig.upstream.call(3).fail(failing(failure))
    await later()
    const { candidate: { target } } = rig.upstream.call(4)
    expect([target.id, target.compat.continuation, target.otherWires?.get('anthropic-messages')?.compat.continuation]).toEqual(['second/m', 'none', 'none'])
    rig.upstream.call(4).answer(whole([start(), said('b c d'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('a b c d')
  })

  test('not again who refused to be asked in words', async () => {
    const { rig, reading } = await broken([[start(), said('a')]], [aTarget({ id: 'words/m' })])
    rig.upstream.call(2).fail(failing('invalid-request'))
    expect(await reading.ended).toBe(CUT)
    expect(rig.upstream.asked).toEqual(['words/m', 'words/m'])
    expect(rig.resumes).toEqual(['words/m failed'])
  })

  test('the next one, where somebody gives another answer', async () => {
    const opening = 'This is how the answer began, in so many words, and so it '
    const { rig, reading } = await broken([[start(), said(`${opening}went on.`)]])
    rig.upstream.call(2).answer(whole([start(), said(`${opening}ended.`)], [said('never read')]))
    await later()
    rig.upstream.call(3).answer(whole([start(), said(' And on.'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe(`${opening}went on. And on.`)
    expect(rig.resumes).toEqual(['first/m continued second/m', 'second/m continued third/m'])
    expect(ofType(reading, 'continued').map(({ serviceUsed }) => serviceUsed)).toEqual(['first+third'])
    expect(rig.attempts[1]?.error).toMatchObject({ failure: 'bad-response' })
    expect((await rig.answering).resumable?.shares).toHaveLength(2)
  })

  test('nobody else, and it ends as it broke, where the last one gives another answer', async () => {
    const opening = 'This is how the answer began, in so many words, and so it '
    const { rig, reading } = await broken([[start(), said(`${opening}went on.`)]], [first, second], { settings: someSettings({ hedgeAfterMs: 0, maxBilledAttempts: 2 }) })
    rig.upstream.call(2).answer(whole([start(), said(`${opening}ended.`)]))
    expect(await reading.ended).toBe(CUT)
    expect(textOf(reading)).toBe(`${opening}went on.`)
  })

  test('the next one, where somebody breaks before it has said anything new', async () => {
    const { rig, reading } = await broken([[start(), said('Hello')]], [first, aTarget({ id: 'words/m' }), third])
    rig.upstream.call(2).answer(breaking([[start(), said('Hel')]]))
    await later()
    rig.upstream.call(3).answer(whole([start(), said(' you'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
    expect(textOf(reading)).toBe('Hello you')
    const { resumable } = await rig.answering
    expect([resumable?.resumes, resumable?.shares.length]).toEqual([1, 2])
  })
})

describe('limits', () => {
  test('an answer that breaks a third time, ends as it broke last', async () => {
    const { rig, reading } = await broken([[start(), said('a')]])
    const last = failing('stalled', { billing: 'maybe' })
    rig.upstream.call(2).answer(breaking([[start(), said('b')]]))
    await later()
    rig.upstream.call(3).answer(breaking([[start(), said('c')]], last))
    expect(await reading.ended).toBe(last)
    expect(textOf(reading)).toBe('abc')
    expect(rig.resumes).toEqual(['first/m continued second/m', 'second/m continued third/m', 'third/m unsuitable'])
  })

  test('attempts that may be billed count, whoever they were', async () => {
    const rig = ask([first, second, third], { settings: someSettings({ hedgeAfterMs: 0, maxBilledAttempts: 2 }) })
    const reading = rig.read()
    rig.upstream.call(1).fail(failing('reset', { billing: 'maybe' }))
    await later()
    rig.upstream.call(2).answer(breaking([[start(), said('a')]]))
    expect(await reading.ended).toBe(CUT)
    expect(rig.upstream.asked).toEqual(['first/m', 'second/m'])
    expect(rig.resumes).toEqual(['second/m failed'])
  })

  test('attempts that nobody billed do not count, nor what was abandoned unsent', async () => {
    const rig = ask([first, second, third], { settings: someSettings({ hedgeAfterMs: 10, hedgeBudget: 1, maxBilledAttempts: 2 }) })
    const reading = rig.read()
    await later(10)
    rig.upstream.call(2).answer(breaking([[start(), said('a')]]))
    await later()
    rig.upstream.call(3).fail(failing('refused'))
    await later(100)
    expect(rig.upstream.asked).toEqual(['first/m', 'second/m', 'third/m', 'first/m'])
    rig.upstream.call(4).answer(whole([start(), said('b'), end(), terminal()]))
    expect(await reading.ended).toBeUndefined()
  })

  test('the time for opening is one for all, and reading does not count', async () => {
    const rig = ask([first, second, third], { settings: someSettings({ hedgeAfterMs: 0, totalTimeoutMs: 5_000, idleTimeoutMs: 60_000 }) })
    const reading = rig.read()
    await later(2_000)
    const gate = Promise.withResolvers<undefined>()
    rig.upstream.call(1).answer((async function * () { yield [start(), said('a')]; await gate.promise; throw CUT })())
    await later(30_000)
    gate.resolve(undefined)
    await later()
    expect(rig.upstream.asked).toHaveLength(2)
    await later(2_999)
    expect(rig.upstream.call(2).attempt.signal.aborted).toBe(false)
    await later(1)
    expect(rig.upstream.call(2).attempt.signal.aborted).toBe(true)
    expect(await reading.ended).toBe(CUT)
    expect(rig.resumes).toEqual(['first/m failed'])
  })
})

describe('a reader that leaves', () => {
  const leaveInTheGap = async (): Promise<{ rig: Rig, reading: Reading }> => {
    const { rig, reading } = await broken([[start(), said('a')]])
    expect(rig.upstream.asked).toHaveLength(2)
    const { stream } = await rig.answering
    await stream[Symbol.asyncIterator]().return?.()
    return { rig, reading }
  }

  test('while somebody is asked to go on, ends that call', async () => {
    const { rig, reading } = await leaveInTheGap()
    expect(rig.upstream.call(2).attempt.signal.aborted).toBe(true)
    expect(await reading.ended).toBe(CUT)
    expect(rig.resumes).toEqual([])
    expect((await (await rig.answering).stream[Symbol.asyncIterator]().next()).done).toBe(true)
  })

  test('just when somebody goes on, closes its answer', async () => {
    const { rig, reading } = await broken([[start(), said('a')]])
    const { stream } = await rig.answering
    let isClosed = false
    rig.upstream.call(2).answer((async function * () { try { yield [start(), said('b')]; yield [said('c')] } finally { isClosed = true } })())
    // Between the commit point of the second answer and the first look at it.
    while (rig.attempts[1]?.outcome !== 'won') await Promise.resolve()
    void stream[Symbol.asyncIterator]().return?.()
    await later()
    expect(await reading.ended).toBe(CUT)
    expect(rig.upstream.call(2).attempt.signal.aborted).toBe(true)
    expect(isClosed).toBe(true)
  })

  test('before whoever goes on has said anything new, ends that call, and only the first one wrote', async () => {
    const { rig } = await broken([[start(), said('a b')]], [first, aTarget({ id: 'words/m' })])
    rig.upstream.call(2).answer((async function * () { yield [start(), said('a')]; await new Promise(() => {}) })())
    await later()
    const { stream, resumable } = await rig.answering
    await stream[Symbol.asyncIterator]().return?.()
    expect(rig.upstream.call(2).attempt.signal.aborted).toBe(true)
    expect([resumable?.resumes, resumable?.shares.map(({ attempt }) => attempt.candidate.target.id)]).toEqual([0, ['first/m']])
  })

  test('and then sees a failure, sees that failure', async () => {
    const rig = ask()
    const gate = Promise.withResolvers<undefined>()
    rig.upstream.call(1).answer((async function * () { yield [start(), said('a')]; await gate.promise; throw CUT })())
    const reading = rig.read()
    await later()
    const { stream } = await rig.answering
    await stream[Symbol.asyncIterator]().return?.()
    gate.resolve(undefined)
    expect(await reading.ended).toMatchObject({ failure: 'interrupted' })
    expect(rig.upstream.asked).toHaveLength(1)
  })
})
