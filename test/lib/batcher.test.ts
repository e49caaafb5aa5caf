import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Batcher } from '../../src/lib/batcher.ts'

const handled: string[][] = []
const batcher = (): Batcher<string> => new Batcher({ maxWaitMs: 25, maxItems: 3, handle: (items) => { handled.push([...items]) } })

beforeEach(() => { handled.length = 0; vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('items, when a moment has passed, are handed on together', () => {
  const items = batcher()
  items.add('a')
  items.add('b')
  vi.advanceTimersByTime(24)
  expect(handled).toEqual([])
  vi.advanceTimersByTime(1)
  expect(handled).toEqual([['a', 'b']])
})

test('items, when there are many, do not wait', () => {
  const items = batcher()
  for (const item of ['a', 'b', 'c', 'd']) items.add(item)
  expect(handled).toEqual([['a', 'b', 'c']])
  vi.advanceTimersByTime(25)
  expect(handled).toEqual([['a', 'b', 'c'], ['d']])
})

test('a flush, with nothing gathered, hands nothing on', () => {
  const items = batcher()
  items.flush()
  items.add('a')
  items.flush()
  items.flush()
  vi.advanceTimersByTime(100)
  expect(handled).toEqual([['a']])
})

test('an item added while a batch is handled, belongs to the next one', () => {
  const items: Batcher<string> = new Batcher({ maxWaitMs: 25, maxItems: 10, handle: (batch) => { handled.push([...batch]); if (handled.length === 1) items.add('again') } })
  items.add('a')
  items.flush()
  expect(handled).toEqual([['a']])
  vi.advanceTimersByTime(25)
  expect(handled).toEqual([['a'], ['again']])
})
