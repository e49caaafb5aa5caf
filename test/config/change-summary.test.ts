import { expect, test } from 'vitest'
import { describeChanges } from '../../src/config/change-summary.ts'
import { accept } from './routing-texts.ts'

const BEFORE = `version: 1
providers:
  a: { base_url: "https://a.test", api_key: "\${A}", models: { m: { context_window: 5 } } }
  b: { base_url: "https://b.test", models: [n] }
tasks: { code: [a/m] }
aliases: { "gpt-*": auto, x: code }
`
const config = (text: string, variables: Record<string, string> = { A: 'one' }) => accept(text, { variables }).config
const changes = (text: string, variables?: Record<string, string>): readonly string[] => describeChanges(config(BEFORE), config(text, variables))

test.each([
  ['nothing but a comment', `# new\n${BEFORE}`, []],
  ['a new provider', BEFORE.replace('tasks:', '  glm: { base_url: "https://g.test", enabled: false }\ntasks:'), ['+provider glm']],
  ['a provider taken out', BEFORE.replace(/ {2}b:.*\n/, ''), ['-provider b', '~tasks.thinking', '~tasks.long', '~tasks.image', '~tasks.search', '~tasks.agent', '~tasks.general']],
  ['another address', BEFORE.replace('https://b.test', 'https://c.test'), ['~provider b']],
  ['another window', BEFORE.replace('window: 5', 'window: 6'), ['~provider a']],
  ['another order', BEFORE.replace('[a/m]', '[b/n, a/m]'), ['~tasks.code']],
  ['parameters', BEFORE.replace('[a/m]', '[{ target: a/m, parameters: { x: 1 } }]'), ['~tasks.code']],
  ['aliases', BEFORE.replace('"gpt-*": auto, x: code', 'x: long, "o-*": auto'), ['~alias x', '-alias gpt-*', '+alias o-*']],
  ['settings', `${BEFORE}routing: { hedge_after_ms: 0, breaker: { minimum_calls: 9 } }\nclassifier: { long_tokens: 1 }\n`, ['~routing.hedge_after_ms 1500→0', '~routing.long_tokens 4000→1', '~routing.breaker']],
])('%s: is summed up in short words', (_what, text, expected) => {
  expect(changes(text)).toEqual(expected)
})

test('a rotated key: is said, and never shown', () => {
  expect(changes(BEFORE, { A: 'two' })).toEqual(['~provider a (keys)'])
})
