/** Pictures in a chat, from the client's words to the picture, over the demonstration and over scripted picture APIs. */

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { hang, raw, status } from '../../src/simulator/steps.ts'
import { startScriptedProvider, type ScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'
import { useDemoRouter } from './demo-router.ts'

const demo = useDemoRouter()

interface WithImages { readonly content: string | null, readonly images?: readonly { readonly type: string, readonly image_url: { readonly url: string } }[] }

const openAiOf = ({ url }: RunningRouter): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 })
const anthropicOf = ({ url }: RunningRouter): Anthropic => new Anthropic({ baseURL: url, apiKey: 'any', maxRetries: 0 })

const isPng = (url = ''): boolean => url.startsWith('data:image/png;base64,') && Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').subarray(1, 4).toString() === 'PNG'

const MARKDOWN = /^!\[[^\]]*\]\((?<url>data:image\/png;base64,[^)]+)\)$/

describe('a fresh start, with nothing but the demonstration', () => {
  test.each([['draw a cat', 'demonstration'], ['ارسم لي قطة', 'عرض تجريبي'], ['画一只猫', '演示']])('asked «%s», answers with a picture that says what it is', async (content, label) => {
    const { data: completion, response } = await openAiOf(demo.router).chat.completions.create({ model: 'auto', messages: [{ role: 'user', content }] }).withResponse()
    const message = completion.choices[0]?.message as WithImages
    expect(message.content).toMatch(MARKDOWN)
    expect(message.content).toContain(label)
    expect(message.images).toHaveLength(1)
    expect(isPng(message.images?.[0]?.image_url.url)).toBe(true)
    expect(completion.choices[0]?.finish_reason).toBe('stop')
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-smart-router-task': 'image', 'x-smart-router-model': 'cogview-demo', 'x-smart-router-demo': 'true' })
    expect(completion).toMatchObject({ service_used: 'demo-glm' })
  })

  test('asked for a stream, streams a role, the picture, its end and the last word', async () => {
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of await openAiOf(demo.router).chat.completions.create({ model: 'auto', stream: true, messages: [{ role: 'user', content: 'draw a cat' }] })) chunks.push(chunk)
    const deltas = chunks.map(({ choices }) => choices[0]?.delta as Partial<WithImages>)
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, 'stop'])
    expect(deltas[1]?.content).toMatch(MARKDOWN)
    expect(isPng(deltas[1]?.images?.[0]?.image_url.url)).toBe(true)
  })

  test('asked through the accumulating client, gives it the picture as text', async () => {
    const completion = await openAiOf(demo.router).chat.completions.stream({ model: 'auto', messages: [{ role: 'user', content: 'draw a cat' }] }).finalChatCompletion()
    expect(completion.choices[0]?.message.content).toMatch(MARKDOWN)
  })

  test.each([false, true])('asked on the Anthropic wire, streamed: %s, answers in a text block', async (stream) => {
    const question = { model: 'auto', max_tokens: 100, messages: [{ role: 'user' as const, content: 'ارسم لي قطة' }] }
    const { messages } = anthropicOf(demo.router)
    const message = stream ? await messages.stream(question).finalMessage() : await messages.create(question)
    expect(message).toMatchObject({ role: 'assistant', stop_reason: 'end_turn', content: [{ type: 'text', text: expect.stringMatching(MARKDOWN) as string }] })
  })

  test('asked with tools, draws nothing by a guess', async () => {
    const tools = [{ type: 'function' as const, function: { name: 'Read', parameters: { type: 'object', properties: {} } } }]
    const { data, response } = await openAiOf(demo.router).chat.completions.create({ model: 'auto', tools, messages: [{ role: 'user', content: 'draw a cat' }] }).withResponse()
    expect(response.headers.get('x-smart-router-task')).not.toBe('image')
    expect(data.choices[0]?.message).not.toHaveProperty('images')
    const decision = await (await demo.router.post('/v1/route', { model: 'auto', tools, messages: [{ role: 'user', content: 'draw a cat' }] })).json() as { reasons: string[], candidates: { target: string }[] }
    expect(decision.reasons).toContain('the request has tools: no picture by a guess')
    expect(decision.candidates.map(({ target }) => target)).not.toContain('demo-glm/cogview-demo')
  })

  test.each([['x-task-type', 'auto', { 'x-task-type': 'image' }], ['the task as its model', 'image', {}], ['the target', 'demo-glm/cogview-demo', {}], ['its bare name', 'cogview-demo', {}]])('asked with tools by %s, draws, and tells that the tools were left out', async (_, model, headers) => {
    const tools = [{ type: 'function', function: { name: 'Read', parameters: { type: 'object', properties: {} } } }]
    const response = await demo.router.post('/v1/chat/completions', { model, tools, messages: [{ role: 'user', content: 'draw a cat' }] }, headers)
    const body = await response.json() as { choices: { message: WithImages }[] }
    expect(isPng(body.choices[0]?.message.images?.[0]?.image_url.url)).toBe(true)
    expect(response.headers.get('x-smart-router-dropped')).toBe('tools')
  })

  test('asked what a picture shows, asks who can see it', async () => {
    const content = [{ type: 'text', text: 'What is in this picture?' }, { type: 'image_url', image_url: { url: 'https://p.test/cat.png' } }]
    const response = await demo.router.post('/v1/chat/completions', { model: 'image', messages: [{ role: 'user', content }] })
    expect([response.status, response.headers.get('x-smart-router-model')]).toEqual([200, 'qwen-demo-vision'])
    expect(await response.text()).toContain('1 image')
  })

  test('asked to change a picture, asks a painter', async () => {
    const content = [{ type: 'text', text: 'make the cat blue' }, { type: 'image_url', image_url: { url: 'https://p.test/cat.png' } }]
    const response = await demo.router.post('/v1/chat/completions', { model: 'image', messages: [{ role: 'user', content }] })
    expect(response.headers.get('x-smart-router-model')).toBe('glm-demo-image')
  })
})

interface Painters { readonly router: RunningRouter, readonly cogview: ScriptedProvider, readonly wanx: ScriptedProvider, readonly chat: ScriptedProvider }

/** CogView first, Wanxiang second, and a chat model that cannot draw. */
const startPainters = async (): Promise<Painters> => {
  const [cogview, wanx, chat] = await Promise.all([1, 2, 3].map(async () => await closesAfterTest(startScriptedProvider())))
  if (cogview === undefined || wanx === undefined || chat === undefined) throw new Error('three were started')
  const router = await closesAfterTest(startRouter({
    variables: { KEY: 'secret-test-key' },
    routing: JSON.stringify({
      version: 1,
      providers: {
        zhipu: { dialect: 'openai', base_url: `${cogview.url}/api/paas/v4`, api_key: '${KEY}', models: { 'cogview-4': { kind: 'image', compat: { image_api: 'cogview' } } } },
        qwen: { dialect: 'openai', base_url: `${wanx.url}/compatible-mode/v1`, api_key: '${KEY}', models: { 'wan2.2-t2i-flash': { kind: 'image', compat: { image_api: 'dashscope' } } } },
        talk: { dialect: 'openai', base_url: `${chat.url}/v1`, api_key: '${KEY}', models: { talker: { capabilities: ['tools', 'images'] } } },
      },
      tasks: { image: ['zhipu/cogview-4', 'qwen/wan2.2-t2i-flash', 'talk/talker'], general: ['talk/talker'] },
    }),
  }))
  return { router, cogview, wanx, chat }
}

const PICTURE = { created: 1, data: [{ url: 'https://sfile.test/cat.png' }] }
const TASK = { output: { task_id: 't', task_status: 'SUCCEEDED', results: [{ url: 'https://oss.test/cat.png' }] } }

const DRAW = { model: 'auto', messages: [{ role: 'user', content: 'draw a cat' }] }

describe('painters', () => {
  test('a picture by its address is Markdown and a member, and its record counts no tokens', async () => {
    const { router, cogview } = await startPainters()
    cogview.script(status(200, { body: PICTURE }))
    const body = await (await router.post('/v1/chat/completions', DRAW)).json() as { choices: { message: object }[] }
    expect(body.choices[0]?.message).toMatchObject({ role: 'assistant', content: '![image](https://sfile.test/cat.png)', images: [{ type: 'image_url', image_url: { url: 'https://sfile.test/cat.png' } }] })
    const line = await router.logLine(entry => entry['outcome'] === 'ok')
    expect(line).toMatchObject({ task: 'image', provider: 'zhipu', model: 'cogview-4', usage_source: 'none' })
    expect([line['in'], line['out'], line['cost_usd']]).toEqual([undefined, undefined, undefined])
  })

  test.each([false, true])('a painter that fails, streamed: %s, is followed by the next, unseen', async (stream) => {
    const { router, cogview, wanx, chat } = await startPainters()
    cogview.otherwise(status(429, { body: { error: { code: '1302', message: 'slow down' } } }))
    wanx.script(status(200, { body: TASK }))
    const response = await router.post('/v1/chat/completions', { ...DRAW, stream })
    expect(await response.text()).toContain('![image](https://oss.test/cat.png)')
    expect([response.status, response.headers.get('x-smart-router-trail')]).toEqual([200, 'zhipu/cogview-4=rate-limited; qwen/wan2.2-t2i-flash=ok'])
    expect([wanx.requests[0]?.path, chat.requestCount]).toEqual(['/api/v1/services/aigc/text2image/image-synthesis', 0])
  })

  test.each([false, true])('painters that all fail, streamed: %s, end in an error, and never in a model that pretends', async (stream) => {
    const { router, cogview, wanx, chat } = await startPainters()
    cogview.otherwise(status(503))
    wanx.otherwise(status(503))
    const response = await router.post('/v1/chat/completions', { ...DRAW, stream })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(/zhipu\/cogview-4.*qwen\/wan2\.2-t2i-flash/s) as string } })
    expect(chat.requestCount).toBe(0)
  })

  test('a client that leaves while a task runs ends the asking', async () => {
    const { router, wanx } = await startPainters()
    wanx.script(status(200, { body: { output: { task_id: 't', task_status: 'RUNNING' } } }), hang('before-headers'))
    const controller = new AbortController()
    const asked = fetch(`${router.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...DRAW, model: 'qwen/wan2.2-t2i-flash' }), signal: controller.signal })
    asked.catch(() => undefined)
    await wanx.nextRequest()
    const question = await wanx.nextRequest()
    expect([question.method, question.path]).toEqual(['GET', '/api/v1/tasks/t'])
    controller.abort()
    await question.aborted
    expect(await router.logLine(line => line['outcome'] === 'client_gone')).toMatchObject({ status: 499 })
  })
})

/** A painter that fails, then a chat model that says it draws, then one that does not. */
const startPaintingChat = async (): Promise<{ readonly router: RunningRouter, readonly both: ScriptedProvider, readonly talk: ScriptedProvider }> => {
  const [painter, both, talk] = await Promise.all([1, 2, 3].map(async () => await closesAfterTest(startScriptedProvider())))
  if (painter === undefined || both === undefined || talk === undefined) throw new Error('three were started')
  painter.otherwise(status(503))
  const provider = ({ url }: ScriptedProvider, models: object): object => ({ dialect: 'openai', base_url: `${url}/v1`, api_key: '${KEY}', models })
  const router = await closesAfterTest(startRouter({
    variables: { KEY: 'secret-test-key' },
    routing: JSON.stringify({
      version: 1,
      providers: { painter: provider(painter, { p: { kind: 'image' } }), both: provider(both, { b: { capabilities: ['tools', 'images', 'image_output'] } }), talk: provider(talk, { t: { capabilities: ['tools', 'images'] } }) },
      tasks: { image: ['painter/p', 'talk/t'] },
    }),
  }))
  return { router, both, talk }
}

const DATA = 'data:image/png;base64,iVBORw0KGgo='
const IMAGES = [{ type: 'image_url', image_url: { url: DATA } }]

describe('a chat model that says it draws', () => {
  test('when the painters fail, follows them, and its picture is shown in the content of a relayed answer', async () => {
    const { router, both, talk } = await startPaintingChat()
    both.script(status(200, { body: { id: 'gen-1', object: 'chat.completion', model: 'b', choices: [{ index: 0, message: { role: 'assistant', content: null, images: IMAGES }, finish_reason: 'stop' }] } }))
    const response = await router.post('/v1/chat/completions', DRAW)
    expect(await response.json()).toMatchObject({ id: 'gen-1', choices: [{ message: { content: `![image](${DATA})`, images: IMAGES } }], service_used: 'both' })
    expect([response.headers.get('x-smart-router-trail'), talk.requestCount]).toEqual(['painter/p=unavailable; both/b=ok', 0])
  })

  test.each([false, true])('for a client of the Anthropic wire, streamed: %s, shows it in a text block', async (stream) => {
    const { router, both } = await startPaintingChat()
    const event = (delta: object, reason: string | null = null): string => `data: ${JSON.stringify({ id: 'gen-1', model: 'b', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`
    if (stream) both.script(raw({ chunks: [event({ role: 'assistant', content: 'Here:' }), event({ images: IMAGES }), event({}, 'stop'), 'data: [DONE]\n\n'] }))
    else both.script(status(200, { body: { id: 'gen-1', model: 'b', choices: [{ index: 0, message: { role: 'assistant', content: 'Here:', images: IMAGES }, finish_reason: 'stop' }] } }))
    const question = { model: 'both/b', max_tokens: 100, messages: [{ role: 'user' as const, content: 'draw a cat' }] }
    const { messages } = anthropicOf(router)
    const message = stream ? await messages.stream(question).finalMessage() : await messages.create(question)
    expect(message.content).toMatchObject([{ type: 'text', text: 'Here:' }, { type: 'text', text: `![image](${DATA})` }])
  })
})
