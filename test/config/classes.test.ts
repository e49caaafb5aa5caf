/** Targets of classes: read like those of tasks, absent where nobody wrote any. */

import { describe, expect, it } from 'vitest'
import { describeChanges } from '../../src/config/change-summary.ts'
import { HOUSE, accept, problemsOf } from './routing-texts.ts'

const classes = (text: string) => accept(`${HOUSE}classes: ${text}\n`)

describe('classes', () => {
  it('a file without them: has none', () => {
    expect(accept(HOUSE).config.classes).toEqual({})
  })

  it('lists, strategies, patterns and parameters: mean what they mean for tasks', () => {
    const { config } = classes('{ auxiliary: [house/small, { target: "barn/*", parameters: { x: 1 } }], subagent: { strategy: cost, targets: all } }')
    expect(Object.keys(config.classes)).toEqual(['subagent', 'auxiliary'])
    expect(config.classes.auxiliary?.strategy).toBe('priority')
    expect(config.classes.auxiliary?.entries.map(({ target, parameters }) => [target.id, parameters])).toEqual([['house/small', undefined], ['barn/wide', { x: 1 }]])
    expect(config.classes.subagent).toMatchObject({ strategy: 'cost' })
    expect(config.classes.subagent?.entries).toHaveLength(3)
    expect(Object.isFrozen(config.classes)).toBe(true)
  })

  it('a model that only a class names: is a target', () => {
    const { config } = accept('version: 1\nproviders: { deepseek: { api_key: x } }\nclasses: { auxiliary: [deepseek/deepseek-chat] }\n')
    expect(config.classes.auxiliary?.entries.map(({ target }) => target.id)).toEqual(['deepseek/deepseek-chat'])
    expect(config.targets.has('deepseek/deepseek-chat')).toBe(true)
  })

  it('a class of which nobody has a key: is left out with a warning, and its requests go by their task', () => {
    const { config, warnings } = accept(`${HOUSE}  kimi: { preset: kimi, api_key: "\${NO_KEY}" }\nclasses: { auxiliary: [kimi/kimi-k3] }\n`)
    expect(config.classes).toEqual({})
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toContain('SR-155 no target of the class "auxiliary" can be used; its requests go by their task')
  })

  it.each<[string, string, RegExp]>([
    ['{ auxilliary: [house/small] }', 'an unknown class', /auxilliary/], ['{ main: [house/small] }', 'the main conversation, which goes by its task', /main/],
    ['{ auxiliary: [house/smal] }', 'an unknown target', /did you mean "house\/small"/], ['{ auxiliary: { target: house/small } }', 'an unknown key', /targets/],
  ])('%s, %s: is refused where it stands', (text, _what, words) => {
    const [problem] = problemsOf(`${HOUSE}classes: ${text}\n`)
    expect(problem?.line).toBe(8)
    expect(`${problem?.message} ${problem?.suggestion}`).toMatch(words)
  })

  it('a change of them: is told', () => {
    const before = accept(HOUSE).config
    const after = classes('{ compaction: [house/large] }').config
    expect([describeChanges(before, after), describeChanges(after, before), describeChanges(after, after)]).toEqual([['~classes.compaction'], ['~classes.compaction'], []])
  })
})
