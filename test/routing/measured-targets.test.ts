/** What was measured of a target, where candidates are selected: obeyed on the wire on which it was measured, and told with its day. */

import { describe, expect, test } from 'vitest'
import type { RequestNeeds, Wire } from '../../src/chat/request.ts'
import type { Target } from '../../src/config/target.ts'
import { selectCandidates, type Selection } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const WELL = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }
const MEASURED = { capabilities: { tools: { supported: false, day: '2026-11-20' }, images: { supported: true, day: '2026-11-20' } }, days: {} } as const

const select = (target: Target, needs: Partial<RequestNeeds>, wire?: Wire): Selection => {
  const { wire: _wire, ...request } = aRequest({ needs })
  return selectCandidates(aConfig({ targets: [target, aTarget({ id: 'other/m' })] }), { task: 'general', request: wire === undefined ? request : { ...request, wire } }, WELL)
}

const firstOf = ({ candidates }: Selection): string | undefined => candidates[0]?.target.id

describe('a target that was measured', () => {
  const target = aTarget({ id: 'house/m', measured: MEASURED })

  test('to lack what a request needs: is left out, with the day', () => {
    expect(select(target, { tools: true })).toMatchObject({ candidates: [{ target: { id: 'other/m' } }], skipped: [{ target: 'house/m', reason: 'cannot do tools (measured 2026-11-20)', kind: 'incapable', capability: 'tools' }] })
  })

  test('to have what a request needs, or not at all: is asked', () => {
    for (const needs of [{ images: true }, { documents: true }, {}]) expect(firstOf(select(target, needs))).toBe('house/m')
  })

  test('on its usual wire: is asked on another one, where nobody measured it', () => {
    const { measured: _measured, ...elsewhere } = target
    const both: Target = { ...target, otherWires: new Map([['anthropic-messages', elsewhere]]) }
    expect(firstOf(select(both, { tools: true }, 'anthropic-messages'))).toBe('house/m')
    expect(firstOf(select(both, { tools: true }, 'openai-chat'))).toBe('other/m')
  })

  test('and of which a preset or a file tells the rest: is left out with a day only for what was measured', () => {
    const told = aTarget({ id: 'house/m', capabilities: ['images'], measured: MEASURED })
    expect(select(told, { tools: true }).skipped).toMatchObject([{ reason: 'cannot do tools (measured 2026-11-20)' }])
    expect(select(told, { documents: true }).skipped).toMatchObject([{ reason: 'cannot do documents' }])
  })
})
