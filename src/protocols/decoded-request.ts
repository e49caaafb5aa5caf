/**
 * A client's request as the rest of the router reads it: little is known at once, the rest is decoded on first use and
 * kept. What the members of a body mean is told by a wire's vocabulary; none of it belongs here.
 */

import type {
  CallerFacts, ChatRequest, JsonObject, Message, OriginalBody, ReasoningRequest, RequestNeeds, ResponseFormat, RoutingPreferences, Sampling, Tool, ToolChoice,
  Wire,
} from '../chat/request.ts'
import { estimateBodyTokens } from '../chat/tokens.ts'
import { decodePreferences } from './routing-preferences.ts'

/** How one wire says it. Each function reads the whole body and throws `RouterError` for what it cannot mean. */
export interface RequestVocabulary {
  readonly wire: Wire
  /** The member of the body that holds what the model reads. */
  readonly inputMember: string
  decodeMessages (body: JsonObject): readonly Message[]
  decodeTools (body: JsonObject): readonly Tool[]
  decodeSettings (body: JsonObject): RequestSettings
}

export interface RequestSettings {
  readonly sampling: Sampling
  readonly reasoning: ReasoningRequest
  readonly responseFormat: ResponseFormat | undefined
  readonly toolChoice: ToolChoice | undefined
  readonly allowsParallelToolCalls: boolean | undefined
}

/** What every request pays for. */
export interface RequestHead {
  readonly model: string
  readonly isStream: boolean
  readonly wantsUsage: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly needs: RequestNeeds
  readonly caller: CallerFacts
  /** Bytes of the body that are encoded media. */
  readonly mediaBytes: number
}

export class DecodedRequest implements ChatRequest {
  readonly wire: Wire
  readonly inputMember: string
  readonly model: string
  readonly isStream: boolean
  readonly wantsUsage: boolean
  readonly original: OriginalBody
  readonly headers: Readonly<Record<string, string>>
  readonly needs: RequestNeeds
  readonly caller: CallerFacts
  readonly #vocabulary: RequestVocabulary
  readonly #mediaBytes: number
  #estimatedInputTokens: number | undefined
  #messages: readonly Message[] | undefined
  #tools: readonly Tool[] | undefined
  #settings: RequestSettings | undefined
  /** `null` until somebody asked. */
  #preferences: RoutingPreferences | undefined | null = null

  constructor (original: OriginalBody, head: RequestHead, vocabulary: RequestVocabulary) {
    this.wire = vocabulary.wire
    this.inputMember = vocabulary.inputMember
    this.model = head.model
    this.isStream = head.isStream
    this.wantsUsage = head.wantsUsage
    this.original = original
    this.headers = head.headers
    this.needs = head.needs
    this.caller = head.caller
    this.#vocabulary = vocabulary
    this.#mediaBytes = head.mediaBytes
  }

  get estimatedInputTokens (): number { return this.#estimatedInputTokens ??= estimateBodyTokens(this.original.bytes, this.#mediaBytes) }
  get preferences (): RoutingPreferences | undefined { return this.#preferences === null ? this.#preferences = decodePreferences(this.original) : this.#preferences }
  get messages (): readonly Message[] { return this.#messages ??= this.#vocabulary.decodeMessages(this.original.json) }
  get tools (): readonly Tool[] { return this.#tools ??= this.#vocabulary.decodeTools(this.original.json) }
  get sampling (): Sampling { return this.#decodedSettings.sampling }
  get reasoning (): ReasoningRequest { return this.#decodedSettings.reasoning }
  get responseFormat (): ResponseFormat | undefined { return this.#decodedSettings.responseFormat }
  get toolChoice (): ToolChoice | undefined { return this.#decodedSettings.toolChoice }
  get allowsParallelToolCalls (): boolean | undefined { return this.#decodedSettings.allowsParallelToolCalls }

  get #decodedSettings (): RequestSettings { return this.#settings ??= this.#vocabulary.decodeSettings(this.original.json) }
}
