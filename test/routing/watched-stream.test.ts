import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ProviderError } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart } from '../../src/chat/part.ts'
import { WatchedStream, type WatchedStreamOptions } from '../../src/routing/watched-stream.ts'
import { end, ping, start, terminal, text, wholeAnswer } from '../support/routing-fixtures.ts'

const IDLE_MS = 30_000

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }) })
afterEach(() => { vi.useRealTimers() })

const later = async (milliseconds: number): Promise<void> => { await vi.advanceTimersByTimeAsync(milliseconds) }

/** An upstream of which each read is settled by hand, and which fails once it is cancelled. */
class HandIterator implements AsyncIterator<ChatBatch> {
  reads = 0
  returns = 0
  #reading: PromiseWithResolvers<IteratorResult<ChatBatch>> | undefined
  #failure: Error | undefined

  next (): Promise<IteratorResult<ChatBatch>> {
    this.reads += 1
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    this.#reading = Promise.withResolvers()
    return this.#reading.promise
  }

  return (): Promise<IteratorResult<ChatBatch>> {
    this.returns += 1
    return Promise.reject(new Error('nobody listens to this'))
  }

  give (...parts: readonly ChatPart[]): void { this.#reading?.resolve({ done: false, value: parts }) }
  finish (): void { this.#reading?.resolve({ done: true, value: undefined }) }
  fail (error: Error): void { this.#failure = error; this.#reading?.reject(error) }
}

const watch = (options: Partial<WatchedStreamOptions> = {}) => {
  const inner = new HandIterator()
  const ends: string[] = []
  const cancelled: string[] = []
  const stream = new WatchedStream({
    inner,
    batches: [],
    isWhole: false,
    idleTimeoutMs: IDLE_MS,
    cancel: (reason) => { cancelled.push(reason.message); inner.fail(reason) },
    onEnd: (how, error) => { ends.push(error === undefined ? how : `${how}: ${error.failure}`) },
    ...options,
  })
  return { inner, ends, cancelled, stream }
}

const RESET = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })

describe('an answer that comes', () => {
  test('batches, held and fresh, come in their order', async () => {
    const { inner, stream } = watch({ batches: [[start()], [text('a')]] })
    expect((await stream.next()).value).toEqual([start()])
    expect((await stream.next()).value).toEqual([text('a')])
    expect(inner.reads).toBe(0)
    const third = stream.next()
    inner.give(text('b'))
    expect((await third).value).toEqual([text('b')])
  })

  test('for await, over a whole answer, ends by itself and is finished', async () => {
    const { inner, ends, stream } = watch({ batches: [wholeAnswer()] })
    const read: ChatBatch[] = []
    for await (const batch of stream) read.push(batch)
    inner.finish()
    expect(read).toEqual([wholeAnswer()])
    expect(ends).toEqual(['finished'])
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  test('a JSON body, when it says nothing of its end, is finished with its last word', async () => {
    const { ends, stream } = watch({ batches: [[start(), text('a'), terminal()]], isWhole: true })
    await stream.next()
    expect((await stream.next()).done).toBe(true)
    expect(ends).toEqual(['finished'])
  })

  test('bytes, when they end after the answer said that it was finished, end it well without a last word', async () => {
    const { inner, ends, stream } = watch({ batches: [[text('a'), end()]] })
    await stream.next()
    const next = stream.next()
    inner.finish()
    expect((await next).done).toBe(true)
    expect(ends).toEqual(['finished'])
  })

  test.each<[string, readonly ChatPart[], boolean]>([
    ['of two choices one', [text('a', 0), text('b', 1), end(0)], false],
    ['of two choices one twice', [text('a', 0), text('b', 1), end(0), end(0)], false],
    ['both choices', [text('a', 0), text('b', 1), end(1), end(0)], true],
    ['no choice', [text('a')], false],
  ])('bytes, when they end after %s was finished: whole is %s', async (_, parts, isWhole) => {
    const { inner, ends, stream } = watch({ batches: [parts] })
    await stream.next()
    const next = stream.next()
    inner.finish()
    if (isWhole) expect((await next).done).toBe(true)
    else await expect(next).rejects.toMatchObject({ failure: 'interrupted', billing: 'maybe' })
    expect(ends).toEqual([isWhole ? 'finished' : 'failed: interrupted'])
  })

  test('a last word, when no choice was finished before it, is no end', async () => {
    const { cancelled, ends, stream } = watch({ batches: [[text('a'), terminal()]] })
    await stream.next()
    await expect(stream.next()).rejects.toMatchObject({ failure: 'interrupted' })
    expect(ends).toEqual(['failed: interrupted'])
    expect(cancelled).toHaveLength(1)
  })
})

describe('an answer that breaks', () => {
  test('a reset, in the middle, is an interruption and cancels the call', async () => {
    const { inner, ends, cancelled, stream } = watch()
    const next = stream.next()
    inner.fail(RESET)
    await expect(next).rejects.toMatchObject({ failure: 'interrupted', rawCode: 'ECONNRESET', cause: RESET })
    expect(ends).toEqual(['failed: interrupted'])
    expect(cancelled).toHaveLength(1)
    expect((await stream.next()).done).toBe(true)
  })

  test('an error event, in the middle, keeps its failure', async () => {
    const { inner, ends, stream } = watch()
    const next = stream.next()
    inner.fail(new ProviderError('overloaded', 'is overloaded'))
    await expect(next).rejects.toMatchObject({ failure: 'overloaded' })
    expect(ends).toEqual(['failed: overloaded'])
  })

  test('a reset, after the answer said that it was finished, does no harm', async () => {
    const { inner, ends, stream } = watch({ batches: [[text('a'), end()]] })
    await stream.next()
    const next = stream.next()
    inner.fail(RESET)
    expect((await next).done).toBe(true)
    expect(ends).toEqual(['finished'])
  })
})

describe('silence', () => {
  test('silence, as long as the limit, stalls the answer and cancels the call', async () => {
    const { ends, cancelled, inner, stream } = watch()
    const next = stream.next()
    const rejected = expect(next).rejects.toMatchObject({ failure: 'stalled', message: 'fell silent for 30 s in the middle of its answer' })
    await later(IDLE_MS - 1)
    expect(ends).toEqual([])
    await later(1)
    await rejected
    expect(ends).toEqual(['failed: stalled'])
    expect(cancelled).toHaveLength(1)
    expect(inner.returns).toBe(1)
  })

  test('content, each time it comes, starts the limit anew', async () => {
    const { inner, ends, stream } = watch()
    for (let count = 0; count < 5; count++) {
      const next = stream.next()
      await later(IDLE_MS - 1)
      inner.give(text('a'))
      await next
    }
    expect(ends).toEqual([])
  })

  test.each([['pings', ping()], ['empty text', text('')]])('%s, when nothing else comes, buy four times the limit', async (_, sign) => {
    const { inner, ends, stream } = watch()
    let failure: unknown
    const readOn = async (): Promise<void> => { for (;;) await stream.next() }
    readOn().catch((error: unknown) => { failure = error })
    for (let passedMs = 0; passedMs < 4 * IDLE_MS - 10_000; passedMs += 10_000) {
      await later(10_000)
      inner.give(sign)
    }
    await later(9_999)
    expect(ends).toEqual([])
    await later(1)
    expect(failure).toMatchObject({ failure: 'stalled', message: 'fell silent for 120 s in the middle of its answer' })
  })

  test('pings, when they stop, buy no more than one limit', async () => {
    const { inner, ends, stream } = watch()
    const first = stream.next()
    inner.give(ping())
    await first
    const rejected = expect(stream.next()).rejects.toMatchObject({ failure: 'stalled' })
    await later(IDLE_MS)
    expect(ends).toEqual([])
    await later(IDLE_MS)
    await rejected
  })

  test('a reader, when it does not ask for longer than the limit, finds the answer as it was', async () => {
    const { inner, ends, stream } = watch({ batches: [[text('a')]] })
    await stream.next()
    await later(10 * IDLE_MS)
    expect(ends).toEqual([])
    const next = stream.next()
    await later(IDLE_MS - 1)
    inner.give(text('b'))
    expect((await next).value).toEqual([text('b')])
  })

  test('a reader, when it is slow after a ping, still gets its whole limit', async () => {
    const { inner, ends, stream } = watch()
    const first = stream.next()
    inner.give(ping())
    await first
    await later(2 * IDLE_MS)
    const next = stream.next()
    const rejected = expect(next).rejects.toMatchObject({ failure: 'stalled' })
    await later(IDLE_MS - 1)
    expect(ends).toEqual([])
    await later(1)
    await rejected
  })

  test('silence, after the answer said that it was finished, ends it well in five seconds', async () => {
    const { inner, ends, cancelled, stream } = watch({ batches: [[text('a'), end()]] })
    await stream.next()
    const first = stream.next()
    inner.give(ping())
    await first
    const next = stream.next()
    await later(5_000)
    expect((await next).done).toBe(true)
    expect(ends).toEqual(['finished'])
    expect(cancelled).toHaveLength(1)
  })
})

describe('after the last word', () => {
  test('the rest, when it comes, is read aside and nothing is cancelled', async () => {
    const { inner, cancelled, stream } = watch({ batches: [wholeAnswer()] })
    await stream.next()
    await stream.next()
    inner.give(ping())
    await later(0)
    inner.finish()
    await later(10_000)
    expect(cancelled).toEqual([])
    expect(inner.reads).toBe(2)
  })

  test('the rest, when it does not come within a second, is cancelled', async () => {
    const { cancelled, stream } = watch({ batches: [wholeAnswer()] })
    await stream.next()
    await stream.next()
    await later(999)
    expect(cancelled).toEqual([])
    await later(1)
    expect(cancelled).toEqual(['the connection was not ended after the answer'])
  })

  test('the rest, when it breaks, is nobody\'s matter', async () => {
    const { inner, ends, cancelled, stream } = watch({ batches: [wholeAnswer()] })
    await stream.next()
    await stream.next()
    inner.fail(RESET)
    await later(10_000)
    expect(ends).toEqual(['finished'])
    expect(cancelled).toEqual([])
  })
})

describe('a reader that leaves', () => {
  test('return, in the middle, cancels the call at once and ends it as left', async () => {
    const { inner, ends, cancelled, stream } = watch({ batches: [[text('a')]] })
    for await (const _ of stream) break
    expect(ends).toEqual(['left'])
    expect(cancelled).toHaveLength(1)
    expect(inner.returns).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('return, while a read is pending, fails that read', async () => {
    const { ends, cancelled, stream } = watch()
    const next = stream.next()
    const rejected = expect(next).rejects.toMatchObject({ failure: 'interrupted' })
    await stream.return()
    await rejected
    await later(0)
    expect(ends).toEqual(['left'])
    expect(cancelled).toHaveLength(1)
  })

  test('return, while a read is about to give, changes nothing of that it is left', async () => {
    const { inner, ends, stream } = watch()
    const rejected = expect(stream.next()).rejects.toMatchObject({ failure: 'interrupted' })
    inner.give(text('a'))
    await stream.return()
    await rejected
    await later(0)
    expect(ends).toEqual(['left'])
  })

  test('return, after the answer said that it was finished, is finished', async () => {
    const { ends, stream } = watch({ batches: [[text('a'), end()]] })
    await stream.next()
    await stream.return()
    expect(ends).toEqual(['finished'])
  })

  test('return, after the end, does nothing more', async () => {
    const { inner, ends, cancelled, stream } = watch({ batches: [wholeAnswer()] })
    await stream.next()
    await stream.next()
    await stream.return()
    inner.finish()
    await later(0)
    expect(ends).toEqual(['finished'])
    expect(cancelled).toEqual([])
  })

  test('return, of an upstream that cannot be told to return, cancels all the same', async () => {
    const cancelled: string[] = []
    const stream = new WatchedStream({
      inner: { next: () => new Promise(() => {}) },
      batches: [],
      isWhole: false,
      idleTimeoutMs: IDLE_MS,
      cancel: (reason) => { cancelled.push(reason.message) },
      onEnd: () => {},
    })
    await stream.return()
    expect(cancelled).toEqual(['was left before its end'])
  })
})
