import { describe, expect, test } from 'vitest'
import { Attempt, type OpenStream } from '../../../src/providers/attempt.ts'
import { usualPauseMs, withPictures } from '../../../src/providers/pictures/open-picture.ts'
import { gzipBody } from '../../../src/simulator/faulty-steps.ts'
import { status } from '../../../src/simulator/steps.ts'
import { requestFrom } from '../../protocols/support.ts'
import { aCandidate, aTarget, someSettings } from '../../support/routing-fixtures.ts'
import { asking, picturesOf, PNG, usePictures } from './support.ts'

const pictures = usePictures()

const URL_ANSWER = { created: 1, data: [{ url: 'https://pictures.test/1.png' }] }

describe('what is sent', () => {
  test('to the OpenAI endpoint, when nothing is set, is the model and the words, and no response_format', async () => {
    pictures.provider.script(status(200, { body: URL_ANSWER }))
    await pictures.draw({ request: asking('ارسم لي قطة') })
    const [sent] = pictures.provider.requests
    expect({ method: sent?.method, path: sent?.path, json: sent?.json }).toEqual({ method: 'POST', path: '/v1/images/generations', json: { model: 'painter', prompt: 'ارسم لي قطة' } })
    expect(sent?.headers).toMatchObject({ authorization: 'Bearer key-acme-1', accept: 'application/json', 'content-type': 'application/json' })
  })

  test('to the OpenAI endpoint, when the client sets size, quality and n, are these', async () => {
    pictures.provider.script(status(200, { body: URL_ANSWER }))
    const { attempt } = await pictures.draw({ request: asking('a cat', { n: 2, size: '1536*1024', quality: 'high' }) })
    expect(pictures.provider.requests[0]?.json).toEqual({ model: 'painter', prompt: 'a cat', n: 2, size: '1536x1024', quality: 'high' })
    expect(attempt.dropped).toEqual(['n'])
  })

  test.each(['openai-chat', 'anthropic-messages'] as const)('from a client of %s, when it has an image_config, is what that says, and the matrix wins', async (wire) => {
    pictures.provider.script(status(200, { body: URL_ANSWER }))
    const request = requestFrom(wire, { model: 'image', max_tokens: 10, stream: true, image_config: { size: '512x512', quality: 'low', n: 1 }, size: '64x64', messages: [{ role: 'user', content: 'a cat' }] })
    const { attempt } = await pictures.draw({ request, parameters: { quality: 'medium', background: 'transparent' } })
    expect(pictures.provider.requests[0]?.json).toEqual({ model: 'painter', prompt: 'a cat', n: 1, size: '512x512', quality: 'medium', background: 'transparent' })
    expect(attempt.dropped).toEqual([])
  })

  test('to CogView, when several pictures of a quality are asked for, is one of it, and that is told', async () => {
    pictures.provider.script(status(200, { body: { ...URL_ANSWER, content_filter: [{ role: 'assistant', level: 3 }] } }))
    const { attempt, result } = await pictures.draw({ request: asking('画一只猫', { n: 3, quality: 'hd', size: '1344x768' }), compat: { imageApi: 'cogview' }, path: '/api/paas/v4' })
    expect(pictures.provider.requests[0]).toMatchObject({ path: '/api/paas/v4/images/generations', json: { model: 'painter', prompt: '画一只猫', quality: 'hd', size: '1344x768' } })
    expect(pictures.provider.requests[0]?.json).not.toHaveProperty('n')
    expect(attempt.dropped).toEqual(['n'])
    expect([result.choices.length, picturesOf(result)]).toEqual([1, ['https://pictures.test/1.png']])
  })

  test('to Google, whatever is set, is what its documentation knows', async () => {
    pictures.provider.script(status(200, { body: { data: [{ b64_json: PNG }] } }))
    const { attempt } = await pictures.draw({ request: asking('a cat', { size: '1024x1024', quality: 'hd' }), compat: { imageApi: 'gemini-images' } })
    expect(pictures.provider.requests[0]?.json).toEqual({ model: 'painter', prompt: 'a cat', response_format: 'b64_json' })
    expect(attempt.dropped).toEqual(['size', 'quality'])
  })

  test('where the configuration says that pictures are drawn elsewhere, goes there', async () => {
    pictures.provider.script(status(200, { body: URL_ANSWER }))
    await pictures.draw({ request: asking('a cat'), compat: { imageApiUrl: `${pictures.provider.url}/draw/v2` } })
    expect(pictures.provider.requests[0]?.path).toBe('/draw/v2/images/generations')
  })

  test('where the provider speaks the OpenAI wire at another address, goes there', async () => {
    pictures.provider.script(status(200, { body: URL_ANSWER }))
    const other = { id: 'acme/painter', model: 'painter', kind: 'image', compat: {}, weight: 1, provider: { name: 'acme', dialect: 'openai', baseUrl: `${pictures.provider.url}/other/v1`, credentials: [], headers: { 'x-team': 'blue' }, isEnabled: true, priority: 0, isDemo: false } } as const
    await pictures.draw({ request: asking('a cat'), facts: { otherWires: new Map([['openai-chat', other]]) } })
    expect(pictures.provider.requests[0]).toMatchObject({ path: '/other/v1/images/generations', headers: { 'x-team': 'blue' } })
  })
})

describe('who is asked', () => {
  test('a target of the kind chat, whatever its picture API, is asked by the next', async () => {
    const chat: OpenStream = (_request, { target }) => Promise.reject(new Error(`next: ${target.id}`))
    const target = aTarget({ compat: { imageApi: 'cogview' } })
    const attempt = new Attempt({ number: 1, candidate: aCandidate(target), isHedge: false, startedAtMs: 0, settings: someSettings() })
    const client = { start: () => { throw new Error('asked') }, close: () => Promise.resolve(), destroy: () => Promise.resolve() }
    await expect(withPictures({ client, now: () => 0 })(chat)(asking('a cat'), attempt.candidate, attempt)).rejects.toThrow('next: acme/model')
  })

  test('a task, the more often it is asked for, is left alone for longer, and at most for five seconds', () => {
    expect([0, 1, 2, 3, 4, 50].map(usualPauseMs)).toEqual([1_000, 1_500, 2_250, 3_375, 5_000, 5_000])
  })
})

describe('what comes back', () => {
  test.each([
    ['/9j/4AAQ', 'image/jpeg'], ['UklGRiI', 'image/webp'], ['R0lGODlh', 'image/gif'], ['PHN2Zz4', 'image/svg+xml'], [PNG, 'image/png'], ['AAAA', 'image/png'],
  ])('base64 that begins as %s is a picture of the type %s', async (base64, mediaType) => {
    pictures.provider.script(status(200, { body: { data: [{ b64_json: base64 }] } }))
    const { result } = await pictures.draw({ request: asking('a cat') })
    expect(result.choices[0]?.blocks).toEqual([{ type: 'image', url: `data:${mediaType};base64,${base64}`, mediaType, description: undefined }])
  })

  test('data that is an address already stays one', async () => {
    pictures.provider.script(status(200, { body: { data: [{ b64_json: `data:image/webp;base64,${PNG}` }] } }))
    expect(picturesOf((await pictures.draw({ request: asking('a cat') })).result)).toEqual([`data:image/webp;base64,${PNG}`])
  })

  test('a description and tokens, when they are reported, are kept', async () => {
    pictures.provider.script(status(200, { body: { data: [{ url: 'https://p.test/a', revised_prompt: 'A grey cat' }], usage: { input_tokens: 12, output_tokens: 4160, total_tokens: 4172 } } }))
    const { result, attempt } = await pictures.draw({ request: asking('a cat') })
    expect(result).toMatchObject({ model: 'painter', usage: { inputTokens: 12, outputTokens: 4160 }, choices: [{ finishReason: 'stop', blocks: [{ description: 'A grey cat' }] }] })
    expect(attempt).toMatchObject({ statusCode: 200, headersAtMs: 7, isSent: true })
  })

  test.each([[undefined], [{}], [{ input_tokens: 3 }], [{ output_tokens: 3 }]])('usage, when it is %j, is none', async (usage) => {
    pictures.provider.script(status(200, { body: { ...URL_ANSWER, usage } }))
    expect((await pictures.draw({ request: asking('a cat') })).result.usage).toBeUndefined()
  })

  test('several pictures, when the client waits for several choices, are dealt out to them', async () => {
    pictures.provider.script(status(200, { body: { data: ['a', 'b', 'c'].map(name => ({ url: `https://p.test/${name}` })) } }))
    const { result } = await pictures.draw({ request: asking('a cat', { n: 2 }) })
    expect([picturesOf(result, 0), picturesOf(result, 1)]).toEqual([['https://p.test/a', 'https://p.test/c'], ['https://p.test/b']])
  })

  test('several pictures, when only the configuration asked for them, stand in one choice', async () => {
    pictures.provider.script(status(200, { body: { data: ['a', 'b'].map(name => ({ url: `https://p.test/${name}` })) } }))
    const { result, attempt } = await pictures.draw({ request: asking('a cat'), parameters: { n: 2 } })
    expect([result.choices.length, picturesOf(result).length, attempt.dropped]).toEqual([1, 2, []])
  })

  test('a compressed answer is read', async () => {
    pictures.provider.script(gzipBody('good', { body: JSON.stringify(URL_ANSWER) }))
    expect(picturesOf((await pictures.draw({ request: asking('a cat') })).result)).toEqual(['https://pictures.test/1.png'])
  })
})

describe('what is refused', () => {
  test.each([
    ['a key', 401, { error: { code: '1000', message: 'no' } }, 'authentication'],
    ['a rate', 429, { error: { code: '1302', message: 'slow down' } }, 'rate-limited'],
    ['the words', 400, { error: { code: 'moderation_blocked', type: 'image_generation_user_error', message: 'Your request was rejected by the safety system.' } }, 'content-filter'],
    ['the words, in Chinese', 400, { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } }, 'content-filter'],
    ['an error that looks like an answer', 200, { error: { message: 'no', type: 'server_error' } }, 'server-error'],
    ['no picture', 200, { data: [] }, 'bad-response'],
    ['no data', 200, { created: 1 }, 'bad-response'],
    ['an address that is none', 200, { data: [{ url: 'javascript:alert(1)' }, { b64_json: '' }, null] }, 'bad-response'],
    ['no JSON', 200, '<html>', 'bad-response'],
    ['a list', 200, [], 'bad-response'],
  ])('%s, with status %i, is judged like any other answer', async (_, code, body, failure) => {
    pictures.provider.script(status(code, { body }))
    expect((await pictures.failure({ request: asking('a cat') })).failure).toBe(failure)
  })

  test('a wish without words is the client\'s fault, and nobody is asked', async () => {
    const content = [{ type: 'image_url', image_url: { url: 'https://p.test/mine' } }]
    expect(await pictures.failure({ request: asking(content) })).toMatchObject({ failure: 'invalid-request', billing: 'not-billed' })
    expect(pictures.provider.requestCount).toBe(0)
  })
})
