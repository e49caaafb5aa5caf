import { describe, expect, test } from 'vitest'
import { LineOutput } from '../../src/observability/log-output.ts'

const INFO = 30
const WARN = 40

/** A reader that takes so many bytes, and then says why it takes no more. */
const reader = (code = 'EAGAIN') => {
  let bytes = Buffer.alloc(0)
  let room = Infinity
  let calls = 0
  return {
    get text () { return bytes.toString() },
    get calls () { return calls },
    give: (count: number) => { room = count },
    write: (offered: Buffer): number => {
      calls += 1
      if (room === 0) throw Object.assign(new Error(code), { code })
      const taken = Math.min(room, offered.length)
      bytes = Buffer.concat([bytes, offered.subarray(0, taken)])
      room -= taken
      return taken
    },
  }
}

describe('LineOutput', () => {
  test('ordinary lines, when they come one after the other, are gathered and soon written in one', async () => {
    const quick = reader()
    const output = new LineOutput(quick)
    for (const line of ['one\n', 'two\n']) output.write(line, INFO)
    expect(quick.text).toBe('')
    await expect.poll(() => quick.text, { timeout: 5_000 }).toBe('one\ntwo\n')
    expect(quick.calls).toBe(1)
  })

  test('a warning, when it comes, is written at once, with what was gathered before it', () => {
    const quick = reader()
    const output = new LineOutput(quick)
    output.write('one\n', INFO)
    output.write('beware\n', WARN)
    expect(quick.text).toBe('one\nbeware\n')
  })

  test('many lines, when they come in a moment, are not gathered without end', () => {
    const quick = reader()
    const output = new LineOutput(quick)
    for (let count = 0; count < 100; count++) output.write(`${'x'.repeat(99)}\n`, INFO)
    expect(quick.text.length).toBeGreaterThan(8_000)
  })

  test('lines, when their reader takes a part of one, are all there in their order once it takes the rest', async () => {
    const slow = reader()
    slow.give(5)
    const output = new LineOutput(slow)
    output.write('fünf\n', WARN)
    output.write('two\n', WARN)
    expect(slow.text).toBe('fünf')
    slow.give(Infinity)
    await expect.poll(() => slow.text, { timeout: 5_000 }).toBe('fünf\ntwo\n')
    output.write('three\n', WARN)
    expect(slow.text).toBe('fünf\ntwo\nthree\n')
  })

  test('lines, when too many wait, are counted, and the count is told later', () => {
    const stuck = reader()
    stuck.give(0)
    const output = new LineOutput({ write: stuck.write, maxWaitingBytes: 10 })
    for (const line of ['first\n', 'long enough\n', 'a\n', 'long again\n']) output.write(line, WARN)
    stuck.give(Infinity)
    output.flush()
    const [first, second, told = ''] = stuck.text.split('\n')
    expect([first, second, JSON.parse(told)]).toMatchObject(['first', 'a', { level: WARN, lost: 2 }])
  })

  test('a reader that is gone, whenever a line comes, is offered one and no more', () => {
    const gone = reader('EPIPE')
    gone.give(0)
    const output = new LineOutput(gone)
    output.write('one\n', WARN)
    output.write('two\n', WARN)
    output.flush()
    expect(gone.calls).toBe(1)
  })
})
