import type { ResultBlock } from '../../src/chat/result.ts'
import { anthropic } from '../../src/providers/anthropic.ts'
import { describeDialect } from '../contracts/dialect.contract.ts'

const text = (said: string): ResultBlock => ({ type: 'text', text: said })
const reasoning = (said: string, signature: string | undefined): ResultBlock => ({ type: 'reasoning', text: said, signature })
const call = (id: string, name: string, argumentsText: string): ResultBlock => ({ type: 'tool-call', id, name, argumentsText })

const sonnet = { model: 'claude-sonnet-5-5' }
const stopped = { ...sonnet, finishReason: 'stop', rawFinishReason: 'end_turn' } as const
const called = { ...sonnet, finishReason: 'tool-calls', rawFinishReason: 'tool_use' } as const
const cached = { inputTokens: 1825, cacheReadTokens: 1800, cacheWriteTokens: 0 }

describeDialect(anthropic, {
  streams: [
    { fixture: 'text.sse', ...stopped, blocks: [text('Hello — مرحبا')], usage: { ...cached, outputTokens: 15 } },
    { fixture: 'stop-sequence.sse', ...stopped, rawFinishReason: 'stop_sequence', blocks: [text('One, two')], usage: { ...cached, outputTokens: 5 } },
    {
      fixture: 'thinking-tool.sse', ...called,
      blocks: [reasoning('I should look.', 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h'), text('Looking.'), call('toolu_01T1x1fJ34qAmk2tNTrN7Up6', 'get_weather', '{"city": "東京"}')],
      usage: { inputTokens: 1835, cacheReadTokens: 1800, cacheWriteTokens: 10, outputTokens: 89, reasoningTokens: 12 },
    },
    { fixture: 'parallel-tools.sse', ...called, blocks: [call('toolu_a', 'Bash', '{"command":"ls"}'), call('toolu_b', 'Bash', '{"command":"pwd"}')], usage: { ...cached, outputTokens: 60 } },
    {
      fixture: 'parallel-tools.sse', compat: { toolCallIds: 'mint' }, isMended: true, ...called,
      blocks: [call('minted', 'Bash', '{"command":"ls"}'), call('minted', 'Bash', '{"command":"pwd"}')], usage: { ...cached, outputTokens: 60 },
    },
    { fixture: 'redacted-thinking.sse', ...stopped, blocks: [{ type: 'redacted-reasoning', data: 'EmwKAhgBEgy3va3pzix' }, text('Sure.')], usage: { ...cached, outputTokens: 9 } },
    { fixture: 'web-search.sse', ...stopped, blocks: [text('Searching.'), text('It is X.')], usage: { ...cached, inputTokens: 2700, outputTokens: 40 } },
    {
      fixture: 'compatible-input-in-start.sse', compat: { mendsFinishReason: true }, isMended: true,
      model: 'deepseek-flash', finishReason: 'tool-calls', rawFinishReason: 'end_turn',
      blocks: [reasoning('Hm.', 'sig'), text('Ok, go.'), call('call_00_x:2', 'Read', '{"path":"a"}')], usage: { inputTokens: 120, outputTokens: 30 },
    },
    { fixture: 'crlf-no-space.sse', ...stopped, blocks: [text('Hi')], usage: { ...cached, outputTokens: 2 } },
    {
      fixture: 'odd-events.sse', isMended: true, model: '', finishReason: 'other', rawFinishReason: 'pause_turn',
      blocks: [text('No start.'), reasoning('late', undefined)], usage: { ...cached, outputTokens: 3 },
    },
    { fixture: 'broken-partial-json-object.sse', isMended: true, ...called, blocks: [call('minted', 'T', '{"a":1}')], usage: { ...cached, outputTokens: 3 } },
    { fixture: 'broken-absurd-usage.sse', isMended: true, ...stopped, blocks: [text('x')] },
  ],
  cutStreams: ['broken-cut-off.sse'],
  failingStreams: [
    { fixture: 'broken-error-midway.sse', failure: 'overloaded', message: /^Overloaded$/, text: 'So' },
    { fixture: 'broken-error-first.sse', failure: 'rate-limited', message: /rate limit/ },
    { fixture: 'broken-nameless-error.sse', failure: 'server-error', message: /^something went wrong$/ },
    { fixture: 'broken-error.json', failure: 'overloaded', message: /^Overloaded$/ },
    { fixture: 'result.json', failure: 'bad-response', message: /^sent no event stream/ },
  ],
  results: [
    {
      fixture: 'result.json', ...called,
      blocks: [reasoning('Hm.', 'Eq=='), text('Looking.'), call('toolu_1', 'get_weather', '{"city":"東京"}'), call('toolu_2', 'list', '')],
      usage: { inputTokens: 98, outputTokens: 44, cacheReadTokens: 70, cacheWriteTokens: 3 },
    },
    {
      fixture: 'result.json', compat: { toolCallIds: 'mint' }, isMended: true, ...called,
      blocks: [reasoning('Hm.', 'Eq=='), text('Looking.'), call('minted', 'get_weather', '{"city":"東京"}'), call('minted', 'list', '')],
      usage: { inputTokens: 98, outputTokens: 44, cacheReadTokens: 70, cacheWriteTokens: 3 },
    },
  ],
  failingResults: [
    { fixture: 'broken-error.json', failure: 'overloaded', message: /^Overloaded$/ },
    { fixture: 'broken-no-content.json', failure: 'bad-response', message: /without content/ },
  ],
})
