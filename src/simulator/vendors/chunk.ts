/** Chunks of a streamed answer of the OpenAI wire, as the oddities of vendors change them. Everything is there before a quirk takes it. */

export interface ChunkCall {
  readonly index?: number
  readonly id?: string
  readonly type?: string
  readonly function: { readonly name?: string; readonly arguments: string }
  readonly extra_content?: object
}

export interface ChunkMessage {
  readonly role?: string
  readonly content?: unknown
  readonly reasoning_content?: string | null
  readonly tool_calls?: readonly ChunkCall[]
  readonly [member: string]: unknown
}

export interface ChunkChoice {
  readonly index: number
  /** Of a whole answer. */
  readonly message?: ChunkMessage
  readonly delta?: ChunkMessage
  readonly finish_reason?: string | null
  readonly [member: string]: unknown
}

/** A whole answer is one chunk with messages in place of deltas. */
export interface Chunk {
  readonly choices: readonly ChunkChoice[]
  readonly usage?: Readonly<Record<string, unknown>> | null
  readonly [member: string]: unknown
}

export type ChangeCall = (call: ChunkCall, position: number) => ChunkCall

const changeMessageOf = (choice: ChunkChoice, change: (message: ChunkMessage) => ChunkMessage): ChunkChoice => ({
  ...choice,
  ...(choice.delta !== undefined && { delta: change(choice.delta) }),
  ...(choice.message !== undefined && { message: change(choice.message) }),
})

export const changeChoices = (chunk: Chunk, change: (choice: ChunkChoice) => ChunkChoice): Chunk => ({ ...chunk, choices: chunk.choices.map(change) })

/** Deltas and messages alike. */
export const changeMessages = (chunk: Chunk, change: (message: ChunkMessage) => ChunkMessage): Chunk =>
  changeChoices(chunk, choice => changeMessageOf(choice, change))

export const changeCalls = (chunk: Chunk, change: ChangeCall): Chunk => changeMessages(chunk, message => message.tool_calls === undefined
  ? message
  : { ...message, tool_calls: message.tool_calls.map(change) })

export const callsIn = (chunk: Chunk): readonly ChunkCall[] =>
  chunk.choices.flatMap(({ delta, message }) => [...delta?.tool_calls ?? [], ...message?.tool_calls ?? []])
