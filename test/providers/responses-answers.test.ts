import type { Usage } from '../../src/chat/part.ts'
import type { ResultBlock } from '../../src/chat/result.ts'
import { openaiResponses } from '../../src/providers/openai-responses.ts'
import { describeDialect } from '../contracts/dialect.contract.ts'

const text = (said: string): ResultBlock => ({ type: 'text', text: said })
const reasoning = (said: string, signature?: string): ResultBlock => ({ type: 'reasoning', text: said, signature })
const call = (id: string, name: string, argumentsText: string): ResultBlock => ({ type: 'tool-call', id, name, argumentsText })
const usage = (inputTokens: number, outputTokens: number, cacheReadTokens = 0, reasoningTokens = 0): Usage => ({ inputTokens, outputTokens, cacheReadTokens, reasoningTokens })

const MODEL = 'gpt-6-sol-2026-08-01'
const stopped = { finishReason: 'stop', rawFinishReason: 'completed' } as const
const called = { finishReason: 'tool-calls', rawFinishReason: 'completed' } as const

describeDialect(openaiResponses, {
  streams: [
    { fixture: 'text.sse', model: MODEL, ...stopped, blocks: [text('Hello — 你好')], usage: usage(9, 10) },
    {
      fixture: 'reasoning-tools.sse', model: MODEL, ...called, usage: usage(120, 60, 64, 32),
      blocks: [reasoning('**Looking**'), reasoning('Two files.', 'gAAAAABo-enc'), call('call_AAA', 'read', '{"path":"a.txt"}'), call('call_BBB', 'read', '{"path":"b.txt"}')],
    },
    {
      fixture: 'namespace-custom.sse', model: MODEL, ...called, usage: usage(50, 40, 0, 16),
      blocks: [call('call_N', 'mcp__docs__search', '{"q":"x"}'), call('call_C', 'apply_patch', '{"input":"*** Begin \\"Patch\\"\\n+ é\\n*** End Patch"}')],
    },
    { fixture: 'refusal.sse', model: MODEL, ...stopped, blocks: [{ type: 'refusal', text: 'I\'m sorry, I cannot.' }], usage: usage(8, 7) },
    { fixture: 'web-search.sse', model: MODEL, ...stopped, blocks: [text('It is X.')], usage: usage(300, 20) },
    { fixture: 'incomplete.sse', model: MODEL, finishReason: 'length', rawFinishReason: 'max_output_tokens', blocks: [text('One, tw')], usage: usage(5, 3) },
    { fixture: 'crlf-only-completed.sse', model: MODEL, ...stopped, blocks: [text('At once.')], usage: usage(4, 2) },
    {
      fixture: 'picture.sse', model: MODEL, ...stopped, usage: usage(6, 1),
      blocks: [{ type: 'image', url: 'data:image/png;base64,iVBORw0KGgo=', mediaType: undefined, description: undefined }],
    },
    // What follows the last word of the wire is left out.
    { fixture: 'compatible-whole-items.sse', isMended: true, model: 'local', ...called, blocks: [reasoning('Hm.'), text('Whole.'), call('call_7', 'list', '{}')] },
    { fixture: 'broken-absurd-usage.sse', isMended: true, model: MODEL, ...stopped, blocks: [text('Ok')] },
  ],
  failingStreams: [
    { fixture: 'broken-failed-midway.sse', failure: 'server-error', message: /while processing your request/, text: 'Half an' },
    { fixture: 'broken-flat-error-midway.sse', failure: 'rate-limited', message: /Rate limit reached/, text: 'Half an' },
    { fixture: 'broken-failed-first.sse', failure: 'context-length', message: /exceeds the context window/ },
    { fixture: 'broken-nested-error-first.sse', failure: 'quota-exhausted', message: /exceeded your current quota/ },
    { fixture: 'broken-cancelled.sse', failure: 'server-error', message: /gave up its answer: cancelled/ },
  ],
  cutStreams: ['broken-cut-off.sse'],
  results: [
    {
      fixture: 'result.json', model: MODEL, ...called, usage: usage(200, 40, 128, 12),
      blocks: [reasoning('Weather, then.', 'gAAAAABo-enc'), text('Looking.'), call('call_20', 'weather', '{"city":"القاهرة"}'), call('call_21', 'tool_search', '{"query":"mail"}')],
    },
    { fixture: 'result-filtered.json', model: MODEL, finishReason: 'content-filter', rawFinishReason: 'content_filter', blocks: [], usage: usage(3, 0) },
    { fixture: 'result-absurd-usage.json', isMended: true, model: MODEL, ...stopped, blocks: [text('Ok')] },
  ],
  failingResults: [
    { fixture: 'broken-failed.json', failure: 'rate-limited', message: /Slow down/ },
    { fixture: 'broken-no-output.json', failure: 'bad-response', message: /without output/ },
    { fixture: 'broken-still-running.json', failure: 'bad-response', message: /in_progress/ },
    { fixture: 'broken-impossible-shape.json', failure: 'bad-response', message: /impossible shape/ },
  ],
})
