/** What the protocols' tests share: requests from bodies, streams from parts, and everything that was written. */

import { readFileSync, readdirSync } from 'node:fs'
import { RouterError } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart, ChatStream } from '../../src/chat/part.ts'
import type { ChatRequest, Wire } from '../../src/chat/request.ts'
import { PROTOCOLS } from '../../src/protocols/index.ts'
import { readOriginalBody } from '../../src/protocols/original-body.ts'
import type { EncodingContext } from '../../src/protocols/protocol.ts'

const FIXTURES = new URL('../fixtures/requests/', import.meta.url)

export const fixtureNames = (): string[] => readdirSync(FIXTURES).map((file) => file.replace('.json', ''))

export const fixture = (name: string): Buffer => readFileSync(new URL(`${name}.json`, FIXTURES))

/** What the client of a recorded request speaks. */
export const wireOfFixture = (name: string): Wire => {
  if (/^(?:codex|responses)/.test(name)) return 'openai-responses'
  return /^(?:claude|anthropic)/.test(name) ? 'anthropic-messages' : 'openai-chat'
}

export const requestFrom = (wire: Wire, body: Buffer | object, headers: Record<string, string | string[]> = {}): ChatRequest =>
  PROTOCOLS[wire].decodeRequest(readOriginalBody(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))), headers)

/** The least that each wire takes. */
export const smallRequest = (wire: Wire, members: object = {}): ChatRequest =>
  requestFrom(wire, { model: 'auto', ...wire === 'openai-responses' ? { input: 'Hello' } : { max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }, ...members })

export const contextOf = (request: ChatRequest): EncodingContext => ({ request, requestId: '0193-abcd', serviceUsed: 'deepseek' })

export async function * streamOf (batches: readonly ChatBatch[], error?: unknown): ChatStream & AsyncGenerator<ChatBatch> {
  for (const batch of batches) yield batch
  if (error !== undefined) throw error
}

/** One batch for each part. */
export const oneByOne = (parts: readonly ChatPart[]): readonly ChatBatch[] => parts.map((part) => [part])

export const written = async (stream: ChatStream, request: ChatRequest): Promise<string[]> => {
  const texts: string[] = []
  for await (const text of PROTOCOLS[request.wire].encodeStream(stream, contextOf(request))) texts.push(text.toString())
  return texts
}

export interface WrittenEvent { readonly event: string | undefined, readonly data: unknown }

/** Events of a written stream; comments are left out. */
export const eventsIn = (text: string): WrittenEvent[] => text.split('\n\n').filter((block) => block !== '' && !block.startsWith(':')).map((block) => {
  const lines = block.split('\n')
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6)).join('\n')
  return { event: lines.find((line) => line.startsWith('event: '))?.slice(7), data: data === '[DONE]' ? data : JSON.parse(data) as unknown }
})

/** What a function refuses with. Throws when it refuses nothing, or with another kind of error. */
export const refusalOf = (act: () => unknown): RouterError => {
  try {
    act()
  } catch (error) {
    if (error instanceof RouterError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
