/**
 * The request bodies that are sent: real-looking chats of a wanted size, the same ones in every run. What a provider
 * answers is in answers.ts.
 */

import { languages, toolSchemas } from './words.ts'

export type Wire = 'openai' | 'anthropic'

export interface BodyWish {
  readonly wire: Wire
  /** What the client writes into `model`. */
  readonly model: string
  readonly stream: boolean
  /** `0`: one short question of about 300 bytes; else a conversation with tools that fills this many bytes, within 2 %. */
  readonly bytes: number
}

/** Different bodies of one kind, so that nobody can answer the second request from what it knows of the first. */
export function bodyRing (wish: BodyWish, count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, variant) => Buffer.from(JSON.stringify(chat(wish, variant))))
}

function chat (wish: BodyWish, variant: number): object {
  const common = { model: wish.model, ...(wish.stream ? { stream: true } : {}), max_tokens: 256, temperature: 0.7 }
  return wish.bytes === 0 ? { ...common, ...shortChat(wish.wire, variant) } : { ...common, ...longChat(wish, variant) }
}

function shortChat (wire: Wire, variant: number): object {
  const system = 'You are a careful assistant. Answer in one short paragraph.'
  const question = { role: 'user', content: `Question ${variant}: why does a kettle grow quieter just before the water boils?` }
  return wire === 'openai' ? { messages: [{ role: 'system', content: system }, question] } : { system, messages: [question] }
}

function longChat (wish: BodyWish, variant: number): object {
  const random = randomNumbers(variant + 1)
  const system = prose(random, 0, 6_000)
  const turns = conversation(random, wish.bytes - 14_300)
  turns.push({ role: 'user', content: `Question ${variant}: which of these three points would you settle first, and why?` })
  if (wish.wire === 'anthropic') return { system, tools: anthropicTools(), messages: turns }
  return { messages: [{ role: 'system', content: system }, ...turns], tools: openaiTools() }
}

interface Turn { readonly role: 'user' | 'assistant', readonly content: string }

/** Turns by turns in English, Arabic and Chinese, of about this many bytes together. */
function conversation (random: () => number, bytes: number): Turn[] {
  const turns: Turn[] = []
  for (let left = bytes; left > 0;) {
    const length = Math.min(left, 400 + Math.floor(random() * 3_600))
    const content = prose(random, turns.length >> 1, length)
    turns.push({ role: turns.length % 2 === 0 ? 'user' : 'assistant', content })
    left -= Buffer.byteLength(content) + 30
  }
  if (turns.length % 2 === 1) turns.push({ role: 'assistant', content: 'Understood.' })
  return turns
}

/** Sentences and paragraphs, and now and then a block of code, until there are so many bytes. */
function prose (random: () => number, language: number, bytes: number): string {
  const { words, stop, space, code } = languages[language % languages.length]!
  let text = ''
  let written = 0
  while (written < bytes) {
    const sentence = random() < 0.04 ? code : `${pick(random, words, 6 + Math.floor(random() * 12)).join(space)}${stop}`
    text += sentence
    written += Buffer.byteLength(sentence)
  }
  return text
}

function pick (random: () => number, words: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)]!)
}

function openaiTools (): object[] {
  return toolSchemas.map(({ name, description, parameters }) => ({ type: 'function', function: { name, description, parameters } }))
}

function anthropicTools (): object[] {
  return toolSchemas.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }))
}

/** Numbers in [0, 1), the same ones for the same seed (a 32-bit xorshift). */
function randomNumbers (seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4_294_967_296
  }
}
