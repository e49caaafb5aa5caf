import { Counter, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { Tally } from '../../src/observability/tally.ts'

test('counts, when they are told, are the sums of what was counted since the last time', async () => {
  const registry = new Registry()
  const tally = new Tally(new Counter({ name: 'seen_total', help: 'Seen', labelNames: ['who'], registers: [registry] }))
  const samples = async (): Promise<string[]> => {
    tally.tell()
    return (await registry.metrics()).split('\n').filter(line => line.startsWith('seen_total'))
  }
  tally.add('a', () => ({ who: 'a' }))
  tally.add('a', () => { throw new Error('labels are made once') }, 4)
  tally.add('b', () => ({ who: 'b' }), 0.5)
  expect(await samples()).toEqual(['seen_total{who="a"} 5', 'seen_total{who="b"} 0.5'])
  tally.add('a', () => ({ who: 'a' }))
  expect(await samples()).toEqual(['seen_total{who="a"} 6', 'seen_total{who="b"} 0.5'])
})
