import Anthropic from '@anthropic-ai/sdk'
import OpenAI, { APIError } from 'openai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DemoProvider, type DemoProviders, startDemoProviders } from '../../src/simulator/demo-providers.ts'
import { type Question, ask } from './ask.ts'

let demo: DemoProviders
beforeEach(async () => { demo = await startDemoProviders({ pace: 0 }) })
afterEach(async () => { await demo.close() })

const providerOf = (name: DemoProvider['name']): DemoProvider => demo.providers.find(provider => provider.name === name) as DemoProvider
const openAiOf = (name: DemoProvider['name']): OpenAI => new OpenAI({ apiKey: 'none', baseURL: providerOf(name).baseUrl, maxRetries: 0 })
const anthropic = (): Anthropic => new Anthropic({ apiKey: 'none', baseURL: providerOf('demo-antigravity').baseUrl, maxRetries: 0 })

type Extra = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> & Record<string, unknown>

const complete = async (prompt: string, extra: Extra = {}, name: DemoProvider['name'] = 'demo-qwen'): Promise<OpenAI.ChatCompletion> =>
  await openAiOf(name).chat.completions.create({ model: 'qwen-demo-vision', messages: [{ role: 'user', content: prompt }], ...extra })

const TOOL = { type: 'function' as const, function: { name: 'Read', parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] } } }
const ANTHROPIC_TOOL: Anthropic.Tool = { name: 'Read', input_schema: TOOL.function.parameters as Anthropic.Tool.InputSchema }

describe('the providers', () => {
  test('five of them, once started, list their models on their own wires', async () => {
    expect(demo.providers.map(provider => provider.name)).toEqual(['demo-deepseek', 'demo-qwen', 'demo-glm', 'demo-kimi', 'demo-antigravity'])
    for (const { name, dialect, models } of demo.providers) {
      const listed = dialect === 'openai' ? await openAiOf(name).models.list() : await anthropic().models.list()
      expect(listed.data.map(model => model.id)).toEqual(models.map(model => model.id))
    }
  })

  test('every third request to demo-glm, as counted, is rate limited', async () => {
    const once = async (): Promise<unknown> => await complete('hi', { model: 'glm-demo', max_tokens: 1 }, 'demo-glm').then(() => 200, (error: unknown) => error)
    const outcomes = [await once(), await once(), await once(), await once()]
    const [first, second, third, fourth] = outcomes
    expect([first, second, fourth]).toEqual([200, 200, 200])
    expect(third).toMatchObject({ status: 429, code: '1302' })
    expect((third as APIError).headers?.get('retry-after')).toBe('1')
  })

  test('every fifth request to demo-kimi, as counted, is an outage', async () => {
    const statuses: unknown[] = []
    for (let index = 0; index < 6; index++) {
      statuses.push(await complete('hi', { model: 'kimi-demo', max_tokens: 1 }, 'demo-kimi').then(() => 200, (error: unknown) => (error as APIError).status))
    }
    expect(statuses).toEqual([200, 200, 200, 200, 503, 200])
  })

  test.each<[string, Question, number]>([
    ['an unknown model', { path: '/demo-qwen/v1/chat/completions', body: { model: 'none' } }, 404],
    ['an unknown path', { path: '/demo-qwen/v1/responses' }, 404],
    ['an unknown provider', { path: '/demo-none/v1/chat/completions' }, 404],
    ['no JSON', { path: '/demo-qwen/v1/chat/completions', body: '{' }, 400],
    ['a prompt beyond the window', { path: '/demo-qwen/v1/chat/completions', body: { model: 'qwen-demo', messages: [{ role: 'user', content: 'x'.repeat(140_000) }] } }, 400],
  ])('%s, when asked for, is refused', async (_name, question, status) => {
    const response = await ask({ url: new URL(providerOf('demo-qwen').baseUrl).origin }, question)
    expect(response.statusCode).toBe(status)
    expect(await response.body.json()).toHaveProperty('error.message')
  })

  test('a prompt beyond the window, on the Anthropic wire, is refused in the words clients know', async () => {
    const answer = anthropic().messages.create({ model: 'antigravity-demo', max_tokens: 10, messages: [{ role: 'user', content: 'x'.repeat(4_100_000) }] })
    await expect(answer).rejects.toThrow(/prompt is too long: \d+ tokens > 1000000 maximum/u)
  })

  test('an answer, at the realistic pace, comes in many pieces over time', async () => {
    const slow = await startDemoProviders()
    const { baseUrl = '' } = slow.providers[1] ?? {}
    const response = await ask({ url: baseUrl }, { path: '/chat/completions', body: { model: 'qwen-demo', stream: true, max_tokens: 12, messages: [] } })
    const arrivals: number[] = []
    for await (const _chunk of response.body) arrivals.push(performance.now())
    expect(arrivals.length).toBeGreaterThan(2)
    expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(10)
    await slow.close()
  })

  test('the same seed, in another start, makes the same ids', async () => {
    const again = await startDemoProviders({ pace: 0 })
    const other = await startDemoProviders({ pace: 0, seed: 1 })
    const idFrom = async ({ providers }: DemoProviders): Promise<unknown> => {
      const response = await ask({ url: String(providers[1]?.baseUrl) }, { path: '/chat/completions', body: { model: 'qwen-demo', max_tokens: 1 } })
      return ((await response.body.json()) as { id: unknown }).id
    }
    const [first, second, third] = await Promise.all([idFrom(demo), idFrom(again), idFrom(other)])
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    await Promise.all([again.close(), other.close()])
  })
})

describe('answers', () => {
  test.each([
    ['Write a python function', '[demo-qwen · demonstration, no model was called]', 'a programming task', 'DASHSCOPE_API_KEY'],
    ['اكتب function python', '[demo-qwen · عرض تجريبي، لم يُستدعَ أي نموذج]', 'مهمة برمجية', 'DASHSCOPE_API_KEY'],
    ['写一个排序函数', '[demo-qwen · 演示，未调用任何模型]', '编程任务', 'DASHSCOPE_API_KEY'],
  ])('%s, as JSON, is labelled and useful in its language', async (prompt, ...expected) => {
    const { choices: [choice], usage } = await complete(prompt)
    for (const part of [...expected, prompt]) expect(choice?.message.content).toContain(part)
    expect(choice?.finish_reason).toBe('stop')
    expect(usage?.completion_tokens).toBeGreaterThan(30)
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
  })

  test('the same question, streamed and as JSON, gets the same text on both wires', async () => {
    const whole = await complete('hello')
    const streamed = await openAiOf('demo-qwen').chat.completions
      .stream({ model: 'qwen-demo-vision', messages: [{ role: 'user', content: 'hello' }], stream_options: { include_usage: true } })
      .finalChatCompletion()
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content)
    expect(streamed.usage).toEqual(whole.usage)
    const question = { model: 'antigravity-demo', max_tokens: 500, messages: [{ role: 'user' as const, content: 'hello' }] }
    const [message, stream] = await Promise.all([anthropic().messages.create(question), anthropic().messages.stream(question).finalMessage()])
    expect(stream.content).toEqual(message.content)
    expect(stream.usage).toMatchObject(message.usage)
  })

  test('thinking, when asked for, comes before the text on both wires', async () => {
    const { choices: [choice], usage } = await complete('why?', { reasoning_effort: 'high' })
    expect(choice?.message).toHaveProperty('reasoning_content', expect.stringContaining('demonstration of thinking'))
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0)
    const message = await anthropic().messages
      .stream({ model: 'antigravity-demo', max_tokens: 5000, thinking: { type: 'enabled', budget_tokens: 1024 }, messages: [{ role: 'user', content: 'why?' }] })
      .finalMessage()
    expect(message.content.map(block => block.type)).toEqual(['thinking', 'text'])
    const silent = await complete('why?', { thinking: { type: 'disabled' }, reasoning_effort: 'high' })
    expect(silent.choices[0]?.message).not.toHaveProperty('reasoning_content')
  })

  test('a limit of tokens, when reached, cuts at as many words and says length', async () => {
    const { choices: [choice], usage } = await complete('hello', { max_tokens: 5 })
    expect(choice).toMatchObject({ finish_reason: 'length', message: { content: '[demo-qwen · demonstration, no model' } })
    expect(usage?.completion_tokens).toBe(5)
    const message = await anthropic().messages.create({ model: 'antigravity-demo', max_tokens: 1, messages: [{ role: 'user', content: 'quota' }] })
    expect(message).toMatchObject({ stop_reason: 'max_tokens', content: [{ text: '[demo-antigravity' }] })
  })

  test('a stop sequence, when met, ends the text before it', async () => {
    const { choices: [choice] } = await complete('hello', { stop: ['nowhere', ' · '] })
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { content: '[demo-qwen' } })
    const message = await anthropic().messages.create({ model: 'antigravity-demo', max_tokens: 500, stop_sequences: [' · '], messages: [{ role: 'user', content: 'hello' }] })
    expect(message).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: ' · ', content: [{ text: '[demo-antigravity' }] })
  })

  test('several choices, when asked for, are all there, streamed or not', async () => {
    expect((await complete('hello', { n: 3, max_tokens: 4 })).choices.map(choice => choice.index)).toEqual([0, 1, 2])
    const stream = openAiOf('demo-qwen').chat.completions.stream({ model: 'qwen-demo', n: 2, max_tokens: 4, messages: [{ role: 'user', content: 'hello' }] })
    expect((await stream.finalChatCompletion()).choices.map(choice => choice.message.content?.split(' ').length)).toEqual([4, 4])
  })

  test('images and documents, when given, are counted in the answer', async () => {
    const url = 'data:image/png;base64,AAAA'
    const image = { type: 'image_url' as const, image_url: { url } }
    const { choices: [choice] } = await complete('', { messages: [{ role: 'user', content: [{ type: 'text', text: 'look' }, image, image] }] })
    expect(choice?.message.content).toContain('I was given 2 images')
    const message = await anthropic().messages.create({
      model: 'antigravity-demo', max_tokens: 500,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'اقرأ' }, { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AAAA' } }] }],
    })
    expect(message.content[0]).toHaveProperty('text', expect.stringContaining('مستندًا واحدًا'))
    expect(message.usage.input_tokens).toBeGreaterThan(1000)
  })

  test('a long prompt, in the echo, is shortened without breaking a character', async () => {
    const { choices: [choice] } = await complete('😀'.repeat(200))
    expect(choice?.message.content).toContain(`“${'😀'.repeat(80)}…”`)
  })

  test('a body too deep to read, when sent, is a failed answer and not a failed server', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const response = await ask({ url: providerOf('demo-qwen').baseUrl }, { path: '/chat/completions', body: `{"model":"qwen-demo","messages":[{"role":"user","content":${deep}}]}` })
    expect(response.statusCode).toBe(500)
    await response.body.dump()
  })

  test('system reminders, in the last message, are not what the person said', async () => {
    const reminder = { type: 'text' as const, text: '<system-reminder>python code</system-reminder>' }
    const { choices: [choice] } = await complete('', { messages: [{ role: 'user', content: [reminder, { type: 'text', text: 'hello there' }] }] })
    expect(choice?.message.content).toContain('a general question: “hello there”')
  })

  test('JSON, when asked for, is an object that says what it is', async () => {
    const { choices: [choice] } = await complete('hello', { response_format: { type: 'json_object' } })
    expect(JSON.parse(choice?.message.content ?? '')).toMatchObject({ demonstration: true, text: expect.stringContaining('hello') as string })
  })

  test('JSON by a schema, on both wires, is valid by the schema', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' }, count: { type: 'integer', minimum: 2 } }, required: ['title', 'count'], additionalProperties: false }
    const { choices: [choice] } = await complete('hello', { response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } } })
    expect(JSON.parse(choice?.message.content ?? '')).toEqual({ title: expect.stringContaining('demonstration') as string, count: 2 })
    const message = await anthropic().messages.create({
      model: 'antigravity-demo', max_tokens: 500, output_config: { format: { type: 'json_schema', schema } }, messages: [{ role: 'user', content: 'hello' }],
    })
    expect(JSON.parse((message.content[0] as Anthropic.TextBlock).text)).toMatchObject({ count: 2 })
  })

  test('a picture, when painted by the image model, is a PNG in the answer and in the images API', async () => {
    const { choices: [choice] } = await complete('draw a cat', { model: 'glm-demo-image' }, 'demo-glm')
    const [, base64 = ''] = /data:image\/png;base64,([^)]+)/u.exec(choice?.message.content ?? '') ?? []
    const { data } = await openAiOf('demo-glm').images.generate({ model: 'glm-demo-image', prompt: 'draw a cat' })
    expect(data?.[0]).toMatchObject({ b64_json: base64, revised_prompt: expect.stringMatching(/demo-glm · demonstration, no model was called.*draw a cat/) as string })
    expect(Buffer.from(base64, 'base64').subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('the model that only draws', () => {
  test('several pictures, when asked for, differ, and say in the prompt\'s language what they are', async () => {
    const { data = [] } = await openAiOf('demo-glm').images.generate({ model: 'cogview-demo', prompt: 'ارسم لي قطة', n: 9 })
    expect([data.length, new Set(data.map(picture => picture.b64_json)).size]).toEqual([4, 4])
    expect(data[0]?.revised_prompt).toContain('عرض تجريبي')
    expect((await openAiOf('demo-glm').images.generate({ model: 'cogview-demo', prompt: 'a cat', n: 0 })).data).toHaveLength(1)
  })

  test('a chat with it is refused', async () => {
    await expect(complete('hello', { model: 'cogview-demo' }, 'demo-glm')).rejects.toMatchObject({ status: 400 })
  })
})

describe('tools', () => {
  test('a prompt about files, with tools given, is answered in text', async () => {
    const { choices: [choice] } = await complete('Please read a.txt', { tools: [TOOL] })
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringContaining('demonstration') as string } })
    expect(choice?.message.tool_calls).toBeUndefined()
  })

  test('a marked tool, through a whole loop on the OpenAI wire, is called and then quoted', async () => {
    const prompt = { role: 'user' as const, content: 'Please demo:tool Read {"path":"a.txt","deep":{"x":"}"}} now' }
    const { choices: [asked] } = await complete('', { messages: [prompt], tools: [TOOL] })
    expect(asked).toMatchObject({ finish_reason: 'tool_calls', message: { content: null, tool_calls: [{ type: 'function', function: { name: 'Read', arguments: '{"path":"a.txt","deep":{"x":"}"}}' } }] } })
    const call = asked?.message.tool_calls?.[0]
    const messages = [prompt, asked?.message as OpenAI.ChatCompletionMessageParam, { role: 'tool' as const, tool_call_id: call?.id ?? '', content: '\nfirst line\nsecond line' }]
    const { choices: [answered] } = await complete('', { messages, tools: [TOOL] })
    expect(answered?.message.content).toContain('“first line”')
    expect(answered?.message.content).not.toContain('second line')
  })

  test('two marked tools, streamed on the Anthropic wire, are called together with ids of their own', async () => {
    const common = { model: 'antigravity-demo', max_tokens: 500, tools: [ANTHROPIC_TOOL] }
    const prompt = { role: 'user' as const, content: 'demo:tool Read {"path":"a"}\ndemo:tool Read' }
    const message = await anthropic().messages.stream({ ...common, messages: [prompt] }).finalMessage()
    expect(message.stop_reason).toBe('tool_use')
    expect(message.content).toMatchObject([{ type: 'tool_use', name: 'Read', input: { path: 'a' } }, { type: 'tool_use', input: {} }])
    const ids = message.content.map(block => (block as Anthropic.ToolUseBlock).id)
    expect(new Set(ids).size).toBe(2)
    const results = ids.map(id => ({ type: 'tool_result' as const, tool_use_id: id, content: [{ type: 'text' as const, text: 'contents of a' }] }))
    const second = await anthropic().messages.create({
      ...common, messages: [prompt, { role: 'assistant', content: message.content }, { role: 'user', content: results }],
    })
    expect(second.content).toMatchObject([{ type: 'text', text: expect.stringContaining('“contents of a”') as string }])
  })

  test('a marked tool, when the request does not offer it, is named in the text', async () => {
    const { choices: [choice] } = await complete('demo:tool Write {"a":1}', { tools: [TOOL] })
    expect(choice?.message.content).toContain('The tool Write was asked for')
  })

  test.each([['required', 'required' as const], ['named', { type: 'function' as const, function: { name: 'Read' } }]])('a tool choice, when %s, is obeyed with sampled arguments', async (_name, choice) => {
    const { choices: [answered] } = await complete('hello', { tools: [TOOL], tool_choice: choice })
    expect(answered?.message.tool_calls).toMatchObject([{ function: { name: 'Read', arguments: '{"path":"demonstration"}' } }])
  })

  test('tokens, when counted on the Anthropic wire, are those of the answer\'s usage', async () => {
    const question = { model: 'antigravity-demo', messages: [{ role: 'user' as const, content: 'hello' }], tools: [ANTHROPIC_TOOL], system: 'be brief' }
    const [counted, message] = await Promise.all([anthropic().messages.countTokens(question), anthropic().messages.create({ ...question, max_tokens: 1 })])
    expect(counted.input_tokens).toBe(message.usage.input_tokens)
  })
})
