/** What the dialects' tests share: targets, readings, answers replayed. */

import { ProviderError } from '../../src/chat/errors.ts'
import type { ChatPart } from '../../src/chat/part.ts'
import { addPart, emptyResult } from '../../src/chat/result.ts'
import type { ChatResult } from '../../src/chat/result.ts'
import type { ChatRequest, JsonObject, Wire } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Credential, DialectName, Provider, Target } from '../../src/config/target.ts'
import { Secret } from '../../src/lib/secret.ts'
import type { AnswerReading, Dialect, EncodeOptions } from '../../src/providers/dialect.ts'
import { DIALECTS } from '../../src/providers/index.ts'
import { chunksOf } from '../support/fixtures.ts'
import { smallRequest } from '../protocols/support.ts'

export const credential: Credential = { id: 'acme#1', secret: new Secret('sk-acme-0123456789') }

export const OWN_WIRES: Readonly<Record<DialectName, Wire>> = { openai: 'openai-chat', anthropic: 'anthropic-messages', 'openai-responses': 'openai-responses' }

export const targetOf = (dialect: DialectName, compat: Compat = {}, facts: Partial<Target> = {}, provider: Partial<Provider> = {}): Target => ({
  id: 'acme/model-1',
  model: 'model-1',
  provider: {
    name: 'acme', dialect, baseUrl: 'https://api.acme.test/v9', credentials: [credential], headers: {},
    isEnabled: true, priority: 0, isDemo: false, ...provider,
  },
  compat,
  kind: 'chat',
  weight: 1,
  ...facts,
})

/** A request as some other wire might decode it, with what no protocol of today gives. */
export const neutralRequest = (wire: Wire, members: Partial<ChatRequest>): ChatRequest => {
  const { original, needs } = smallRequest(wire)
  return {
    wire, model: 'm', isStream: false, wantsUsage: true, original, headers: {}, needs, estimatedInputTokens: 5,
    sampling: {}, reasoning: { isVisible: true }, messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }], tools: [], ...members,
  }
}

export interface ReadingOptions {
  readonly compat?: Compat
  readonly request?: ChatRequest
  readonly keepsFrames?: boolean
}

/** How an answer of a dialect is read for a client of the same wire, unless the options say otherwise. */
export const readingOf = (dialect: DialectName, { compat = {}, request, keepsFrames = true }: ReadingOptions = {}): AnswerReading =>
  ({ request: request ?? smallRequest(OWN_WIRES[dialect]), target: targetOf(dialect, compat), keepsFrames })

export interface Replay {
  readonly parts: readonly ChatPart[]
  readonly batchCount: number
  readonly result: ChatResult
  readonly error: ProviderError | undefined
}

/** The parts of a stream in any number of chunks, and what ended it. */
export const replay = async (dialect: Dialect, chunks: readonly Buffer[], reading: AnswerReading): Promise<Replay> => {
  const parts: ChatPart[] = []
  const result = emptyResult()
  let batchCount = 0
  let failure: ProviderError | undefined
  try {
    for await (const batch of dialect.decodeStream(chunksOf(chunks), reading)) {
      batchCount++
      parts.push(...batch)
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    failure = error
  }
  for (const part of parts) addPart(result, part)
  return { parts, batchCount, result, error: failure }
}

export const foldOf = (parts: readonly ChatPart[]): ChatResult => {
  const result = emptyResult()
  for (const part of parts) addPart(result, part)
  return result
}

/** What an act is refused with. Throws when nothing is. */
export const failureOf = (act: () => unknown): ProviderError => {
  try {
    act()
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

export interface Encoded {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: JsonObject
  readonly dropped: readonly string[]
}

/** A request as a dialect sends it. */
export const encoded = (request: ChatRequest, target: Target, parameters?: JsonObject, options: Omit<EncodeOptions, 'parameters'> = {}): Encoded => {
  const call = DIALECTS[target.provider.dialect].encodeRequest(request, target, credential, { parameters, ...options })
  const text = call.body.toString()
  return { url: call.url, headers: call.headers, text, body: JSON.parse(text) as JsonObject, dropped: call.dropped }
}
