import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { TASKS } from '../../src/chat/request.ts'
import type { ChatRequest, ContentBlock, Message, Tool } from '../../src/chat/request.ts'
import { createClassifier } from '../../src/classify/classifier.ts'
import { classifierInput } from '../../src/classify/request-signals.ts'
import { macroF1 } from '../../src/classify/train/measure.ts'

const classify = createClassifier()
const taskOf = (text: string): string => classify({ text }).task

const block = (text: string): ContentBlock => ({ type: 'text', text })

const agentTools: readonly Tool[] = ['Bash', 'Read', 'Edit', 'Write', 'Glob', 'Grep', 'Task', 'TodoWrite', 'WebFetch', 'WebSearch', 'NotebookEdit', 'KillShell']
  .map(name => ({ type: 'function', name }))

const requestOf = (messages: readonly Message[], changes: Partial<ChatRequest> = {}): ChatRequest => ({
  wire: 'anthropic-messages', model: 'auto', isStream: true, wantsUsage: true, original: { bytes: Buffer.alloc(0), json: {}, members: [] }, headers: {},
  needs: { tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false },
  estimatedInputTokens: 20_000, sampling: {}, reasoning: { isVisible: false }, messages, tools: [], ...changes,
})

const needsOf = (changes: Partial<ChatRequest['needs']>): ChatRequest['needs'] => ({ ...requestOf([]).needs, ...changes })

/** What a programmer's agent sends around a person's words. */
const agentRequest = (text: string): ChatRequest => requestOf([
  { role: 'system', content: [block('You are a coding agent. You are pair programming. '.repeat(400)), block('Search the web, book, draw, send e-mail.')] },
  { role: 'user', content: [block('<system-reminder>\nThe todo list is empty. Use the TodoWrite tool to plan tasks, weather today.\n</system-reminder>'), block(text)] },
], { tools: agentTools, needs: needsOf({ tools: true }) })

describe('createClassifier', () => {
  it('says code, when the design\'s own example asks for a function, and names its three words', () => {
    const { task, reasons } = classify({ text: 'اكتب function python' })
    expect(task).toBe('code')
    for (const word of ['function', 'python', 'اكتب']) expect(reasons.join(' ')).toContain(word)
  })

  it('says code, when the example comes from an agent with twelve tools and reminders, all the same', () => {
    const { task, reasons } = classify(classifierInput(agentRequest('اكتب function python')))
    expect(task).toBe('code')
    for (const word of ['function', 'python']) expect(reasons.join(' ')).toContain(word)
  })

  it.each([
    ['Write a Java method that reverses a linked list', 'code'],
    ['Prove that the sum of two even integers is even', 'thinking'],
    ['Write a 6000-word novel about a shipwreck in ten chapters', 'long'],
    ['Draw a watercolor of a fox in the snow', 'image'],
    ['What is the weather in Berlin today?', 'search'],
    ['Send an email to Sara and add the meeting to my calendar', 'agent'],
    ['Explain photosynthesis in simple terms', 'general'],
    ['اكتب دالة بلغة بايثون تعكس النص', 'code'],
    ['أثبت أن مجموع عددين فرديين عدد زوجي', 'thinking'],
    ['اكتب رواية من عشرين فصلا عن البحر، 10000 كلمة', 'long'],
    ['ارسم قطة على سطح القمر', 'image'],
    ['كم سعر الذهب اليوم؟', 'search'],
    ['احجز لي تذكرة إلى جدة وأرسل التأكيد إلى أحمد', 'agent'],
    ['ما الفرق بين البحر والمحيط؟', 'general'],
    ['用Python写一个排序函数', 'code'],
    ['证明根号二是无理数', 'thinking'],
    ['写一篇一万字的小说，共十章', 'long'],
    ['画一只在雪地里的狐狸，水彩风格', 'image'],
    ['北京今天天气怎么样', 'search'],
    ['帮我订一张去上海的高铁票，然后发邮件通知老板', 'agent'],
    ['用简单的话解释光合作用', 'general'],
  ])('reads "%s", when nothing else is known, as %s, bare and from an agent', (text, task) => {
    expect(taskOf(text)).toBe(task)
    expect(classify(classifierInput(agentRequest(text))).task).toBe(task)
  })

  it.each([
    ['ازاي اعمل loop في python؟', 'code'],
    ['وش اخبار الطقس في الرياض بكرة', 'search'],
    ['بدي صورة لقلعة فوق الغيم', 'image'],
    ['صيفط ميساج لخويا وقول ليه راني جاي', 'agent'],
    ['شنو الفرق بين الشتا والثلج', 'general'],
    ['عايز احجز فندق في دبي يوم الجمعة', 'agent'],
    ['شحال الدولار اليوم', 'search'],
  ])('understands a dialect, when a person writes "%s", as %s', (text, task) => {
    expect(taskOf(text)).toBe(task)
  })

  it('gives probabilities, when it classifies, that sum to 1 and hold its confidence', () => {
    const { task, confidence, scores } = classify({ text: 'hello there' })
    expect(Object.keys(scores)).toEqual([...TASKS])
    expect(Object.values(scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9)
    expect(confidence).toBe(scores[task])
  })

  it.each([
    ['en', 'The river runs to the sea. ', 17_000, 15_000],
    ['ar', 'يجري النهر إلى البحر. ', 11_000, 9000],
    ['zh', '河水流向大海。', 5500, 4000],
  ])('says long, when a person writes more than 4000 tokens in %s, and not for less', (_, sentence, over, under) => {
    const long = classify({ text: sentence.repeat(over / sentence.length) })
    expect(long).toMatchObject({ task: 'long', reasons: ['longer than 4000 tokens'] })
    expect(classify({ text: sentence.repeat(under / sentence.length) }).reasons).not.toContain('longer than 4000 tokens')
  })

  it('heeds its limit, when the configuration sets another, and the full length of a shortened text', () => {
    const strict = createClassifier({ longTokens: 100 })
    expect(strict({ text: 'The river runs to the sea. '.repeat(30) }).task).toBe('long')
    expect(classify({ text: 'Summarize this. The river runs.', characters: 60_000 }).task).toBe('long')
  })

  it('says image, when the request asks for image output, whatever the words', () => {
    expect(classify({ text: 'solve x + 1 = 2', signals: { imageOutput: true } })).toMatchObject({ task: 'image', reasons: ['request asks for an image'] })
  })

  it.each([
    ['agent', { tools: true }],
    ['search', { webSearchTool: true }],
    ['thinking', { thinking: true }],
  ] as const)('leans towards %s, when a signal says so, without being overruled by it', (task, signals) => {
    const text = 'what about the second one'
    expect(classify({ text, signals }).scores[task]).toBeGreaterThan(classify({ text }).scores[task])
    expect(classify({ text: 'Write a Python function that parses a CSV file', signals }).task).toBe('code')
  })

  it.each([
    ['one endless word', 'a'.repeat(1_000_000)],
    ['only emoji', '😀'.repeat(500_000)],
    ['lone surrogates', '\ud83d'.repeat(1_000_000)],
    ['zero-width characters', '\u200b'.repeat(1_000_000)],
    ['brackets', '({['.repeat(333_333)],
    ['one Arabic letter', 'و'.repeat(1_000_000)],
    ['new lines', '\n'.repeat(1_000_000)],
    ['nothing', ''],
    ['one blank', ' '],
    ['a medium wall of marks', '$%^&*()_+=|\\`<>'.repeat(140)],
    ['a medium wall of one Han character', '的'.repeat(2200)],
    ['medium zero-width text', '\u200d\u200b'.repeat(1000)],
  ])('answers soon, when the text is %s, with numbers', (_, text) => {
    const started = performance.now()
    const { confidence, scores } = classify({ text })
    expect(performance.now() - started).toBeLessThan(50)
    expect(Number.isFinite(confidence)).toBe(true)
    expect(Object.values(scores).every(score => score >= 0 && score <= 1)).toBe(true)
  })
})

describe('classifierInput', () => {
  const user = (text: string): Message => ({ role: 'user', content: [block(text)] })

  it('tells tools, thinking and image output, when the request has them, as signals', () => {
    const request = requestOf([user('hi')], { needs: needsOf({ tools: true, imageOutput: true }), reasoning: { enabled: true, isVisible: true }, tools: agentTools })
    expect(classifierInput(request)).toEqual({ text: 'hi', characters: 2, signals: { tools: true, webSearchTool: false, thinking: true, imageOutput: true } })
  })

  it('sees a web search, when it is one of few tools, by type or by name', () => {
    const byName = requestOf([user('hi')], { needs: needsOf({ tools: true }), tools: [{ type: 'function', name: 'web_search' }] })
    const byKind = requestOf([user('hi')], { needs: needsOf({ webSearch: true }) })
    expect(classifierInput(byName).signals?.webSearchTool).toBe(true)
    expect(classifierInput(byKind).signals?.webSearchTool).toBe(true)
  })

  it('keeps the task of a tool loop, when the last message is a result, and does not read the result', () => {
    const loop = requestOf([
      user('Fix the failing unit test in parser.ts'),
      { role: 'assistant', content: [{ type: 'tool-call', id: 'a', name: 'Bash', argumentsText: '{}' }] },
      { role: 'user', content: [{ type: 'tool-result', toolCallId: 'a', content: [block('weather today: sunny')], isError: false }] },
    ])
    expect(classifierInput(loop).text).toBe('Fix the failing unit test in parser.ts')
  })
})

describe('quality', () => {
  interface Prompt { readonly text: string; readonly label: string; readonly lang: string }
  const readPrompts = (name: string): Prompt[] =>
    readFileSync(new URL(`../fixtures/classify/${name}.jsonl`, import.meta.url), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Prompt)
  const prompts = readPrompts('prompts')

  it.each(['prompts', 'real-users'])('stays above its floor, when it reads the held-out set "%s", in every language', name => {
    const predictions = readPrompts(name).map(({ text, label, lang }) =>
      ({ task: (TASKS as readonly string[]).indexOf(label.toLowerCase()), chosen: TASKS.indexOf(classify({ text }).task), language: lang, source: name }))
    expect(predictions.length).toBeGreaterThanOrEqual(210)
    expect(macroF1(predictions)).toBeGreaterThan(0.9)
    for (const language of ['ar', 'en', 'zh']) expect(macroF1(predictions.filter(row => row.language === language))).toBeGreaterThan(0.86)
  })

  it('is fast, when it reads ordinary prompts, far below a millisecond', () => {
    for (let round = 0; round < 5; round++) for (const { text } of prompts) classify({ text })
    const started = performance.now()
    for (const { text } of prompts) classify({ text })
    expect((performance.now() - started) / prompts.length).toBeLessThan(0.4)
  })
})
