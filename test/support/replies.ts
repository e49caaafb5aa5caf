/** What a client of the router got: the bytes, and what they say in the wire it asked in. Nothing is expected here. */

export type ClientWire = 'openai-chat' | 'anthropic-messages'

export interface Reply {
  readonly wire: ClientWire
  readonly isStream: boolean
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** From the call to the head of the answer, which a stream sends with its first content; milliseconds. */
  readonly headMs: number
}

export interface ToldError {
  readonly type: string
  readonly message: string
  /** Not on the Anthropic wire. */
  readonly code?: string
}

export interface Said {
  readonly text: string
  readonly finishReason: string | undefined
  /** The wire's last word after a success came. */
  readonly isTerminated: boolean
  /** An error event came. */
  readonly error: ToldError | undefined
}

interface OpenAiEvent {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null }, readonly finish_reason?: string | null }[]
  readonly error?: ToldError
}

interface AnthropicEvent {
  readonly type: string
  readonly delta?: { readonly text?: string, readonly stop_reason?: string | null }
  readonly error?: ToldError
}

interface OpenAiBody { readonly choices: readonly { readonly message: { readonly content: string | null }, readonly finish_reason: string | null }[] }
interface AnthropicBody { readonly content: readonly { readonly text?: string }[], readonly stop_reason: string | null }

/** The `data:` lines; heartbeats and comments are left out. */
export const dataLines = (stream: string): readonly string[] =>
  stream.split(/\r?\n/u).filter(line => line.startsWith('data: ')).map(line => line.slice('data: '.length))

const found = <Item>(items: readonly (Item | null | undefined)[]): Item | undefined =>
  items.find((item): item is Item => item !== null && item !== undefined)

const readOpenAiStream = (lines: readonly string[]): Said => {
  const events = lines.filter(line => line !== '[DONE]').map(line => JSON.parse(line) as OpenAiEvent)
  const choices = events.flatMap(event => event.choices ?? [])
  return {
    text: choices.map(choice => choice.delta?.content ?? '').join(''),
    finishReason: found(choices.map(choice => choice.finish_reason)),
    isTerminated: lines.includes('[DONE]'),
    error: found(events.map(event => event.error)),
  }
}

const readAnthropicStream = (lines: readonly string[]): Said => {
  const events = lines.map(line => JSON.parse(line) as AnthropicEvent)
  return {
    text: events.map(event => event.delta?.text ?? '').join(''),
    finishReason: found(events.map(event => event.delta?.stop_reason)),
    isTerminated: events.some(event => event.type === 'message_stop'),
    error: found(events.map(event => event.error)),
  }
}

const readBody = (wire: ClientWire, text: string): Said => {
  if (wire === 'openai-chat') {
    const [choice] = (JSON.parse(text) as OpenAiBody).choices
    return { text: choice?.message.content ?? '', finishReason: choice?.finish_reason ?? undefined, isTerminated: true, error: undefined }
  }
  const body = JSON.parse(text) as AnthropicBody
  return { text: body.content.map(block => block.text ?? '').join(''), finishReason: body.stop_reason ?? undefined, isTerminated: true, error: undefined }
}

/** What an answer with status 200 says. */
export const said = ({ wire, isStream, text }: Reply): Said => {
  if (!isStream) return readBody(wire, text)
  return wire === 'openai-chat' ? readOpenAiStream(dataLines(text)) : readAnthropicStream(dataLines(text))
}
