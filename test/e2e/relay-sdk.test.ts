/** The real `openai` package at the endpoints that are relayed. */

import OpenAI, { toFile } from 'openai'
import { describe, expect, test } from 'vitest'
import { audio, COMPLETION, EMBEDDINGS, events, IMAGES, json, MODERATION, oddJson, SOUND, startRelayedProviders, TRANSCRIPT, VECTOR } from '../support/relayed-providers.ts'

const start = async () => {
  const relayed = await startRelayedProviders({ first: {} }, { aliases: { 'my-vectors': 'first/embed' } })
  return { ...relayed, first: relayed.providers.first, client: new OpenAI({ baseURL: `${relayed.router.url}/v1`, apiKey: 'the-client-s-own-key', maxRetries: 0 }) }
}

const LONG_SOUND = Buffer.concat(Array.from({ length: 40_000 }, (_, index) => Buffer.concat([SOUND, Buffer.from([index % 256])])))

describe('embeddings', () => {
  test('vectors, asked for as the package does, come as base64 from the provider and as numbers to the caller', async () => {
    const { client, first, logged } = await start()
    first.script(json(EMBEDDINGS))
    const { data, usage } = await client.embeddings.create({ model: 'embed', input: 'hello' })
    expect([...data[0]?.embedding ?? []]).toEqual(VECTOR)
    expect(usage.prompt_tokens).toBe(7)
    const { path, headers, json: asked } = await first.nextRequest()
    expect(path).toBe('/v1/embeddings')
    expect(asked).toEqual({ model: 'embed', input: 'hello', encoding_format: 'base64' })
    expect(headers.authorization).toBe('Bearer first-test-key-1')
    expect(await logged({ endpoint: 'embeddings' })).toMatchObject({ wire: 'openai-chat', provider: 'first', model: 'embed', outcome: 'ok', in: 7, out: 0, usage_source: 'provider' })
  })

  test('the answer, whatever its spacing, is passed on byte for byte, without the provider\'s own headers', async () => {
    const { router, first } = await start()
    first.script(json(EMBEDDINGS))
    const response = await router.post('/v1/embeddings', { model: 'first/embed', input: 'hello' })
    expect(await response.text()).toBe(oddJson(EMBEDDINGS))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json', 'content-length': String(Buffer.byteLength(oddJson(EMBEDDINGS))),
      'x-smart-router-provider': 'first', 'x-smart-router-model': 'embed', 'x-smart-router-attempts': '1', 'x-smart-router-trail': 'first/embed=ok', 'x-smart-router-reason': 'none: model #1',
    })
    expect(response.headers.get('x-vendor')).toBeNull()
  })

  test('the request, but for the model, is passed on byte for byte', async () => {
    const { router, first } = await start()
    first.script(json(EMBEDDINGS))
    const body = '{ "input" : ["a\\u00e9", "ب"],\n\t"model" :"my-vectors" , "unknown":1.50 }'
    await fetch(`${router.url}/v1/embeddings`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect((await first.nextRequest()).text).toBe(body.replace('my-vectors', 'embed'))
  })
})

test('moderations, without a model, go to the first that is for them', async () => {
  const { client, first } = await start()
  first.script(json(MODERATION))
  const { results } = await client.moderations.create({ input: 'hello' })
  expect(results).toMatchObject([{ flagged: false }])
  expect((await first.nextRequest()).json).toEqual({ input: 'hello', model: 'guard' })
})

describe('images', () => {
  test('a picture, when it is generated, comes with its usage', async () => {
    const { client, first, logged } = await start()
    first.script(json(IMAGES))
    const { data } = await client.images.generate({ model: 'painter', prompt: 'a dog' })
    expect(data).toEqual(IMAGES.data)
    expect((await first.nextRequest()).path).toBe('/v1/images/generations')
    expect(await logged({ endpoint: 'images' })).toMatchObject({ in: 4, out: 9, usage_source: 'provider' })
  })

  test('a picture, of a provider that draws at another address, is asked for there', async () => {
    const drawing = await startRelayedProviders({ second: {} })
    const { router } = await startRelayedProviders({ first: { models: { painter: { kind: 'image', compat: { image_api_url: `${drawing.providers.second.url}/draw` } } } } })
    drawing.providers.second.script(json(IMAGES))
    expect((await router.post('/v1/images/generations', { prompt: 'a dog' })).status).toBe(200)
    expect((await drawing.providers.second.nextRequest()).path).toBe('/draw/images/generations')
  })

  test('a picture, when it is generated in events, comes as they come', async () => {
    const { client, first } = await start()
    const drawn = [{ type: 'image_generation.partial_image', b64_json: 'x'.repeat(2 * 1024 * 1024), partial_image_index: 0 }, { type: 'image_generation.completed', b64_json: 'eHg=' }]
    first.script(events(...drawn))
    const seen = []
    for await (const event of await client.images.generate({ model: 'auto', prompt: 'a dog', stream: true, partial_images: 1 })) seen.push(event)
    expect(seen).toEqual(drawn)
  })

  test('an edit, of a picture in a form, reaches the provider as it was', async () => {
    const { client, first } = await start()
    first.script(json(IMAGES))
    await client.images.edit({ model: 'painter', image: await toFile(SOUND, 'dog.png', { type: 'image/png' }), prompt: 'a cat' })
    const { path, body, headers } = await first.nextRequest()
    expect(path).toBe('/v1/images/edits')
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect(form.get('model')).toBe('painter')
    expect(form.get('prompt')).toBe('a cat')
    expect(Buffer.from(await (form.get('image') as File).arrayBuffer())).toEqual(SOUND)
  })

  test('a variation, without a model, gets the first that is for pictures', async () => {
    const { client, first } = await start()
    first.script(json(IMAGES))
    await client.images.createVariation({ image: await toFile(SOUND, 'dog.png', { type: 'image/png' }) })
    const { body, headers } = await first.nextRequest()
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect(form.get('model')).toBe('painter')
    expect(Buffer.from(await (form.get('image') as File).arrayBuffer())).toEqual(SOUND)
  })
})

describe('completions', () => {
  const chunk = (text: string, reason: string | null = null) => ({ id: 'cmpl-1', object: 'text_completion', created: 1, model: 'writer', choices: [{ index: 0, text, finish_reason: reason, logprobs: null }] })

  test('a completion, whole, is the provider\'s', async () => {
    const { client, first, logged } = await start()
    first.script(json(COMPLETION))
    expect((await client.completions.create({ model: 'writer', prompt: 'def f():' })).choices[0]?.text).toBe('return 1')
    expect(await logged({ endpoint: 'completions' })).toMatchObject({ in: 3, out: 2 })
  })

  test('a completion, streamed, comes event by event to its end', async () => {
    const { client, first, logged } = await start()
    first.script(events(chunk('return '), chunk('1'), chunk('', 'stop'), '[DONE]'))
    let text = ''
    for await (const { choices: [choice] } of await client.completions.create({ model: 'writer', prompt: 'def f():', stream: true })) text += choice?.text ?? ''
    expect(text).toBe('return 1')
    expect(await logged({ endpoint: 'completions' })).toMatchObject({ outcome: 'ok', finish: 'stop', usage_source: 'estimated' })
  })

  test('a completion, whole where a stream was asked for, is a stream to the caller', async () => {
    const { client, first } = await start()
    first.script(json(COMPLETION))
    const seen = []
    for await (const event of await client.completions.create({ model: 'writer', prompt: 'def f():', stream: true })) seen.push(event)
    expect(seen).toEqual([COMPLETION])
  })

  test('a completion, of a model that converses, is asked for all the same when it is named', async () => {
    const { client, first } = await start()
    first.script(json(COMPLETION))
    await client.completions.create({ model: 'first/talker', prompt: 'def f():' })
    expect((await first.nextRequest()).json['model']).toBe('talker')
  })
})

describe('audio', () => {
  test('speech, short, comes whole with its length and kind', async () => {
    const { client, first } = await start()
    first.script(audio(SOUND, { headers: { 'content-type': 'audio/mpeg', 'content-length': String(SOUND.length) } }))
    const response = await client.audio.speech.create({ model: 'voice', voice: 'alloy', input: 'hello' })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(SOUND)
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    expect(response.headers.get('content-length')).toBe(String(SOUND.length))
  })

  test('speech, long, comes byte for byte while it is made', async () => {
    const { client, first, logged } = await start()
    first.script(audio(LONG_SOUND))
    const response = await client.audio.speech.create({ model: 'voice', voice: 'alloy', input: 'hello' })
    expect(Buffer.from(await response.arrayBuffer()).equals(LONG_SOUND)).toBe(true)
    expect(await logged({ endpoint: 'speech' })).toMatchObject({ outcome: 'ok', usage_source: 'none' })
  })

  test('speech, in events, comes as they come', async () => {
    const { router, first } = await start()
    const spoken = [{ type: 'speech.audio.delta', audio: 'aGk=' }, { type: 'speech.audio.done', usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 } }]
    first.script(events(...spoken))
    const response = await router.post('/v1/audio/speech', { model: 'voice', voice: 'alloy', input: 'hello', stream_format: 'sse' })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(await response.text()).toBe(spoken.map(event => `data: ${JSON.stringify(event)}\n\n`).join(''))
  })

  test('a transcription, of a file, reaches the provider with its own model and every byte of the file', async () => {
    const { client, first } = await start()
    first.script(json(TRANSCRIPT))
    const { text } = await client.audio.transcriptions.create({ model: 'first/ear', file: await toFile(LONG_SOUND, 'صوت.mp3', { type: 'audio/mpeg' }), language: 'ar' })
    expect(text).toBe('مرحبا بالعالم')
    const { body, headers } = await first.nextRequest()
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect(form.get('model')).toBe('ear')
    expect(form.get('language')).toBe('ar')
    expect((form.get('file') as File).name).toBe('صوت.mp3')
    expect(Buffer.from(await (form.get('file') as File).arrayBuffer()).equals(LONG_SOUND)).toBe(true)
  })

  test('a transcription, as subtitles, is the provider\'s text', async () => {
    const { client, first } = await start()
    const subtitles = '1\n00:00:00,000 --> 00:00:01,000\nمرحبا\n'
    first.script(audio(Buffer.from(subtitles), { headers: { 'content-type': 'text/plain; charset=utf-8' } }))
    expect(await client.audio.transcriptions.create({ model: 'ear', file: await toFile(SOUND, 'a.mp3'), response_format: 'srt' })).toBe(subtitles)
  })

  test('a transcription, streamed, comes event by event to its end', async () => {
    const { client, first } = await start()
    const said = [{ type: 'transcript.text.delta', delta: 'hello' }, { type: 'transcript.text.done', text: 'hello' }]
    first.script(events(...said))
    const seen = []
    for await (const event of await client.audio.transcriptions.create({ model: 'ear', file: await toFile(SOUND, 'a.mp3'), stream: true })) seen.push(event)
    expect(seen).toEqual(said)
  })

  test('a translation, without JSON, is asked for at its own path', async () => {
    const { client, first } = await start()
    first.script(json(TRANSCRIPT))
    await client.audio.translations.create({ model: 'ear', file: await toFile(SOUND, 'a.mp3') })
    expect((await first.nextRequest()).path).toBe('/v1/audio/translations')
  })
})
