/** The small model of simulated vendors: which calls it takes from a person's words, and what it says of a conversation. */

import { describe, expect, test } from 'vitest'
import { openTurnOf, schemaInWords } from '../../../src/simulator/vendors/open-turn.ts'
import { forcedCall, requestedCalls } from '../../../src/simulator/vendors/requested-calls.ts'
import { ANSWERING, CALLING, HI, RESULT, USING } from './requests.ts'

const tool = (name: string, properties: object, required: readonly string[] = Object.keys(properties)) => ({ type: 'function', function: { name, parameters: { type: 'object', properties, required } } })
const TEXT = { type: 'string' } as const

const READ = tool('read_file', { path: TEXT })
const SHELL = tool('run_shell_command', { command: TEXT, is_background: { type: 'boolean' } })
const WORDS = 'Read the file /a/b.txt and run the command `ls -l`. Then read the file c.txt.'

const callsOf = (words: string, tools: readonly object[], round = 0): readonly unknown[] =>
  requestedCalls(words, tools as never, round).map(({ name, argumentsText }) => [name, JSON.parse(argumentsText)])

describe('calls', () => {
  test('of a round, when words ask for several, are made with the tools that are offered', () => {
    expect(callsOf(WORDS, [READ, SHELL])).toEqual([['read_file', { path: '/a/b.txt' }], ['run_shell_command', { command: 'ls -l', is_background: false }]])
    expect(callsOf(WORDS, [READ, SHELL], 1)).toEqual([['read_file', { path: 'c.txt' }]])
    expect(callsOf(WORDS, [READ, SHELL], 2)).toEqual([])
  })

  test.each([
    ['Claude Code', [{ name: 'Read', input_schema: { properties: { file_path: TEXT }, required: ['file_path'] } }, { name: 'Bash', input_schema: { properties: { command: TEXT }, required: ['command'] } }], [['Read', { file_path: '/a/b.txt' }], ['Bash', { command: 'ls -l' }]]],
    ['opencode', [tool('read', { filePath: TEXT }), tool('bash', { command: TEXT, description: TEXT })], [['read', { filePath: '/a/b.txt' }], ['bash', { command: 'ls -l', description: 'simulated' }]]],
    ['Codex', [tool('exec_command', { cmd: TEXT })], [['exec_command', { cmd: 'cat /a/b.txt' }], ['exec_command', { cmd: 'ls -l' }]]],
    ['Codex in its code mode', [tool('functions__exec', { input: TEXT })], [['functions__exec', { input: 'text(await tools.exec_command({ cmd: "cat /a/b.txt" }))' }], ['functions__exec', { input: 'text(await tools.exec_command({ cmd: "ls -l" }))' }]]],
    ['a shell that takes words', [tool('shell', { command: { type: 'array', items: TEXT } })], [['shell', { command: ['sh', '-c', 'cat /a/b.txt'] }], ['shell', { command: ['sh', '-c', 'ls -l'] }]]],
    ['nobody', [], []],
  ])('for %s, when its own tools are offered, are in their words', (_name, tools, calls) => {
    expect(callsOf(WORDS, tools)).toEqual(calls)
  })

  test('by name, when a marker names a tool, are made as it says', () => {
    expect(callsOf('demo:tool read_file {"path": "x"}', [READ])).toEqual([['read_file', { path: 'x' }]])
    expect(callsOf('demo:tool other {}', [READ])).toEqual([])
  })

  test.each([
    ['required', 'read_file'], [{ type: 'any' }, 'read_file'], [{ type: 'tool', name: 'run_shell_command' }, 'run_shell_command'],
    [{ type: 'function', function: { name: 'run_shell_command' } }, 'run_shell_command'], ['auto', undefined], [undefined, undefined], [{ type: 'tool', name: 'other' }, undefined],
  ])('that a client forces with %j are of %s', (choice, name) => {
    expect(forcedCall(choice, [READ, SHELL] as never)?.name).toBe(name)
  })
})

describe('an open turn', () => {
  test.each([
    ['OpenAI', [HI, { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Read.' }, CALLING, RESULT]],
    ['Anthropic', [HI, { role: 'assistant', content: [{ type: 'text', text: 'Hello.' }] }, { role: 'user', content: [{ type: 'text', text: '<system-reminder>x</system-reminder>' }, { type: 'text', text: 'Read.' }] }, USING, ANSWERING]],
  ])('of the %s wire, when tools have answered, holds what was asked, what they said, and how often', (_wire, messages) => {
    expect(openTurnOf(messages)).toEqual({ text: 'Read.', results: ['ok'], rounds: 1 })
  })
})

test('an open turn, when words are said in passing and only reminders follow them, goes on', () => {
  const passing = [{ role: 'assistant', content: 'OK.' }, { role: 'user', content: '<system-reminder>x</system-reminder>' }]
  expect(openTurnOf([{ role: 'user', content: 'Read.' }, CALLING, RESULT, ...passing])).toEqual({ text: 'Read.', results: ['ok'], rounds: 1 })
  expect(openTurnOf([{ role: 'user', content: 'Read.' }, { role: 'assistant', content: 'Half' }])).toEqual({ text: '', results: [], rounds: 0 })
})

test('a schema, when the instructions spell one out, is found in their last line that is one', () => {
  expect(schemaInWords(['Conform to this:\n{"type": "object"}', 'no\n{ this is none'])).toEqual({ type: 'object' })
  expect(schemaInWords(['{"a": 1}'])).toBeUndefined()
})
