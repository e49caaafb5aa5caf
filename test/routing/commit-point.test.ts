import { describe, expect, test } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart, ChatStream } from '../../src/chat/part.ts'
import { WholeAnswer } from '../../src/chat/whole-answer.ts'
import { Attempt } from '../../src/providers/attempt.ts'
import { commitPoint } from '../../src/routing/commit-point.ts'
import { aCandidate, aRequest, end, ping, someSettings, start, streamOf, terminal, text, wholeAnswer } from '../support/routing-fixtures.ts'

const candidate = aCandidate()
const newAttempt = (): Attempt => new Attempt({ number: 1, candidate, isHedge: false, startedAtMs: 0, settings: someSettings() })

const commit = (stream: ChatStream, { attempt = newAttempt(), isStream = true, ends = [] as string[] } = {}): Promise<ChatStream> =>
  commitPoint({ now: () => 42, onEnd: (_candidate, _attempt, how, error) => { ends.push(error === undefined ? how : `${how}: ${error.failure}`) } })(
    () => Promise.resolve(stream))(aRequest({ isStream }), candidate, attempt)

const readAll = async (stream: ChatStream): Promise<readonly ChatBatch[]> => {
  const batches: ChatBatch[] = []
  for await (const batch of stream) batches.push(batch)
  return batches
}

const finish = (finishReason: 'stop' | 'length' | 'content-filter' | 'other' | 'tool-calls', stopSequence?: string): ChatPart =>
  ({ type: 'response-end', choice: 0, finishReason, rawFinishReason: finishReason, ...(stopSequence !== undefined && { stopSequence }) })

describe('the commit point of a whole answer', () => {
  test('one that says something and ends, when it comes, is given as it is and is finished', async () => {
    const ends: string[] = []
    const whole = new WholeAnswer([start(), text('a'), end(), terminal()])
    expect(await commit(whole, { isStream: false, ends })).toBe(whole)
    expect(ends).toEqual(['finished'])
  })

  test('one that says nothing is no answer, and one with half of its choices is none either', async () => {
    await expect(commit(new WholeAnswer([start(), end(), terminal()]), { isStream: false })).rejects.toMatchObject({ message: 'gave an empty answer' })
    await expect(commit(new WholeAnswer([start(), text('a'), terminal()]))).rejects.toMatchObject({ message: 'gave half an answer as a whole one' })
  })
})

describe('the commit point', () => {
  test('content, when it comes, commits, and everything before it comes first', async () => {
    const attempt = newAttempt()
    const ends: string[] = []
    const batches = [[start()], [ping()], [text('')], [text('a')], [end(), terminal()]]
    const stream = await commit(streamOf(...batches), { attempt, ends })
    expect(attempt.firstContentAtMs).toBe(42)
    expect(await readAll(stream)).toEqual(batches)
    expect(ends).toEqual(['finished'])
  })

  test.each<[string, ChatPart]>([
    ['reasoning', { type: 'reasoning-delta', choice: 0, block: 0, text: 'hm' }],
    ['hidden reasoning', { type: 'redacted-reasoning', choice: 0, block: 0, data: 'x' }],
    ['a refusal', { type: 'refusal-delta', choice: 0, block: 0, text: 'no' }],
    ['a tool call', { type: 'tool-call-start', choice: 0, block: 0, id: '1', name: 'look' }],
    ['the end at a limit', finish('length')],
    ['the end by a filter', finish('content-filter')],
    ['an end for another reason', finish('other')],
    ['the end at a stop sequence', finish('stop', 'END')],
  ])('%s, when it comes first, commits', async (_, part) => {
    await expect(commit(streamOf([start()], [part]))).resolves.toBeDefined()
  })

  test.each<[string, readonly ChatBatch[]]>([
    ['no event', []],
    ['only pings', [[ping()], [ping()]]],
    ['only its beginning and its end', [[start()], [finish('stop'), terminal()]]],
    ['an end after tool calls that never came', [[start(), finish('tool-calls')]]],
    ['a signature alone', [[{ type: 'reasoning-signature', choice: 0, block: 0, signature: 's' }]]],
  ])('an answer with %s is no answer, and its call is cancelled', async (_, batches) => {
    const attempt = newAttempt()
    await expect(commit(streamOf(...batches), { attempt })).rejects.toMatchObject({ failure: 'bad-response', billing: 'maybe', message: 'gave an empty answer' })
    expect(attempt.signal.aborted).toBe(true)
  })

  test.each<[string, readonly ChatBatch[]]>([
    ['events', Array.from({ length: 101 }, () => Array.from({ length: 100 }, ping))],
    ['bytes', Array.from({ length: 5 }, () => [{ ...ping(), frame: ':'.repeat(1024 * 1024) }])],
  ])('an answer, when too many %s come before its first content, is given up', async (_, batches) => {
    const attempt = newAttempt()
    const stream = streamOf(...batches, wholeAnswer())
    await expect(commit(stream, { attempt })).rejects.toMatchObject({ failure: 'bad-response', billing: 'maybe', message: 'went on without ever beginning its answer' })
    expect(attempt.signal.aborted).toBe(true)
  })

  test('a stream, when its last word comes with its first content and no choice is finished, is half an answer', async () => {
    await expect(commit(streamOf([start(), text('a'), terminal()]))).rejects.toMatchObject({ failure: 'bad-response', message: 'gave half an answer as a whole one' })
  })

  test('a JSON body, when it says nothing of its end, is an answer', async () => {
    const stream = await commit(streamOf([start(), text('a'), terminal()]), { isStream: false })
    expect(await readAll(stream)).toHaveLength(1)
  })

  test('an error before the first content, when it is judged already, stays what it is', async () => {
    const attempt = newAttempt()
    const overloaded = new ProviderError('overloaded', 'is overloaded')
    const failing = async function * (): AsyncGenerator<ChatBatch> { yield [start()]; throw overloaded }
    await expect(commit(failing(), { attempt })).rejects.toBe(overloaded)
    expect(attempt.signal.reason).toBe(overloaded)
  })

  test('a cut before the first content is an interruption', async () => {
    const failing = async function * (): AsyncGenerator<ChatBatch> { yield [start()]; throw Object.assign(new Error('cut'), { code: 'UND_ERR_SOCKET' }) }
    await expect(commit(failing())).rejects.toMatchObject({ failure: 'interrupted', billing: 'maybe', rawCode: 'UND_ERR_SOCKET' })
  })

  test('an attempt, when nobody waits for it any more, fails with just that', async () => {
    const attempt = newAttempt()
    const waiting = async function * (): AsyncGenerator<ChatBatch> {
      yield [start()]
      attempt.abandon()
      throw new Error('socket closed')
    }
    await expect(commit(waiting(), { attempt })).rejects.toMatchObject({ name: 'Abandoned' })
  })

  test('the upstream, when the answer fails before its first content, is told to return', async () => {
    let hasReturned = false
    const stream: ChatStream = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('broken')),
        return: () => { hasReturned = true; return Promise.reject(new Error('broken too')) },
      }),
    }
    await expect(commit(stream)).rejects.toMatchObject({ failure: 'interrupted' })
    expect(hasReturned).toBe(true)
  })

  test('the upstream, when it cannot be told to return, is cancelled all the same', async () => {
    const attempt = newAttempt()
    await expect(commit({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken')) }) }, { attempt })).rejects.toMatchObject({ failure: 'interrupted' })
    expect(attempt.signal.aborted).toBe(true)
  })

  test('a reader that leaves after the commit point ends the attempt', async () => {
    const attempt = newAttempt()
    const ends: string[] = []
    const endless = async function * (): AsyncGenerator<ChatBatch> { for (;;) yield [text('a')] }
    for await (const _ of await commit(endless(), { attempt, ends })) break
    expect(ends).toEqual(['left'])
    expect(attempt.signal.aborted).toBe(true)
  })

  test('a failure of the call itself passes through', async () => {
    const refused = new ProviderError('refused', 'refused the connection')
    const open = commitPoint({ now: () => 0, onEnd: () => {} })(() => Promise.reject(refused))
    await expect(open(aRequest(), candidate, newAttempt())).rejects.toBe(refused)
  })

  test('a whole answer in one batch commits and finishes', async () => {
    expect(await readAll(await commit(streamOf(wholeAnswer('hi'))))).toEqual([wholeAnswer('hi')])
  })
})
