import { describe, expect, it } from 'vitest'
import type { ChatRequest, ContentBlock, Message, Tool } from '../../src/chat/request.ts'
import { countRequestTokens, estimateBodyTokens, estimateTokens } from '../../src/chat/tokens.ts'

/** Sentences and their token counts as published with the o200k vocabulary. */
const PUBLISHED: readonly (readonly [string, number, string])[] = [
  ['English', 24, "Hello, my name is GPT-4o. I'm a new type of language model, it's nice to meet you!"],
  ['Arabic', 26, 'مرحبًا، اسمي جي بي تي-4o. أنا نوع جديد من نموذج اللغة، سررت بلقائك!'],
  ['Chinese', 24, '你好，我的名字是GPT-4o。我是一种新型的语言模型，很高兴见到你!'],
  ['Japanese', 26, 'こんにちわ、私の名前はGPT−4oです。私は新しいタイプの言語モデルです、初めまして'],
  ['Korean', 27, '안녕하세요, 제 이름은 GPT-4o입니다. 저는 새로운 유형의 언어 모델입니다, 만나서 반갑습니다!'],
  ['Russian', 23, 'Привет, меня зовут GPT-4o. Я — новая языковая модель, приятно познакомиться!'],
  ['Hindi', 31, 'नमस्ते, मेरा नाम जीपीटी-4o है। मैं एक नए प्रकार का भाषा मॉडल हूँ। आपसे मिलकर अच्छा लगा!'],
  ['French', 28, "Bonjour, je m'appelle GPT-4o. Je suis un nouveau type de modèle de langage, c'est un plaisir de vous rencontrer!"],
]

const ENGLISH = 'The council met on Tuesday to discuss the new bridge over the river, which has been closed since the storm in March. Most members agreed that repairs cannot wait until next year. '

const requestOf = (messages: readonly Message[], tools: readonly Tool[] = []): ChatRequest => ({
  wire: 'anthropic-messages', model: 'm', isStream: false, wantsUsage: true, original: { bytes: Buffer.alloc(0), json: {}, members: [] }, headers: {},
  needs: { tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false },
  estimatedInputTokens: 0, sampling: {}, reasoning: { isVisible: false }, messages, tools,
})

const countOf = (...content: readonly ContentBlock[]): number => countRequestTokens(requestOf([{ role: 'user', content }])) - countRequestTokens(requestOf([{ role: 'user', content: [] }]))

describe('estimateTokens', () => {
  it.each(PUBLISHED)('%s: is within a fifth of the published %d tokens', (_, published, sentence) => {
    expect(Math.abs(estimateTokens(sentence) / published - 1)).toBeLessThanOrEqual(0.2)
  })

  it('English prose: is about four and a half characters a token', () => {
    const perToken = ENGLISH.length * 20 / estimateTokens(ENGLISH.repeat(20))
    expect(perToken).toBeGreaterThan(4)
    expect(perToken).toBeLessThan(5.2)
  })

  it('code: costs more than prose', () => {
    const code = '  const result = await fetchUserName(request.body, { retries: 3 })\n  if (result === undefined) return null\n'.repeat(20)
    expect(code.length / estimateTokens(code)).toBeLessThan(ENGLISH.length / estimateTokens(ENGLISH))
  })

  it.each([['', 0], [' ', 0], ['a', 1], ['Hello world', 2], ['12345', 2], ['getUserName', 3], ['\u00a0x', 1], ['line\n\nline', 3], ['Αθήνα', 2], ['ඞ', 1], ['ꔀ', 1], ['😀', 2], ['x'.repeat(100), 32], ['a 1', 3], ['naïve', 1]])(
    '%j: is %d', (text, tokens) => { expect(estimateTokens(text)).toBe(tokens) })

  it('one more letter: never makes a word cheaper', () => {
    for (let length = 1; length < 60; length++) expect(estimateTokens('x'.repeat(length + 1))).toBeGreaterThanOrEqual(estimateTokens('x'.repeat(length)))
  })

  it('a text too long to be read whole: is judged by samples, near to the truth', () => {
    const mixed = [...PUBLISHED.map(([, , sentence]) => sentence), ENGLISH].join('\n')
    const times = Math.ceil(3_000_000 / mixed.length)
    expect(Math.abs(estimateTokens(mixed.repeat(times)) / (estimateTokens(mixed) * times) - 1)).toBeLessThan(0.05)
  })
})

describe('estimateBodyTokens', () => {
  it('plain text: is a quarter of its bytes, media left out', () => {
    expect(estimateBodyTokens(Buffer.alloc(4000, 'a'), 0)).toBe(1000)
    expect(estimateBodyTokens(Buffer.alloc(4000, 'a'), 2000)).toBe(500)
    expect(estimateBodyTokens(Buffer.alloc(10, 'a'), 20)).toBe(0)
    expect(estimateBodyTokens(Buffer.alloc(0), 0)).toBe(0)
  })

  it('escaped letters: cost what the letters themselves cost', () => {
    const letters = 'اكتب '.repeat(5000)
    const escaped = Buffer.from([...letters].map((letter) => letter === ' ' ? ' ' : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''))
    const plain = Buffer.from(letters)
    expect(Math.abs(estimateBodyTokens(escaped, 0) / estimateBodyTokens(plain, 0) - 1)).toBeLessThan(0.05)
  })
})

describe('countRequestTokens', () => {
  it('every kind of block: counts', () => {
    const text = 'some words to be read'
    const tokens = estimateTokens(text)
    expect(countOf({ type: 'text', text })).toBe(tokens)
    expect(countOf({ type: 'reasoning', text })).toBe(tokens)
    expect(countOf({ type: 'refusal', text })).toBe(tokens)
    expect(countOf({ type: 'tool-result', toolCallId: 'x', isError: false, content: [{ type: 'text', text }] })).toBe(tokens + 4)
    expect(countOf({ type: 'document', source: { kind: 'text', text } })).toBe(tokens)
    expect(countOf({ type: 'redacted-reasoning', data: 'x'.repeat(40) })).toBe(10)
    expect(countOf({ type: 'opaque', wire: 'anthropic-messages', value: { type: 'odd' } })).toBeGreaterThan(0)
    expect(countOf({ type: 'tool-call', id: 'x', name: 'f', argumentsText: '{"a":1}' })).toBeGreaterThan(4)
    expect(countOf({ type: 'tool-reference', name: 'f' })).toBe(5)
  })

  it('media: cost by their kind, not by their bytes', () => {
    const source = { kind: 'base64', mediaType: 'x/y', data: 'A'.repeat(100_000) } as const
    expect(countOf({ type: 'image', source })).toBe(countOf({ type: 'image', source: { kind: 'url', url: 'https://a/b' } }))
    expect(countOf({ type: 'document', source })).toBe(2_500)
    expect(countOf({ type: 'document', source: { ...source, data: '' } })).toBe(1_500)
    expect(countOf({ type: 'document', source: { kind: 'file', fileId: 'f' } })).toBe(3_000)
    expect(countOf({ type: 'audio', format: 'wav', data: source.data })).toBe(50)
  })

  it('tools: cost their schemas, and what introduces them once', () => {
    const none = countRequestTokens(requestOf([]))
    const one = countRequestTokens(requestOf([], [{ type: 'function', name: 'f' }]))
    const two = countRequestTokens(requestOf([], [{ type: 'function', name: 'f' }, { type: 'function', name: 'f', description: 'what it does', parameters: { type: 'object' } }]))
    expect(one - none).toBe(309)
    expect(two - one).toBeGreaterThan(9)
    expect(two - one).toBeLessThan(40)
    expect(countRequestTokens(requestOf([], [{ type: 'server', kind: 'web_search_1', name: 'web_search', wire: 'anthropic-messages', value: {} }]))).toBe(800)
  })
})
