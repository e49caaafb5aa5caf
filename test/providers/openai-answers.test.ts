import type { Usage } from '../../src/chat/part.ts'
import type { ResultBlock } from '../../src/chat/result.ts'
import { openai } from '../../src/providers/openai.ts'
import { describeDialect } from '../contracts/dialect.contract.ts'

const text = (said: string): ResultBlock => ({ type: 'text', text: said })
const reasoning = (said: string): ResultBlock => ({ type: 'reasoning', text: said, signature: undefined })
const call = (id: string, name: string, argumentsText: string): ResultBlock => ({ type: 'tool-call', id, name, argumentsText })
const usage = (inputTokens: number, outputTokens: number, others: Usage = {}): Usage => ({ inputTokens, outputTokens, ...others })

const stopped = { finishReason: 'stop', rawFinishReason: 'stop' } as const
const called = { finishReason: 'tool-calls', rawFinishReason: 'tool_calls' } as const

describeDialect(openai, {
  streams: [
    {
      fixture: 'deepseek-reasoning.sse', model: 'deepseek-flash', ...stopped,
      blocks: [reasoning('The user wants 2+2.'), text('**٤**')], usage: usage(14, 12, { cacheReadTokens: 8, reasoningTokens: 6 }),
    },
    {
      fixture: 'deepseek-tool-call.sse', model: 'deepseek-flash', ...called,
      blocks: [reasoning('I need the weather.'), text('Let me look.'), call('call_00_n9hzoJSh5RkNHGqRHqTiK2XT', 'get_weather', '{"city": "القاهرة"}')],
      usage: usage(200, 40, { cacheReadTokens: 128 }),
    },
    {
      fixture: 'qwen-tool-calls.sse', isMended: true, model: 'qwen3.7-plus', ...called,
      blocks: [call('call_f1', 'get_weather', '{"city": "北京"}'), call('call_f2', 'get_time', '{"zone": "Asia/Shanghai"}')],
      usage: usage(290, 45, { cacheReadTokens: 0 }),
    },
    {
      fixture: 'glm-tool-call.sse', model: 'glm-5.3', ...called,
      blocks: [reasoning('\n用户想知道天气。'), text('\n好的。'), call('call_-7846573921', 'get_weather', '{"city":"上海"}')],
      usage: usage(171, 33, { cacheReadTokens: 43 }),
    },
    {
      fixture: 'kimi-parallel-tools.sse', model: 'kimi-k3', ...called,
      blocks: [reasoning('Two commands.'), call('Bash:0', 'Bash', '{"command":"ls"}'), call('Bash:1', 'Bash', '{"command":"pwd"}')],
      usage: usage(600, 52, { cacheReadTokens: 512 }),
    },
    {
      fixture: 'kimi-parallel-tools.sse', compat: { toolCallIds: 'mint' }, isMended: true, model: 'kimi-k3', ...called,
      blocks: [reasoning('Two commands.'), call('minted', 'Bash', '{"command":"ls"}'), call('minted', 'Bash', '{"command":"pwd"}')],
      usage: usage(600, 52, { cacheReadTokens: 512 }),
    },
    {
      fixture: 'gemini-tool-calls.sse', compat: { mendsFinishReason: true }, isMended: true, model: 'gemini-3.8-flash',
      finishReason: 'tool-calls', rawFinishReason: 'stop',
      blocks: [call('minted', 'get_weather', '{"city":"Paris"}'), call('minted', 'get_weather', '{"city":"Rome"}')], usage: usage(90, 100),
    },
    { fixture: 'gemini-text.sse', model: 'gemini-3.8-flash', ...stopped, blocks: [text('Bonjour 🎉')], usage: usage(5, 15) },
    {
      fixture: 'openai-text.sse', model: 'gpt-6-sol-2026-08-01', ...stopped,
      blocks: [text('Hello — 你好')], usage: usage(9, 10, { cacheReadTokens: 0, reasoningTokens: 0 }),
    },
    {
      fixture: 'openai-parallel-tools.sse', model: 'gpt-6-sol-2026-08-01', ...called,
      blocks: [call('call_AAA', 'read', '{"path":"a.txt"}'), call('call_BBB', 'read', '{"path":"b.txt"}')],
    },
    { fixture: 'openai-refusal.sse', model: 'gpt-6-sol-2026-08-01', ...stopped, blocks: [{ type: 'refusal', text: 'I\'m sorry, I cannot.' }] },
    { fixture: 'openrouter-reasoning.sse', model: 'z-ai/glm-5.3', ...stopped, blocks: [reasoning('Hm'), text('Yes')], usage: usage(10, 4) },
    { fixture: 'mistral-thinking.sse', isMended: true, model: 'mistral-large-4', ...stopped, blocks: [reasoning('First think.'), text('Then speak.')], usage: usage(8, 9) },
    { fixture: 'azure-text.sse', model: 'gpt-6-luna', finishReason: 'content-filter', rawFinishReason: 'content_filter', blocks: [text('Hi')] },
    { fixture: 'odd-deltas.sse', model: 'm', ...stopped, blocks: [reasoning('mm'), text('ok')], usage: usage(3, 2) },
    { fixture: 'same-index-calls.sse', isMended: true, model: 'm', ...called, blocks: [call('call_1', 'a', '{}'), call('call_2', 'b', '{"x":1}')] },
    { fixture: 'no-done.sse', model: 'm', ...stopped, blocks: [text('All')] },
    { fixture: 'broken-no-last-blank-line.sse', isMended: true, model: 'm', ...stopped, blocks: [text('All')] },
    { fixture: 'broken-malformed-events.sse', isMended: true, model: 'm', ...stopped, blocks: [text('ab')] },
    { fixture: 'broken-absurd-usage.sse', isMended: true, model: 'm', ...stopped, blocks: [text('x')] },
  ],
  cutStreams: ['broken-cut-off.sse'],
  failingStreams: [
    { fixture: 'broken-error-first.sse', failure: 'rate-limited', message: /^Rate limit reached/ },
    { fixture: 'broken-error-midway.sse', failure: 'unavailable', message: /^Provider disconnected$/, text: 'So' },
    { fixture: 'broken-error-array.sse', failure: 'overloaded', message: /overloaded/ },
    { fixture: 'broken-error-event.sse', failure: 'overloaded', message: /^Server is busy$/ },
    { fixture: 'broken-failed-finish.sse', failure: 'overloaded', message: /insufficient_system_resource/, text: 'x' },
    { fixture: 'broken-too-many-malformed.sse', failure: 'interrupted', message: /cannot be read/, text: 'a' },
    { fixture: 'broken-sidecar-apology.sse', compat: { softErrors: ['upstream-failed'] }, failure: 'unavailable', message: /^服务暂时不可用/ },
    { fixture: 'broken-json-error.json', failure: 'overloaded', message: /^The server is overloaded$/ },
    { fixture: 'broken-sidecar-error.json', failure: 'authentication', message: /Token/ },
    { fixture: 'broken-page.html', failure: 'bad-response', message: /^sent no event stream: 502 Bad Gateway$/ },
    { fixture: 'deepseek-result.json', failure: 'bad-response', message: /^sent no event stream/ },
  ],
  results: [
    {
      fixture: 'deepseek-result.json', model: 'deepseek-flash', ...stopped,
      blocks: [reasoning('2+2'), text('Four.')], usage: usage(14, 12, { cacheReadTokens: 8 }),
    },
    {
      fixture: 'openai-tool-result.json', model: 'gpt-6-sol', ...called,
      blocks: [call('call_1', 'a', '{"x":1}'), call('call_2', 'b', '{}')], usage: usage(50, 20, { reasoningTokens: 4 }),
    },
    {
      fixture: 'gemini-tool-result.json', compat: { mendsFinishReason: true }, isMended: true, model: 'gemini-3.8-flash',
      finishReason: 'tool-calls', rawFinishReason: 'stop', blocks: [call('minted', 'get_weather', '{"city":"Oslo"}')], usage: usage(9, 5),
    },
  ],
  failingResults: [
    { fixture: 'broken-json-error.json', failure: 'overloaded', message: /^The server is overloaded$/ },
    { fixture: 'broken-sidecar-error.json', failure: 'authentication', message: /Token/ },
    { fixture: 'broken-base-resp.json', failure: 'quota-exhausted', message: /^insufficient balance$/ },
    { fixture: 'broken-page.html', failure: 'bad-response', message: /^answered with no JSON: 502 Bad Gateway$/ },
    { fixture: 'broken-no-choices.json', failure: 'bad-response', message: /without choices/ },
    { fixture: 'broken-trailing-garbage.json', failure: 'bad-response', message: /no JSON/ },
  ],
})
