import { describe, expect, it } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import { PROTOCOLS } from '../../src/protocols/index.ts'
import { eventsIn, fixture, refusalOf, requestFrom } from './support.ts'

const { 'openai-chat': openAi, 'openai-responses': responses, 'anthropic-messages': anthropic } = PROTOCOLS

describe('encodeError', () => {
  it('the chat completions wire: has all four members, the parameter among them', () => {
    expect(openAi.encodeError(new RouterError('invalid_request', 'messages must be a non-empty array', { parameter: 'messages' }), 'req_1')).toEqual({
      statusCode: 400, body: { error: { message: 'messages must be a non-empty array', type: 'invalid_request_error', param: 'messages', code: 'invalid_request' } },
    })
    expect(openAi.encodeError(new RouterError('all_providers_failed', 'M'), 'req_1')).toEqual({ statusCode: 503, body: { error: { message: 'M', type: 'server_error', param: null, code: 'all_providers_failed' } } })
  })

  it('the Anthropic wire: has its types and the request\'s id', () => {
    expect(anthropic.encodeError(new RouterError('all_providers_failed', 'M'), 'req_1')).toEqual({ statusCode: 503, body: { type: 'error', error: { type: 'overloaded_error', message: 'M' }, request_id: 'req_1' } })
  })

  it('a spent budget: is a 429 on one wire and a 402 on the other', () => {
    const error = new RouterError('insufficient_quota', 'spend limit reached')
    expect(openAi.encodeError(error, 'r')).toMatchObject({ statusCode: 429, body: { error: { type: 'insufficient_quota', code: 'insufficient_quota' } } })
    expect(anthropic.encodeError(error, 'r')).toMatchObject({ statusCode: 402, body: { error: { type: 'billing_error' } } })
  })

  it('a thread: is refused in exactly the words that the SDK looks for', () => {
    const error = refusalOf(() => requestFrom('anthropic-messages', fixture('anthropic-sdk-thread')))
    expect(anthropic.encodeError(error, 'req_1')).toEqual({
      statusCode: 400,
      body: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'Message threads are not supported; send the full conversation.', details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] } },
        request_id: 'req_1',
      },
    })
  })
})

describe('encodeStreamError', () => {
  const error = new RouterError('upstream_stream_interrupted', 'M')

  it('the exact bytes of each wire', () => {
    expect(openAi.encodeStreamError(error, 'R')).toBe('data: {"error":{"message":"M","type":"server_error","param":null,"code":"upstream_stream_interrupted"}}\n\n')
    expect(anthropic.encodeStreamError(error, 'R')).toBe('event: error\ndata: {"type":"error","error":{"type":"api_error","message":"M"},"request_id":"R"}\n\n')
  })
})

describe('encodeStreamError of the Responses wire', () => {
  it('an error, and the failure that Codex hears: each under its name, later than all that may have come', () => {
    const [thrown, heard] = eventsIn(responses.encodeStreamError(new RouterError('router_shutdown', 'M', { parameter: 'input' }), 'R-1'))
    expect(thrown).toEqual({ event: 'error', data: {
      type: 'error', sequence_number: Number.MAX_SAFE_INTEGER - 1, code: 'router_shutdown', message: 'M', param: 'input', error: { message: 'M', type: 'server_error', param: 'input', code: 'router_shutdown' },
    } })
    expect(heard).toEqual({ event: 'response.failed', data: { type: 'response.failed', sequence_number: Number.MAX_SAFE_INTEGER, response: {
      id: 'resp_R1', object: 'response', created_at: expect.any(Number) as unknown, status: 'failed', error: { code: 'router_shutdown', message: 'M' }, incomplete_details: null, usage: null, output: [],
    } } })
  })

  it('an error before an answer: is that of chat completions', () => {
    const error = new RouterError('model_not_found', 'M', { parameter: 'model' })
    expect(responses.encodeError(error, 'R')).toEqual(openAi.encodeError(error, 'R'))
  })
})

describe('heartbeat', () => {
  it('the exact bytes of each wire', () => {
    expect([openAi.heartbeat, responses.heartbeat, anthropic.heartbeat]).toEqual([': keep-alive\n\n', ': keep-alive\n\n', 'event: ping\ndata: {"type":"ping"}\n\n'])
  })
})
