/**
 * What a client asked for, in neutral words. It is decoded lazily: a request that leaves on the wire it came in on never
 * pays for its messages. No vendor's field names in here.
 */

export const TASKS = ['code', 'thinking', 'long', 'image', 'search', 'agent', 'general'] as const
export type Task = (typeof TASKS)[number]

/** A wire is a JSON vocabulary that a protocol and a dialect may share; then requests and answers are relayed verbatim. */
export type Wire = 'openai-chat' | 'openai-responses' | 'anthropic-messages'

/** What a client's call is within its own work; `main` is the conversation that a person reads. */
export const REQUEST_CLASSES = ['main', 'subagent', 'workflow', 'compaction', 'auxiliary'] as const
export type RequestClass = (typeof REQUEST_CLASSES)[number]

/** Who asks, as far as the request says so. Facts for routing and the record; no provider is ever told. */
export interface CallerFacts {
  /** One run of one client, with all its conversations' helpers. At most 256 characters. */
  readonly sessionId?: string
  readonly agentId?: string
  /** `Explore`, `Plan`, … */
  readonly agentType?: string
  readonly requestClass?: RequestClass
}

/** What a client asks of the routing itself, in OpenRouter's words. Targets and providers are named as the client named them. */
export interface RoutingPreferences {
  /** Further models, in their order, after `model`. */
  readonly models?: readonly string[]
  /** Providers to ask first, in this order. */
  readonly order?: readonly string[]
  /** Providers to ask, and nobody else. */
  readonly only?: readonly string[]
  /** Providers not to ask. */
  readonly ignore?: readonly string[]
  readonly sort?: 'price' | 'throughput' | 'latency'
  /** Default true. `false`: the first target or nobody; with `order`, those providers and nobody else. */
  readonly allowsFallbacks?: boolean
  /** US dollars for a million tokens; targets that cost more, or of unknown price, are not asked. */
  readonly maxPrice?: { readonly input?: number; readonly output?: number }
  /** Only targets that can take every parameter of the request. */
  readonly requiresParameters?: boolean
  /** `usage.cost` is wanted in the answer. */
  readonly wantsCost?: boolean
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject { readonly [key: string]: JsonValue | undefined }

export type MediaSource =
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly fileId: string }

export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly source: MediaSource; readonly detail?: string }
  | { readonly type: 'document'; readonly source: MediaSource; readonly title?: string }
  | { readonly type: 'audio'; readonly format: string; readonly data: string }
  | { readonly type: 'reasoning'; readonly text: string; readonly signature?: string }
  | { readonly type: 'redacted-reasoning'; readonly data: string }
  | { readonly type: 'refusal'; readonly text: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly argumentsText: string }
  | { readonly type: 'tool-result'; readonly toolCallId: string; readonly content: readonly ContentBlock[]; readonly isError: boolean }
  | { readonly type: 'tool-reference'; readonly name: string }
  /** Something only the wire it came from can say; every other wire drops it and says so. */
  | { readonly type: 'opaque'; readonly wire: Wire; readonly value: JsonValue }

/** `system` may stand anywhere. Tool results are blocks of `user` messages, in whatever order the client sent them. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: readonly ContentBlock[]
  /** OpenAI's participant name; other wires drop it. */
  readonly name?: string
}

export type Tool =
  | {
    readonly type: 'function'
    readonly name: string
    readonly description?: string
    /** JSON Schema of the arguments; absent when the client sent none. */
    readonly parameters?: JsonObject
    readonly strict?: boolean
    /** Anthropic's deferred loading: known by name only until a tool search finds it. */
    readonly deferLoading?: boolean
  }
  /** A tool that the provider itself runs (web search, code execution); `kind` is the wire's own type. */
  | { readonly type: 'server'; readonly kind: string; readonly name: string; readonly wire: Wire; readonly value: JsonObject }

export type ToolChoice =
  | { readonly type: 'auto' | 'required' | 'none' }
  | { readonly type: 'tool'; readonly name: string }

export interface ReasoningRequest {
  /** `undefined`: the client did not say; the provider's default holds, and its reasoning stays hidden from the client. */
  readonly enabled?: boolean
  readonly effort?: string
  readonly budgetTokens?: number
  /** Whether reasoning may be shown to the client in the answer. */
  readonly isVisible: boolean
}

export type ResponseFormat =
  | { readonly type: 'text' | 'json-object' }
  | { readonly type: 'json-schema'; readonly name: string; readonly schema: JsonObject; readonly strict?: boolean; readonly description?: string }

/** Sampling and limits, exactly as asked; what a target cannot take, its dialect drops. */
export interface Sampling {
  readonly maxOutputTokens?: number
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  readonly frequencyPenalty?: number
  readonly presencePenalty?: number
  readonly logprobs?: boolean
  readonly topLogprobs?: number
  readonly choices?: number
}

/** What a target must be able to do before its place in the order counts. Cheap: found without decoding the messages. */
export interface RequestNeeds {
  readonly tools: boolean
  readonly images: boolean
  readonly documents: boolean
  readonly audio: boolean
  readonly webSearch: boolean
  readonly imageOutput: boolean
  readonly structuredOutput: boolean
}

/** Where one top-level member stands in the original bytes; ends are exclusive. */
export interface MemberSpan {
  readonly name: string
  readonly start: number
  readonly valueStart: number
  readonly end: number
}

/** The body as the client sent it, so that what nobody understands survives. */
export interface OriginalBody {
  readonly bytes: Buffer
  readonly json: JsonObject
  /** Top-level members in their order; offsets are bytes. */
  readonly members: readonly MemberSpan[]
}

export interface ChatRequest {
  readonly wire: Wire
  /** The member of the body that holds what the model reads, for errors. Default `messages`. */
  readonly inputMember?: string
  /** The model as the client named it: a model, `provider/model`, a task, an alias or `auto`. */
  readonly model: string
  readonly isStream: boolean
  /** OpenAI clients see a usage chunk only when they asked for it. Always true on wires that always tell. */
  readonly wantsUsage: boolean
  readonly original: OriginalBody
  /** Request headers worth passing to a provider of the same wire, lower-case (`anthropic-version`, `anthropic-beta`). */
  readonly headers: Readonly<Record<string, string>>
  readonly needs: RequestNeeds
  readonly caller: CallerFacts
  readonly preferences?: RoutingPreferences | undefined
  /**
   * The beginning of the answer, already shown to the client: whoever is asked goes on from its very end. Only the router
   * itself makes such requests, when an answer broke.
   */
  readonly continuation?: string | undefined
  /** Rough size of everything the model will read, tokens; cheap (bytes, media left out). */
  readonly estimatedInputTokens: number
  readonly sampling: Sampling
  readonly reasoning: ReasoningRequest
  readonly responseFormat?: ResponseFormat | undefined
  readonly toolChoice?: ToolChoice | undefined
  readonly allowsParallelToolCalls?: boolean | undefined
  /** Decoded on first use. Leading system text comes first, as system messages. */
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
}
