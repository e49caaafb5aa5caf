import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Failure, ProviderError } from '../../src/chat/errors.ts'
import { readRelayAnswer } from '../../src/providers/relay-answer.ts'
import { RELAY_ENDPOINTS, type RelayName } from '../../src/providers/relay-endpoints.ts'
import type { RelayPart, RelayRequest } from '../../src/providers/relay-request.ts'

const asked = (name: RelayName, facts: Partial<RelayRequest> = {}): RelayRequest => {
  const endpoint = RELAY_ENDPOINTS.find(each => each.name === name)
  if (endpoint === undefined) throw new Error(`no endpoint ${name}`)
  return { endpoint, model: 'm', wantsEvents: false, wantsText: false, isStream: false, results: 1, estimatedInputTokens: 0, contentType: 'application/json', bodyFor: () => Buffer.alloc(0), ...facts }
}

async function * chunksOf (...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

async function * broken (...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  yield * chunksOf(...chunks)
  throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
}

type Headers = Readonly<Record<string, string>>

const JSON_TYPE: Headers = { 'content-type': 'application/json' }
const EVENTS: Headers = { 'content-type': 'text/event-stream' }

const read = async (request: RelayRequest, headers: Headers, body: AsyncIterable<Buffer>) => {
  const { head, stream } = await readRelayAnswer(request, { statusCode: 200, headers }, body)
  const parts: RelayPart[] = []
  for await (const batch of stream) parts.push(...batch)
  return { head, parts, bytes: Buffer.concat(parts.map(({ bytes }) => bytes ?? Buffer.alloc(0))), types: parts.map(({ type }) => type) }
}

const failureOf = async (request: RelayRequest, headers: Headers, body: AsyncIterable<Buffer>): Promise<ProviderError> => {
  try {
    await read(request, headers, body)
  } catch (error) {
    return error as ProviderError
  }
  throw new Error('it was taken for an answer')
}

const usageOf = (parts: readonly RelayPart[]) => parts.find(part => part.type === 'usage')?.usage

const SOUND = Buffer.from([0xff, 0xfb, 0x90])

describe('a JSON answer', () => {
  const body = '{ "data" : [ {"embedding":"AAAA"} ], "usage":{"prompt_tokens":5,"total_tokens":5} }'

  test('is passed on byte for byte, with its usage and its end', async () => {
    const { head, bytes, parts, types } = await read(asked('embeddings'), { 'content-type': 'application/json; charset=utf-8' }, chunksOf(body.slice(0, 9), body.slice(9)))
    expect(head).toEqual({ contentType: 'application/json; charset=utf-8', length: body.length })
    expect(bytes.toString()).toBe(body)
    expect(types).toEqual(['content', 'usage', 'response-end', 'terminal'])
    expect(usageOf(parts)).toEqual({ inputTokens: 5, outputTokens: 0 })
  })

  test.each<[string, Headers]>([['another type', { 'content-type': 'text/html' }], ['none', {}], ['one that cannot be told', { 'content-type': 'ab\u0001c' }]])('under %s, is told as JSON', async (_, headers) => {
    expect((await read(asked('embeddings'), headers, chunksOf(body))).head.contentType).toBe('application/json')
  })

  test('that came compressed, is passed on as it is inside', async () => {
    const { head, bytes } = await read(asked('embeddings'), { ...JSON_TYPE, 'content-encoding': 'gzip' }, chunksOf(gzipSync(body)))
    expect(bytes.toString()).toBe(body)
    expect(head.length).toBe(body.length)
  })

  test.each<[string, RelayName, string, Failure]>([
    ['a page', 'embeddings', '<!doctype html><title>Welcome</title>', 'bad-response'],
    ['a list', 'embeddings', '[{"data":[1]}]', 'bad-response'],
    ['words', 'embeddings', 'upstream timed out', 'bad-response'],
    ['half of it', 'embeddings', '{"data":[{"embed', 'bad-response'],
    ['nothing', 'embeddings', '', 'bad-response'],
    ['no data', 'embeddings', '{"object":"list"}', 'bad-response'],
    ['null for data', 'embeddings', '{"data":null}', 'bad-response'],
    ['no vector', 'embeddings', '{"data":[]}', 'bad-response'],
    ['no text', 'transcriptions', '{"words":[]}', 'bad-response'],
    ['an error', 'images', '{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"},"data":[1]}', 'rate-limited'],
    ['an error in a list', 'images', '[{"error":{"message":"The model is overloaded","code":503}}]', 'overloaded'],
    ['an error without words', 'images', '{"error":true,"data":[1]}', 'bad-response'],
    ['a code of the vendor', 'images', '{"code":1302,"message":"busy"}', 'rate-limited'],
  ])('that is %s, is a failure', async (_, name, text, failure) => {
    expect(await failureOf(asked(name), JSON_TYPE, chunksOf(text))).toMatchObject({ name: 'ProviderError', failure })
  })

  test.each(['null', 'false', '""'])('with an error that is %s, has none', async (error) => {
    expect((await read(asked('images'), JSON_TYPE, chunksOf(`{"error":${error},"data":[1]}`))).types).toContain('content')
  })

  test('that breaks off, is a failure of the connection', async () => {
    expect(await failureOf(asked('images'), JSON_TYPE, broken('{"data":['))).toMatchObject({ code: 'UND_ERR_SOCKET' })
  })

  test('larger than any, is a failure', async () => {
    const endless = async function * (): AsyncGenerator<Buffer> { for (const chunk = Buffer.alloc(8 * 1024 * 1024, 0x20); ;) yield chunk }
    expect(await failureOf(asked('images'), JSON_TYPE, endless())).toMatchObject({ failure: 'bad-response' })
  })

  test.each<[RelayName, string, object | undefined]>([
    ['images', '{"data":[1],"usage":{"input_tokens":1,"output_tokens":2}}', { inputTokens: 1, outputTokens: 2 }],
    ['embeddings', '{"data":[1],"usage":{"total_tokens":3}}', { inputTokens: 3, outputTokens: 0 }],
    ['embeddings', '{"data":[1],"usage":{}}', undefined],
    ['embeddings', '{"data":[1],"usage":null}', undefined],
    ['embeddings', '{"data":[1],"usage":{"prompt_tokens":-1}}', undefined],
    ['transcriptions', '{"text":"","usage":{"type":"duration","seconds":3}}', undefined],
    ['transcriptions', '{"text":"a","usage":{"output_tokens":3}}', { outputTokens: 3 }],
    ['completions', '{"choices":[{"text":"a"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":2}}}', { inputTokens: 3, outputTokens: 1, cacheReadTokens: 2 }],
  ])('at %s: %s has the usage %j', async (name, text, usage) => {
    expect(usageOf((await read(asked(name), JSON_TYPE, chunksOf(text))).parts)).toEqual(usage)
  })

  test('of a completion, has its text to be counted, and no byte more for it', async () => {
    const text = '{"choices":[{"text":"a"},null,{"text":1},{"text":"b"}]}'
    const { parts, bytes } = await read(asked('completions'), JSON_TYPE, chunksOf(text))
    expect(parts).toContainEqual({ type: 'content', choice: 0, text: 'ab' })
    expect(bytes.toString()).toBe(text)
    expect((await read(asked('completions'), JSON_TYPE, chunksOf('{"choices":{}}'))).parts).toContainEqual({ type: 'content', choice: 0, text: '' })
  })

  test('of a completion that was to be streamed, is one event and the last word', async () => {
    const { head, bytes } = await read(asked('completions', { wantsEvents: true }), JSON_TYPE, chunksOf('{"choices":[\n{"text":"a"}]}\n'))
    expect(head).toEqual({ contentType: 'text/event-stream; charset=utf-8', length: bytes.length })
    expect(bytes.toString()).toBe('data: {"choices":[\ndata: {"text":"a"}]}\n\ndata: [DONE]\n\n')
  })

  test('of pictures that were to be streamed, is what it is', async () => {
    expect((await read(asked('images', { wantsEvents: true }), JSON_TYPE, chunksOf('{"data":[1]}'))).head.contentType).toBe('application/json')
  })
})

describe('a text', () => {
  const text = asked('transcriptions', { wantsText: true })

  test.each(['مرحبا\n', '', '{laughs} no', 'a < b', '<unk> hello', '[music]', '{"text":"hi"}'])('%j is passed on byte for byte', async (words) => {
    const { bytes, head } = await read(text, { 'content-type': 'text/vtt' }, chunksOf(words))
    expect(bytes.toString()).toBe(words)
    expect(head).toEqual({ contentType: 'text/vtt', length: Buffer.byteLength(words) })
  })

  test('of no type, is told as plain', async () => {
    expect((await read(text, {}, chunksOf('hi'))).head.contentType).toBe('text/plain; charset=utf-8')
  })

  test.each<[string, Failure]>([['<!doctype html><title>Welcome</title>', 'bad-response'], ['<html>', 'bad-response'], ['{"error":{"message":"no more","code":"insufficient_quota"}}', 'quota-exhausted']])('%s is none', async (words, failure) => {
    expect(await failureOf(text, { 'content-type': 'text/plain' }, chunksOf(words))).toMatchObject({ failure })
  })
})

describe('sound', () => {
  const speech = asked('speech')
  const MP3: Headers = { 'content-type': 'audio/mpeg' }

  test('of unknown length, is passed on piece by piece', async () => {
    const { head, parts, types } = await read(speech, MP3, chunksOf(SOUND, '', SOUND))
    expect(head).toEqual({ contentType: 'audio/mpeg', length: undefined })
    expect(types).toEqual(['content', 'content', 'response-end', 'terminal'])
    expect(parts[0]?.bytes).toEqual(SOUND)
  })

  test('that is short and known to be, is waited for', async () => {
    const { head, stream } = await readRelayAnswer(speech, { statusCode: 200, headers: { ...MP3, 'content-length': '6' } }, chunksOf(SOUND, SOUND))
    expect(head.length).toBe(6)
    const batches = await Array.fromAsync(stream)
    expect(batches).toHaveLength(1)
    expect(await failureOf(speech, { ...MP3, 'content-length': '6' }, broken(SOUND))).toMatchObject({ code: 'UND_ERR_SOCKET' })
  })

  test('that is long and known to be, is not', async () => {
    const { head, stream } = await readRelayAnswer(speech, { statusCode: 200, headers: { ...MP3, 'content-length': '2000000' } }, broken(SOUND))
    expect(head.length).toBe(2_000_000)
    const first = await stream[Symbol.asyncIterator]().next()
    expect(first.value).toEqual([{ type: 'content', choice: 0, bytes: SOUND }])
  })

  test('that came compressed, has no length', async () => {
    const packed = gzipSync(SOUND)
    const { head, bytes } = await read(speech, { ...MP3, 'content-encoding': 'gzip', 'content-length': String(packed.length) }, chunksOf(packed))
    expect(head.length).toBeUndefined()
    expect(bytes).toEqual(SOUND)
  })

  test('of no type, is told as bytes', async () => {
    expect((await read(speech, {}, chunksOf(SOUND))).head.contentType).toBe('application/octet-stream')
  })

  test.each<[string, Headers, string, Failure]>([
    ['no byte', MP3, '', 'bad-response'],
    ['a page', { 'content-type': 'text/html; charset=utf-8' }, '<title>Welcome</title>', 'bad-response'],
    ['an error', JSON_TYPE, '{"error":{"message":"no more","code":"insufficient_quota"}}', 'quota-exhausted'],
    ['an XML error', { 'content-type': 'application/problem+xml' }, '<error/>', 'bad-response'],
    ['words of no type', {}, '{"detail":"busy"}', 'bad-response'],
    ['a page of no type', {}, '\n<html>', 'bad-response'],
    ['events that nobody asked for', EVENTS, 'data: {}\n\n', 'bad-response'],
  ])('that is %s, is a failure', async (_, headers, body, failure) => {
    expect(await failureOf(speech, headers, chunksOf(body))).toMatchObject({ failure })
  })
})

describe('events', () => {
  const completion = asked('completions', { wantsEvents: true, isStream: true })
  const picture = (results = 1): RelayRequest => asked('images', { wantsEvents: true, results })
  const event = (value: object | string): string => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`

  test('of a completion, are passed on byte for byte, with what they say', async () => {
    const stream = [
      ': hello\n\n', event({ choices: [{ index: 0, text: '' }] }), event({ choices: [{ text: 'a' }] }), event({ choices: [{ index: 0, text: 'b' }] }), event({ choices: [{ index: 1, text: 3 }] }),
      event({ choices: [{ index: 0, text: '', finish_reason: 'length' }] }), event({ choices: [{ index: 1, text: 'c', finish_reason: '' }, { index: 1, finish_reason: 'stop' }] }),
      event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }), event('[DONE]'),
    ].join('')
    const { head, bytes, parts } = await read(completion, EVENTS, chunksOf(stream))
    expect(head).toEqual({ contentType: 'text/event-stream; charset=utf-8', length: undefined })
    expect(bytes.toString()).toBe(stream)
    expect(parts.map(({ bytes: _, ...part }) => part)).toEqual([
      { type: 'opaque', choice: 0 }, { type: 'opaque', choice: 0 }, { type: 'content', choice: 0, text: 'a' }, { type: 'content', choice: 0, text: 'b' }, { type: 'opaque', choice: 0 },
      { type: 'response-end', choice: 0, finishReason: 'length' }, { type: 'content', choice: 1, text: 'c' }, { type: 'response-end', choice: 1, finishReason: 'stop' },
      { type: 'usage', choice: 0, usage: { inputTokens: 1, outputTokens: 2 } }, { type: 'terminal', choice: 0 },
    ])
  })

  test('without a type, where they were asked for, are events', async () => {
    expect((await read(completion, {}, chunksOf(event('[DONE]')))).types).toEqual(['terminal'])
  })

  test.each<[string, string, Failure]>([
    ['an error', event({ error: { message: 'Overloaded', type: 'overloaded_error' } }), 'overloaded'],
    ['an error by name', 'event: error\ndata: {"message":"broken"}\n\n', 'server-error'],
    ['a finish that is a failure', event({ choices: [{ index: 0, text: '', finish_reason: 'error' }] }), 'server-error'],
    ['a page', '<!doctype html><title>Welcome</title>', 'bad-response'],
  ])('that are %s, are a failure', async (_, body, failure) => {
    expect(await failureOf(completion, EVENTS, chunksOf(body))).toMatchObject({ failure })
  })

  test('with names, end with the one that says so', async () => {
    expect((await read(picture(), EVENTS, chunksOf(event({ type: 'image_generation.partial_image' }), event({ type: 'image_generation.completed' })))).types).toEqual(['content', 'content', 'response-end'])
  })

  test('with names, of several results, end with the last of them', async () => {
    const done = event({ type: 'image_generation.completed', usage: { input_tokens: 1, output_tokens: 2 } })
    expect((await read(picture(2), EVENTS, chunksOf(done))).types).toEqual(['content', 'usage'])
    expect((await read(picture(2), EVENTS, chunksOf(done + done))).types).toEqual(['content', 'usage', 'content', 'response-end', 'usage'])
  })

  test('named on a line of their own, or not at all, say something too', async () => {
    expect((await read(picture(), EVENTS, chunksOf('event: transcript.text.done\ndata: {"text":"a"}\n\n'))).types).toEqual(['content', 'response-end'])
    expect((await read(picture(), EVENTS, chunksOf(event({ audio: 'AAAA' })))).types).toEqual(['content'])
  })

  test('of many megabytes, are passed on', async () => {
    const huge = event({ type: 'image_generation.completed', b64_json: 'x'.repeat(6 * 1024 * 1024) })
    expect((await read(picture(), EVENTS, chunksOf(huge))).bytes.length).toBe(huge.length)
  })
})
