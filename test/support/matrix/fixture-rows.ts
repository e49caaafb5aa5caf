/** Rows of the matrix: captured answers that are odd but good, and what clients of both wires hear of them. */

import { expect } from 'vitest'
import type { DialectName } from './answers.ts'
import type { HeardBlock } from './heard.ts'

const MINTED = expect.stringMatching(/^toolu_[\da-f]{24}$/u) as string

export interface FixtureRow {
  readonly dialect: DialectName
  readonly fixture: string
  /** Across wires, by a client that asked for thinking; signatures left out. */
  readonly hears: readonly HeardBlock[]
  /** In the words of the client's wire, which is not the provider's. */
  readonly end: string
}

export const FIXTURE_ROWS: readonly FixtureRow[] = [
  { dialect: 'openai', fixture: 'openai-text.sse', hears: [['text', 'Hello — 你好']], end: 'end_turn' },
  { dialect: 'openai', fixture: 'azure-text.sse', hears: [['text', 'Hi']], end: 'refusal' },
  { dialect: 'openai', fixture: 'openai-refusal.sse', hears: [['text', 'I\'m sorry, I cannot.']], end: 'end_turn' },
  { dialect: 'openai', fixture: 'openrouter-reasoning.sse', hears: [['thinking', 'Hm'], ['text', 'Yes']], end: 'end_turn' },
  { dialect: 'openai', fixture: 'mistral-thinking.sse', hears: [['thinking', 'First think.'], ['text', 'Then speak.']], end: 'end_turn' },
  { dialect: 'openai', fixture: 'openai-parallel-tools.sse', hears: [['call', 'call_AAA', 'read', { path: 'a.txt' }], ['call', 'call_BBB', 'read', { path: 'b.txt' }]], end: 'tool_use' },
  { dialect: 'openai', fixture: 'kimi-parallel-tools.sse', hears: [['thinking', 'Two commands.'], ['call', 'Bash:0', 'Bash', { command: 'ls' }], ['call', 'Bash:1', 'Bash', { command: 'pwd' }]], end: 'tool_use' },
  { dialect: 'openai', fixture: 'gemini-tool-calls.sse', hears: [['call', MINTED, 'get_weather', { city: 'Paris' }], ['call', MINTED, 'get_weather', { city: 'Rome' }]], end: 'tool_use' },
  { dialect: 'openai', fixture: 'same-index-calls.sse', hears: [['call', 'call_1', 'a', {}], ['call', 'call_2', 'b', { x: 1 }]], end: 'tool_use' },
  { dialect: 'openai', fixture: 'no-done.sse', hears: [['text', 'All']], end: 'end_turn' },
  { dialect: 'anthropic', fixture: 'text.sse', hears: [['text', 'Hello — مرحبا']], end: 'stop' },
  { dialect: 'anthropic', fixture: 'crlf-no-space.sse', hears: [['text', 'Hi']], end: 'stop' },
  { dialect: 'anthropic', fixture: 'stop-sequence.sse', hears: [['text', 'One, two']], end: 'stop' },
  { dialect: 'anthropic', fixture: 'thinking-tool.sse', hears: [['thinking', 'I should look.'], ['text', 'Looking.'], ['call', 'toolu_01T1x1fJ34qAmk2tNTrN7Up6', 'get_weather', { city: '東京' }]], end: 'tool_calls' },
  { dialect: 'anthropic', fixture: 'redacted-thinking.sse', hears: [['text', 'Sure.']], end: 'stop' },
  { dialect: 'anthropic', fixture: 'parallel-tools.sse', hears: [['call', 'toolu_a', 'Bash', { command: 'ls' }], ['call', 'toolu_b', 'Bash', { command: 'pwd' }]], end: 'tool_calls' },
  { dialect: 'anthropic', fixture: 'web-search.sse', hears: [['text', 'Searching.It is X.']], end: 'stop' },
  { dialect: 'anthropic', fixture: 'compatible-input-in-start.sse', hears: [['thinking', 'Hm.'], ['text', 'Ok, go.'], ['call', 'call_00_x:2', 'Read', { path: 'a' }]], end: 'tool_calls' },
  { dialect: 'anthropic', fixture: 'odd-events.sse', hears: [['thinking', 'late'], ['text', 'No start.']], end: 'stop' },
]

const MENDED: ReadonlySet<string> = new Set([
  'gemini-tool-calls.sse', 'odd-events.sse', 'kimi-parallel-tools.sse', 'mistral-thinking.sse', 'same-index-calls.sse',
  // What is missing at their end is added, what follows it is left out.
  'no-done.sse', 'compatible-input-in-start.sse',
])

/** Those in which something would stop a client: of all others every byte is relayed to clients of the same wire. */
export const isMendedOnOwnWire = ({ fixture }: FixtureRow): boolean => MENDED.has(fixture)
