/** Every rule of simulated vendors by itself: it refuses what it is about, says what it found, and lets everything else be. */

import { describe, expect, test } from 'vitest'
import { RULE_NAMES, brokenRule } from '../../../src/simulator/vendors/rules/broken-rule.ts'
import { vendorRequest } from './requests.ts'
import { RULE_ROWS } from './rule-rows.ts'

describe.each(RULE_ROWS.map(row => ({ ...row, name: row.rule.rule })))('$name', ({ rule, refuses, told, accepts }) => {
  test.each(refuses)('a request, when it breaks it as %j, is refused', (facts) => {
    expect(brokenRule(vendorRequest(facts), [rule])?.rule).toBe(rule)
  })

  test('a refusal, when it is told, says what was found', () => {
    expect(refuses.map(facts => brokenRule(vendorRequest(facts), [rule])?.message)[0]).toBe(told)
  })

  test.each(accepts)('a request, when it is only near it as %j, is accepted', (facts) => {
    expect(brokenRule(vendorRequest(facts), [rule])).toBeUndefined()
  })
})

test('rules, all of them, have rows', () => {
  const tested = new Set(RULE_ROWS.map(({ rule }) => rule.rule))
  expect(RULE_NAMES.filter(name => !tested.has(name))).toEqual([])
})

test('a request, when it breaks two rules, is refused by the first', () => {
  const rules = [{ rule: 'missing-member', name: 'b', says: 'b', source: 'own' }, { rule: 'missing-member', name: 'a', says: 'a', source: 'own' }] as const
  expect(brokenRule(vendorRequest({}), rules)?.message).toBe('b')
})

test.each([
  ['thinking', { thinking: { type: 'enabled' } }, { thinking: { type: 'disabled' } }],
  ['enable_thinking', { enable_thinking: true }, { enable_thinking: false }],
  ['reasoning_effort', { reasoning_effort: 'low' }, { reasoning_effort: 'none' }],
  ['reasoning', { reasoning: {} }, { reasoning: { enabled: false } }],
] as const)('thinking, when %s switches it, is on when told, off when told, and else as the model is', (thinkingSwitch, on, off) => {
  const thinks = (body: object, model: 'unless-told' | 'when-told' | 'always' | 'never'): boolean => vendorRequest({ thinkingSwitch, thinks: model, body: { ...body } }).isThinking
  expect([thinks(on, 'unless-told'), thinks(on, 'when-told'), thinks(on, 'never')]).toEqual([true, true, false])
  expect([thinks(off, 'unless-told'), thinks(off, 'when-told'), thinks(off, 'always')]).toEqual([false, false, true])
  expect([thinks({}, 'unless-told'), thinks({}, 'when-told')]).toEqual([true, false])
})
