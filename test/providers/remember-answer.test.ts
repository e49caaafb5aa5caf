import { describe, expect, it } from 'vitest'
import type { ChatBatch, ChatPart, ChatStream } from '../../src/chat/part.ts'
import type { ChatRequest } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import { fingerprintsOf } from '../../src/providers/call-fingerprint.ts'
import type { AnswerReading } from '../../src/providers/dialect.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { type ReasoningMemory, type ReasoningVault, createReasoningVault } from '../../src/providers/reasoning-vault.ts'
import { rememberAnswer } from '../../src/providers/remember-answer.ts'
import { requestFrom } from '../protocols/support.ts'
import { chunksOf, fixture } from '../support/fixtures.ts'
import { targetOf } from './support.ts'

const TOOL = { type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } }

const asking = (members: object = { tools: [TOOL] }): ChatRequest => requestFrom('openai-chat', { model: 'm', messages: [{ role: 'user', content: 'hi' }], ...members })
const askingAnthropic = (members: object = {}): ChatRequest => requestFrom('anthropic-messages', { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }], ...members })

const reading = (request: ChatRequest, dialect: 'openai' | 'anthropic', compat: Compat = {}, keepsFrames = false): AnswerReading =>
  ({ request, target: targetOf(dialect, compat), keepsFrames })

async function * streamOf (...batches: readonly ChatBatch[]): AsyncGenerator<ChatBatch> { yield * batches }

const readAll = async (stream: ChatStream): Promise<ChatPart[]> => (await Array.fromAsync(stream)).flat()

/** What is remembered of a call after these parts. */
const remembered = async (parts: readonly ChatPart[], call = { id: ID, name: 'a', argumentsText: '{"x":1}' }, compat: Compat = {}): Promise<ReasoningMemory | undefined> => {
  const vault = createReasoningVault()
  const request = asking()
  await readAll(rememberAnswer(streamOf(parts), reading(request, 'openai', compat), vault, ''))
  return vault.recall(call.id, () => fingerprintsOf(request, '').ofCall(call))
}

const ID = 'call_0123456789abcdef'
const OTHER = 'call_fedcba9876543210'
const thinks = (text: string, block = 0, choice = 0): ChatPart => ({ type: 'reasoning-delta', choice, block, text })
const signs = (signature: string, block = 0): ChatPart => ({ type: 'reasoning-signature', choice: 0, block, signature })
const calls = (id = ID, block = 1, choice = 0): readonly ChatPart[] => [
  { type: 'tool-call-start', choice, block, id, name: 'a' }, { type: 'tool-call-delta', choice, block, argumentsText: '{"x"' }, { type: 'tool-call-delta', choice, block, argumentsText: ':1}' },
]
const ends = (choice = 0): ChatPart => ({ type: 'response-end', choice, finishReason: 'tool-calls', rawFinishReason: 'tool_calls' })
const SIGNER = 'https://api.acme.test'

describe('remembering an answer', () => {
  it('what was thought before a call: is remembered with it, in order, signatures and all', async () => {
    expect(await remembered([thinks('I '), thinks('think.'), signs('s1'), { type: 'redacted-reasoning', choice: 0, block: 5, data: 'xx' }, thinks('More.', 6), ...calls(), ends()])).toEqual({
      thoughts: [{ type: 'reasoning', text: 'I think.', signature: 's1' }, { type: 'redacted-reasoning', data: 'xx' }, { type: 'reasoning', text: 'More.' }], signer: SIGNER,
    })
  })

  it('a long thought in small pieces: is remembered whole', async () => {
    const pieces = Array.from({ length: 5_000 }, (_, index) => `${index} `)
    expect((await remembered([...pieces.map(piece => thinks(piece)), ...calls(), ends()]))?.thoughts).toEqual([{ type: 'reasoning', text: pieces.join('') }])
  })

  it('words that are no whole characters: are remembered as they are', async () => {
    expect((await remembered([thinks('half \ud83d'), ...calls(), ends()]))?.thoughts).toEqual([{ type: 'reasoning', text: 'half \ud83d' }])
  })

  it('thoughts between calls: belong to the call after them', async () => {
    const parts = [thinks('One.'), ...calls(), thinks('Two.', 2), ...calls(OTHER, 3), ends()]
    expect(await remembered(parts)).toEqual({ thoughts: [{ type: 'reasoning', text: 'One.' }], signer: SIGNER })
    expect(await remembered(parts, { id: OTHER, name: 'a', argumentsText: '{"x":1}' })).toEqual({ thoughts: [{ type: 'reasoning', text: 'Two.' }], signer: SIGNER })
  })

  it('a block that said one thing and then another: is taken at its last word', async () => {
    expect(await remembered([{ type: 'redacted-reasoning', choice: 0, block: 0, data: 'xx' }, thinks('Odd.'), ...calls(), ends()])).toEqual({ thoughts: [{ type: 'reasoning', text: 'Odd.' }], signer: SIGNER })
  })

  it('a call that its vendor signed: is remembered for the signature alone', async () => {
    const [start, ...deltas] = calls()
    expect(await remembered([{ ...start as Extract<ChatPart, { type: 'tool-call-start' }>, thoughtSignature: 'sig' }, ...deltas, ends()])).toEqual({ thoughts: [], thoughtSignature: 'sig', signer: SIGNER })
  })

  it('a call without a thought, an answer without an end, a delta without a call: nothing is remembered', async () => {
    expect(await remembered([...calls(), ends()])).toBeUndefined()
    expect(await remembered([thinks('I think.'), ...calls()])).toBeUndefined()
    expect(await remembered([thinks('I think.'), ...calls().slice(1), ends()])).toBeUndefined()
  })

  it('two choices: are remembered apart', async () => {
    const parts = [thinks('First.'), thinks('Second.', 0, 1), ...calls(), ...calls(OTHER, 1, 1), ends(1), ends()]
    expect((await remembered(parts))?.thoughts).toEqual([{ type: 'reasoning', text: 'First.' }])
    expect((await remembered(parts, { id: OTHER, name: 'a', argumentsText: '{"x":1}' }))?.thoughts).toEqual([{ type: 'reasoning', text: 'Second.' }])
  })

  it('a choice that says more than is worth keeping: is not remembered', async () => {
    const flood = 'x'.repeat(2 * 1024 * 1024)
    expect(await remembered([thinks(flood), thinks('x'), ...calls(), ends()])).toBeUndefined()
    expect(await remembered([thinks('I think.'), ...calls(), { type: 'tool-call-delta', choice: 0, block: 1, argumentsText: flood }, ends()])).toBeUndefined()
  })

  it('a request without tools: its answer is not even looked at', () => {
    const stream = streamOf()
    const vault = createReasoningVault()
    expect(rememberAnswer(stream, reading(asking({}), 'openai', {}, true), vault, '')).toBe(stream)
    expect(rememberAnswer(stream, reading(askingAnthropic(), 'anthropic', { verifiesThinking: true }, true), vault, '')).toBe(stream)
    expect(rememberAnswer(stream, reading(askingAnthropic(), 'openai'), vault, '')).toBe(stream)
  })

  it('a reader that leaves early: closes the answer', async () => {
    let isClosed = false
    const stream = (async function * () { try { for (;;) yield [thinks('x')] } finally { isClosed = true } })()
    for await (const batch of rememberAnswer(stream, reading(asking(), 'openai'), createReasoningVault(), '')) { expect(batch).toEqual([thinks('x')]); break }
    expect(isClosed).toBe(true)
    const endless: ChatStream = { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: false, value: [] }) }) }
    const iterator = rememberAnswer(endless, reading(asking(), 'openai'), createReasoningVault(), '')[Symbol.asyncIterator]()
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined })
  })
})

describe('whose a signature is', () => {
  const known = async (compat: Compat, parts: readonly ChatPart[], request = askingAnthropic()): Promise<ReasoningVault> => {
    const vault = createReasoningVault()
    await readAll(rememberAnswer(streamOf(parts), reading(request, 'anthropic', compat, true), vault, ''))
    return vault
  }
  const { ofSignature } = fingerprintsOf(askingAnthropic(), '')

  it('of a vendor that checks none: is remembered, of the last thoughts and of those before calls', async () => {
    const vault = await known({}, [thinks('A'), signs('s1'), ...calls(), thinks('B', 2), signs('s2', 2), thinks('C', 3), { type: 'redacted-reasoning', choice: 0, block: 4, data: 'x' }, ends()])
    expect(['s1', 's2', 's3'].map(signature => vault.signerOf(ofSignature(signature)))).toEqual([SIGNER, SIGNER, undefined])
  })

  it('of the vendor that checks them: is its own, and need not be', async () => {
    const vault = await known({ verifiesThinking: true }, [thinks('A'), signs('s1'), ends()], askingAnthropic({ tools: [{ name: 'a', input_schema: {} }] }))
    expect(vault.knowsSigners).toBe(false)
  })
})

describe('real answers', () => {
  const memoryOf = async (dialect: 'openai' | 'anthropic', name: string, compat: Compat, keepsFrames: boolean): Promise<readonly (ReasoningMemory | undefined)[]> => {
    const vault = createReasoningVault()
    const request = asking()
    const read = reading(request, dialect, compat, keepsFrames)
    const parts = await readAll(rememberAnswer(DIALECTS[dialect].decodeStream(chunksOf([fixture(dialect, name)]), read), read, vault, ''))
    const heard = parts.flatMap(part => part.type === 'tool-call-start'
      ? [{ id: part.id, name: part.name, argumentsText: parts.map(other => other.type === 'tool-call-delta' && other.block === part.block ? other.argumentsText : '').join('') }]
      : [])
    return heard.map(call => vault.recall(call.id, () => fingerprintsOf(request, '').ofCall(call)))
  }

  it.each([true, false])('DeepSeek\'s reasoning, relayed or not (%s): is remembered under the id that the client sees', async (keepsFrames) => {
    expect(await memoryOf('openai', 'deepseek-tool-call.sse', {}, keepsFrames)).toEqual([{ thoughts: [{ type: 'reasoning', text: 'I need the weather.' }], signer: SIGNER }])
  })

  it.each([true, false])('Kimi\'s reasoning under minted ids, relayed or not (%s): is remembered with its first call', async (keepsFrames) => {
    expect(await memoryOf('openai', 'kimi-parallel-tools.sse', { toolCallIds: 'mint' }, keepsFrames)).toEqual([{ thoughts: [{ type: 'reasoning', text: 'Two commands.' }], signer: SIGNER }, undefined])
  })

  it.each([true, false])('Gemini\'s signature, relayed or not (%s): is remembered with its first call', async (keepsFrames) => {
    expect(await memoryOf('openai', 'gemini-tool-calls.sse', { toolCallIds: 'mint', mendsFinishReason: true }, keepsFrames)).toEqual([{ thoughts: [], thoughtSignature: 'CvQBAdHtim9Z0kQ==', signer: SIGNER }, undefined])
  })

  it('Gemini\'s signature in a whole answer: is remembered too; what is no signature is none', async () => {
    const signed = (extras: unknown): object => ({ id: ID, type: 'function', function: { name: 'a', arguments: '{}' }, extra_content: extras })
    const whole = async (extras: unknown): Promise<ReasoningMemory | undefined> => {
      const vault = createReasoningVault()
      const read = reading(asking(), 'openai')
      const body = Buffer.from(JSON.stringify({ choices: [{ message: { role: 'assistant', tool_calls: [signed(extras)] }, finish_reason: 'stop' }] }))
      await readAll(rememberAnswer(streamOf(DIALECTS.openai.decodeResult(body, read)), read, vault, ''))
      return vault.recall(ID, () => fingerprintsOf(asking(), '').ofCall({ id: ID, name: 'a', argumentsText: '{}' }))
    }
    expect(await whole({ google: { thought_signature: 'sig' } })).toEqual({ thoughts: [], thoughtSignature: 'sig', signer: SIGNER })
    for (const extras of [null, {}, { google: null }, { google: {} }, { google: { thought_signature: '' } }, { google: { thought_signature: 5 } }]) expect(await whole(extras)).toBeUndefined()
  })
})
