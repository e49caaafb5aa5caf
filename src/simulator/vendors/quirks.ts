/**
 * The oddities of vendors' answers, each a small change to chunks that were right before. A quirk sees all chunks of an
 * answer at once; a whole answer is a list of one.
 */

import { type Chunk, type ChunkCall, type ChunkMessage, callsIn, changeCalls, changeChoices, changeMessages } from './chunk.ts'
import { callSignatureOf } from './signatures.ts'
import { isRecord } from './vendor-request.ts'

type ChangeChunks = (chunks: readonly Chunk[]) => readonly Chunk[]

const each = (change: (chunk: Chunk) => Chunk): ChangeChunks => chunks => chunks.map(change)

const without = <Value extends object, Name extends keyof Value>(value: Value, name: Name): Omit<Value, Name> => {
  const { [name]: _taken, ...rest } = value
  return rest
}

const isUsageAlone = (chunk: Chunk): boolean => chunk.choices.length === 0 && isRecord(chunk.usage)

/** The usage moves from its own chunk to the one that ends the answer. */
const moveUsage = (place: (chunk: Chunk, usage: object) => Chunk): ChangeChunks => (chunks) => {
  const usage = chunks.find(isUsageAlone)?.usage
  if (!isRecord(usage)) return chunks
  const rest = chunks.filter(chunk => !isUsageAlone(chunk))
  return rest.map((chunk, index) => index === rest.length - 1 ? place(chunk, usage) : chunk)
}

const inChoice = (chunk: Chunk, usage: object): Chunk => changeChoices(without(chunk, 'usage') as Chunk, choice => ({ ...choice, usage }))

const renameReasoning = (write: (reasoning: string, content: unknown) => object): ChangeChunks => each(chunk => changeMessages(chunk, (message) => {
  const { reasoning_content: reasoning, ...rest } = message
  return typeof reasoning === 'string' ? { ...rest, ...write(reasoning, message.content) } as ChunkMessage : message
}))

/** Mistral's list in the place of the text: what was thought, and what was said behind it. */
const partsOfThought = (reasoning: string, content: unknown): object => ({
  content: [
    { type: 'thinking', thinking: [{ type: 'text', text: reasoning }] },
    ...typeof content === 'string' ? [{ type: 'text', text: content }] : [],
  ],
})

const renameCached = (write: (cached: unknown, usage: Readonly<Record<string, unknown>>) => object): ChangeChunks => each(chunk => {
  const { usage } = chunk
  if (!isRecord(usage) || !isRecord(usage['prompt_tokens_details'])) return chunk
  return { ...chunk, usage: { ...without(usage, 'prompt_tokens_details'), ...write(usage['prompt_tokens_details']['cached_tokens'], usage) } }
})

/** Name and arguments of every call, put together from its pieces, by its index. */
const wholeCalls = (chunks: readonly Chunk[]): readonly ChunkCall[] => {
  const calls: ChunkCall[] = []
  for (const call of chunks.flatMap(callsIn)) {
    const index = call.index ?? calls.length
    const known = calls[index]
    calls[index] = known === undefined ? call : { ...known, function: { ...known.function, arguments: known.function.arguments + call.function.arguments } }
  }
  return calls
}

const isWhole = (chunk: Chunk): boolean => chunk.choices.some(({ message }) => message !== undefined)

/** Every call in one chunk of its own; the chunks of its pieces are gone. */
const joinCalls: ChangeChunks = (chunks) => {
  if (chunks.some(isWhole)) return chunks
  const calls = wholeCalls(chunks)
  return chunks.flatMap((chunk) => {
    const [piece] = callsIn(chunk)
    if (piece === undefined) return [chunk]
    return piece.id === undefined ? [] : [changeCalls(chunk, () => calls[piece.index ?? 0] ?? piece)]
  })
}

const signCalls: ChangeChunks = (chunks) => {
  const [first] = wholeCalls(chunks)
  if (first === undefined) return chunks
  const { name = '', arguments: text } = first.function
  const signature = { extra_content: { google: { thought_signature: callSignatureOf(name, text) } } }
  return chunks.map(chunk => changeCalls(chunk, (call, position) => call.id === first.id && position === 0 ? { ...signature, ...call } : call))
}

const isStopped = (reason: string | null | undefined): boolean => reason === 'tool_calls'

const QUIRKS = {
  /** Answers that think hold both members in every delta, one of them null. */
  'null-beside-reasoning': each(chunk => changeMessages(chunk, (message) => {
    if (typeof message.reasoning_content === 'string' && !('content' in message)) return { ...message, content: null }
    return typeof message.content === 'string' && !('reasoning_content' in message) ? { ...message, reasoning_content: null } : message
  })),
  'reasoning-as-reasoning': renameReasoning(reasoning => ({ reasoning, reasoning_details: [{ type: 'reasoning.text', text: reasoning, format: 'unknown', index: 0 }] })),
  'reasoning-in-parts': renameReasoning(partsOfThought),
  'usage-in-last-chunk': moveUsage((chunk, usage) => ({ ...chunk, usage } as Chunk)),
  'usage-in-choice': moveUsage(inChoice),
  'usage-null-before': each(chunk => isRecord(chunk.usage) ? chunk : { ...chunk, usage: null }),
  'cached-as-hits': renameCached((cached, usage) => ({ prompt_cache_hit_tokens: cached, prompt_cache_miss_tokens: Number(usage['prompt_tokens']) - Number(cached) })),
  'cached-beside': renameCached(cached => ({ cached_tokens: cached })),
  'role-in-every-delta': each(chunk => changeMessages(chunk, message => ({ role: 'assistant', ...message }))),
  'calls-in-one-chunk': joinCalls,
  'empty-names-later': each(chunk => changeCalls(chunk, call => call.id === undefined
    ? { ...call, id: '', type: 'function', function: { name: '', ...call.function } }
    : call)),
  'no-call-index': each(chunk => changeCalls(chunk, call => without(call, 'index'))),
  'empty-call-ids': each(chunk => changeCalls(chunk, call => ({ ...call, id: '' }))),
  'signed-calls': signCalls,
  'stop-after-calls': each(chunk => changeChoices(chunk, choice => isStopped(choice.finish_reason) ? { ...choice, finish_reason: 'stop' } : choice)),
  'native-finish-reason': each(chunk => changeChoices(chunk, choice => ({ ...choice, native_finish_reason: choice.finish_reason ?? null }))),
} satisfies Readonly<Record<string, ChangeChunks>>

/** What is not in the chunks but around them. */
interface Framing {
  /** Said before the first chunk and after every one: bytes without meaning. */
  readonly comment?: string
  readonly hasNoSpace?: boolean
}

export const FRAMINGS = {
  'keep-alive-comments': { comment: ': keep-alive\n\n' },
  'processing-comments': { comment: ': OPENROUTER PROCESSING\n\n' },
  'no-space-after-data': { hasNoSpace: true },
} satisfies Readonly<Record<string, Framing>>

/**
 * What is no change of chunks. `usage-unasked`: reported although nobody asked. `call-ids-by-name`: `Bash:0`, and again in the
 * next turn. `omits-thinking`: a client may ask for the signature of a thought without its words.
 */
type OtherQuirk = 'usage-unasked' | 'call-ids-by-name' | 'call-ids-of-nine' | 'omits-thinking'

export type Quirk = keyof typeof QUIRKS | keyof typeof FRAMINGS | OtherQuirk

const isChunkQuirk = (quirk: Quirk): quirk is keyof typeof QUIRKS => Object.hasOwn(QUIRKS, quirk)
const isFraming = (quirk: Quirk): quirk is keyof typeof FRAMINGS => Object.hasOwn(FRAMINGS, quirk)

/** In the order in which the vendor lists them. */
export const applyQuirks = (quirks: readonly Quirk[], chunks: readonly Chunk[]): readonly Chunk[] =>
  quirks.filter(isChunkQuirk).reduce<readonly Chunk[]>((changed, quirk) => QUIRKS[quirk](changed), chunks)

/** The events of a stream. */
export const frameChunks = (quirks: readonly Quirk[], chunks: readonly Chunk[], terminal: string): readonly string[] => {
  const framing: Framing = Object.assign({}, ...quirks.filter(isFraming).map(quirk => FRAMINGS[quirk])) as Framing
  const { comment, hasNoSpace = false } = framing
  const events = [...chunks.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`), terminal].map(event => hasNoSpace ? event.replace('data: ', 'data:') : event)
  return comment === undefined ? events : [comment, ...events.flatMap(event => [event, comment])].slice(0, -1)
}
