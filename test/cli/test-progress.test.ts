/** How far a test is, on a terminal and elsewhere, and how the table looks in colour. */

import { describe, expect, test, vi } from 'vitest'
import { fidelityTable } from '../../src/cli/fidelity-table.ts'
import { announcement, showProgress } from '../../src/cli/test-progress.ts'
import type { TargetReport } from '../../src/operations/provider-probes/test-target.ts'
import { aTarget } from '../support/routing-fixtures.ts'

const target = aTarget({ id: 'house/a-model-with-quite-a-long-name' })

const report = (more: Partial<TargetReport> = {}): TargetReport => ({ target, outcomes: new Map(), requests: 2, isComplete: true, ...more })

const aTerminal = (columns: number) => {
  const written: string[] = []
  const stream = { isTTY: true, columns, write: (text: string) => { written.push(text); return true } } as unknown as NodeJS.WriteStream
  return { stream, written }
}

describe('progress', () => {
  test('on a terminal, while targets are tested, is one line that changes, never longer than the terminal, and goes in the end', () => {
    const { stream, written } = aTerminal(40)
    const progress = showProgress([target, target], stream)
    progress.onRequest()
    progress.onProbe(target, 'tools')
    progress.onTarget(report())
    progress.end()
    expect(written).toEqual([expect.stringMatching(/^\r\u001B\[2K0\/2 targets, 1 request: house\/a-model-w$/), expect.stringMatching(/^\r\u001B\[2K1\/2 targets/), '\r\u001B[2K'])
    expect(Math.max(...written.map(text => text.slice('\r\u001B[2K'.length).length))).toBeLessThan(40)
  })

  test('elsewhere, while targets are tested, is a line for each target', () => {
    const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      const progress = showProgress([target], { isTTY: false } as unknown as NodeJS.WriteStream)
      progress.onProbe(target, 'tools')
      progress.onTarget(report())
      progress.onTarget(report({ isComplete: false }))
      progress.onTarget(report({ trouble: { failure: 'dns', message: 'no such name' } }))
      progress.end()
      expect(spy.mock.calls.map(([text]) => String(text).replace(/^\d\/1 \S+: /, ''))).toEqual(['tested, 0 requests so far\n', 'left, 0 requests so far\n', 'cannot be reached, 0 requests so far\n'])
    } finally {
      spy.mockRestore()
    }
  })

  test('before it begins, says how much it will be', () => {
    expect(announcement([target, target], 44)).toBe('testing 2 targets of 1 provider: at most 44 requests, which the providers may charge for; Ctrl-C ends it and keeps what is known')
  })
})

describe('the table', () => {
  const outcome = (state: 'supported' | 'unsupported', reason = '') => ({ state, reason, facts: {}, way: 0, ms: 1 })

  test('in colour, of marks, stays aligned', () => {
    const table = fidelityTable([report({ outcomes: new Map([['stream', outcome('supported')], ['usage', outcome('unsupported')]]) })], { hasColour: true, plain: text => text })
    expect(table).toContain('\u001B[32m✓\u001B[39m       \u001B[31m✗\u001B[39m      ')
  })

  test('of many targets with one remark, names some of them, or all', () => {
    const many = Array.from({ length: 5 }, (_, index): TargetReport => ({ ...report(), target: aTarget({ id: `a/${index}` }), outcomes: new Map([['usage', outcome('unsupported', 'none')], ...(index > 0 ? [['tools', outcome('unsupported', 'no')] as const] : [])]) }))
    const table = fidelityTable(many, { hasColour: false, plain: text => text })
    expect(table).toMatch(/^✗ {2}usage {2}all +none$/m)
    expect(table).toMatch(/^✗ {2}tools {2}a\/1, a\/2, a\/3 and 1 more {2}no$/m)
  })

  test('of windows, however large, tells them as people do', () => {
    const windows = [[512, '512'], [131_072, '131k'], [1_048_576, '1.05M']] as const
    for (const [contextWindow, shown] of windows) {
      const measured = { ...outcome('supported'), facts: { contextWindow } }
      expect(fidelityTable([report({ outcomes: new Map([['window', measured]]) })], { hasColour: false, plain: text => text })).toContain(`${shown} ✓`)
    }
  })
})
