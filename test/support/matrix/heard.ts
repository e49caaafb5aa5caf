/** What a client of the matrix heard, in words that both wires share, and the vendors' own packages that read it. */

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import type { ClientWire } from '../replies.ts'
import { type AnthropicBody, readAnthropic, readAnthropicStream } from './read-anthropic.ts'
import { type OpenAiBody, readOpenAi, readOpenAiStream } from './read-openai.ts'

/** Signatures are there on the Anthropic wire alone. */
export type HeardBlock =
  | readonly ['thinking', text: string, signature?: string]
  | readonly ['redacted', data: string]
  | readonly ['text' | 'refusal', text: string]
  | readonly ['call', id: string, name: string, input: unknown]

export interface Heard {
  readonly blocks: readonly HeardBlock[]
  readonly end: string | null
  readonly stopSequence: string | null
  /** The counts that every client may rely on. */
  readonly usage: Readonly<Record<string, unknown>> | undefined
  readonly id: string
  readonly model: string
}

/** What the bytes of a whole answer say. Fails where an order is broken that clients rely on. */
export const hear = (wire: ClientWire, isStream: boolean, text: string): Heard => {
  if (wire === 'openai-chat') return isStream ? readOpenAiStream(text) : readOpenAi(JSON.parse(text) as OpenAiBody)
  return isStream ? readAnthropicStream(text) : readAnthropic(JSON.parse(text) as AnthropicBody)
}

const hearOpenAiSdk = async (url: string, isStream: boolean, body: object): Promise<Heard> => {
  const { completions } = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 }).chat
  if (!isStream) return readOpenAi(await completions.create(body as never) as unknown as OpenAiBody)
  const stream = completions.stream(body as never)
  // A member that the package does not know: its accumulator keeps the last delta alone.
  let reasoning = ''
  stream.on('chunk', ({ choices: [choice] }) => { reasoning += (choice?.delta as { readonly reasoning_content?: string } | undefined)?.reasoning_content ?? '' })
  const completion = await stream.finalChatCompletion() as unknown as OpenAiBody
  return readOpenAi({ ...completion, choices: completion.choices.map(choice => ({ ...choice, message: { ...choice.message, reasoning_content: reasoning } })) })
}

const hearAnthropicSdk = async (url: string, isStream: boolean, body: object): Promise<Heard> => {
  const { messages } = new Anthropic({ baseURL: url, apiKey: 'any', maxRetries: 0 })
  const message = isStream ? await messages.stream(body as never).finalMessage() : await messages.create(body as never)
  return readAnthropic(message as unknown as AnthropicBody)
}

/** Asks with the vendor's own package, which adds `stream` itself; rejects with what the package throws. */
export const hearWithSdk = async (wire: ClientWire, url: string, isStream: boolean, body: object): Promise<Heard> =>
  await (wire === 'openai-chat' ? hearOpenAiSdk : hearAnthropicSdk)(url, isStream, body)
