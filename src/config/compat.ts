/**
 * The quirks of providers, as data. A dialect reads these flags; no dialect ever asks for a vendor's name.
 * A flag is absent where the provider follows its wire's specification.
 */

export interface Compat {
  /** Name of the output limit on the OpenAI wire. Default `max_tokens`. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens'
  /** Whether `stream_options.include_usage` is understood. Default true. */
  readonly supportsStreamUsage?: boolean
  /** Role of system text on the OpenAI wire. Default `system`. */
  readonly systemRole?: 'system' | 'developer'
  /** `first-only`: a system message after the first place is refused; later ones become user text in a `<system-reminder>`. */
  readonly systemPlacement?: 'anywhere' | 'first-only'
  /** How reasoning is switched. Default `none`: nothing is sent. */
  readonly reasoningSwitch?: 'none' | 'reasoning_effort' | 'thinking-type' | 'enable_thinking' | 'anthropic-thinking' | 'anthropic-adaptive' | 'openrouter-reasoning'
  /** Effort words the provider knows, from ours (`low`, `medium`, `high`, `max`, …). */
  readonly effortNames?: Readonly<Record<string, string>>
  /** Thinks unseen: nothing streams while it reasons, so its first content takes longer. */
  readonly hidesReasoning?: boolean
  /** This is the vendor whose client it is: who the user is, and what the client says of its machine, may reach it. */
  readonly mayKnowClient?: boolean
  /** Reasoning cannot be switched off. */
  readonly reasoningAlwaysOn?: boolean
  /** `reasoning_content` of assistant turns with tool calls must be sent back; a placeholder where it is unknown. */
  readonly replaysReasoning?: 'never' | 'tool-turns' | 'all-turns'
  /** Function tools are refused while it reasons: reasoning is switched off for them. */
  readonly toolsWithoutReasoning?: boolean
  /** Thinking in the history is checked for the vendor's own signature: nobody else's may be sent, and the last turn of a tool loop has to open with it. */
  readonly verifiesThinking?: boolean
  /** Tool calls must come back with their `thought_signature`; the vendor's documented stand-in where it is unknown. */
  readonly needsThoughtSignature?: boolean
  /** Which `tool_choice` values are understood. Default `all`. */
  readonly toolChoice?: 'all' | 'auto-only' | 'auto-while-reasoning'
  readonly supportsParallelToolCallsField?: boolean
  /** `json-object`: schemas are not understood, the schema goes into the prompt. Default `json-schema`. */
  readonly structuredOutput?: 'json-schema' | 'json-object' | 'none'
  /** Sampling fields that are refused. */
  readonly droppedFields?: readonly string[]
  /** JSON Schema keywords removed from tool parameters. `$schema` is always removed across wires. */
  readonly droppedSchemaKeywords?: readonly string[]
  /** Longest tool name; longer ones get a reversible short form. Default 64 on the OpenAI wire, 128 on Anthropic's. */
  readonly maxToolNameLength?: number
  /** Ids of tool calls that are empty or repeat: fresh ones are minted towards the client. */
  readonly toolCallIds?: 'trusted' | 'mint'
  /** `finish_reason` of a stream with tool calls cannot be believed. */
  readonly mendsFinishReason?: boolean
  /** Images are refused although the wire has them. */
  readonly imageInput?: 'supported' | 'text-placeholder'
  /** Sends requests that the provider cannot answer unless they are streams. */
  readonly reasoningNeedsStream?: boolean
  /** Dictionary entries of soft errors to look for in the first text (`providers/soft-errors.ts`). */
  readonly softErrors?: readonly string[]
  /** `anthropic-version` to send. Default `2023-06-01`. */
  readonly anthropicVersion?: string
  /** How the credential travels. Default `bearer` on the OpenAI wire, `x-api-key` on Anthropic's. */
  readonly authentication?: 'bearer' | 'x-api-key' | 'none'
  /**
   * How an assistant's half answer is gone on with. `prefill`: it stands last, nothing more is said; `prefix`: it carries
   * `prefix: true` (DeepSeek, at `continuationBaseUrl`); `partial`: it carries `partial: true` (Qwen, Kimi).
   * Default `none`: the model is asked in words.
   */
  readonly continuation?: 'prefill' | 'prefix' | 'partial' | 'none'
  /** Where such a request goes, in place of the provider's `baseUrl`; without a trailing slash, the dialect appends its path. */
  readonly continuationBaseUrl?: string
  /** The other half of an answer begins with the first half, said again (Mistral). */
  readonly continuationEchoes?: boolean
  /** How the provider is told to search the web by itself. Absent: it cannot be told. */
  readonly searchSwitch?: 'enable_search' | 'kimi-web-search' | 'google-search' | 'openrouter-online' | 'xai-live-search' | 'glm-web-search' | 'anthropic-web-search' | 'openai-web-search'
  /**
   * Shape of the calls that draw a picture, for models of the kind `image`. Default `openai`: `/images/generations`.
   * `dashscope`: a task that is asked for again; `dashscope-call`: its newer models, in one call. `gemini-images`: Google's own
   * `/images/generations`; `gemini-chat`: a chat completion with `modalities` (OpenRouter, proxies).
   */
  readonly imageApi?: 'openai' | 'cogview' | 'dashscope' | 'dashscope-call' | 'gemini-images' | 'gemini-chat'
  /** Base address of those calls, where it is not the provider's `baseUrl`; the API's own path is appended. */
  readonly imageApiUrl?: string
  /** OpenRouter's `provider`, `transforms`, `plugins` and `usage` are understood and pass through, but for names of this router's own providers. */
  readonly understandsRoutingFields?: boolean
  /** `tool_stream: true` may be sent: without it the arguments of a tool come in one piece (z.ai). */
  readonly toolStream?: boolean
  /** Ids of tool calls in the history that are accepted. `nine-alphanumeric`: exactly nine letters and digits (Mistral). Default `any`. */
  readonly toolCallIdFormat?: 'any' | 'nine-alphanumeric'
  /** Only the assistant may speak behind the results of tools: a short message of its own stands before anybody else's (Mistral). */
  readonly bridgesToolResults?: boolean
  /** Members of a function's declaration that are refused on the OpenAI wire (`strict`); they are left out. */
  readonly droppedToolMembers?: readonly string[]
  /** Members of a message that are refused on the OpenAI wire (`name`); they are left out. */
  readonly droppedMessageMembers?: readonly string[]
}
