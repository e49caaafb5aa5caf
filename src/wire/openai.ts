/**
 * The JSON shapes of the OpenAI chat completions wire, as loose as what is really received: everything a provider or a
 * client has been seen to leave out is optional, everything seen as null may be null. Types only; no behaviour here.
 */

/** Absent, null or there: senders do all three. */
export type Maybe<Type> = Type | null | undefined

export interface OpenAiTextPart { readonly type: 'text'; readonly text: string }
export interface OpenAiRefusalPart { readonly type: 'refusal'; readonly refusal: string }
export interface OpenAiImagePart { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: Maybe<string> } | string }
export interface OpenAiAudioPart { readonly type: 'input_audio'; readonly input_audio: { readonly data: string; readonly format: string } }
export interface OpenAiFilePart {
  readonly type: 'file'
  readonly file: { readonly file_data?: Maybe<string>; readonly file_id?: Maybe<string>; readonly filename?: Maybe<string> }
}
export type OpenAiContentPart = OpenAiTextPart | OpenAiRefusalPart | OpenAiImagePart | OpenAiAudioPart | OpenAiFilePart
export type OpenAiContent = string | readonly OpenAiContentPart[]

/** `arguments` is JSON text by the specification; some senders give the object itself. */
export interface OpenAiFunctionCall { readonly name?: Maybe<string>; readonly arguments?: Maybe<string | object> }

export interface OpenAiToolCall {
  readonly id?: Maybe<string>
  readonly type?: Maybe<string>
  readonly function?: Maybe<OpenAiFunctionCall>
  /** Gemini's thought signature travels here. */
  readonly extra_content?: unknown
}

/** The reasoning text of an answer or of a turn in the history, under each of its three names. */
export interface OpenAiReasoningFields {
  readonly reasoning_content?: Maybe<string>
  readonly reasoning?: Maybe<string>
  readonly thinking?: Maybe<string>
}

export interface OpenAiSystemMessage { readonly role: 'system' | 'developer'; readonly content?: Maybe<OpenAiContent>; readonly name?: Maybe<string> }
export interface OpenAiUserMessage { readonly role: 'user'; readonly content?: Maybe<OpenAiContent>; readonly name?: Maybe<string> }
export interface OpenAiAssistantMessage extends OpenAiReasoningFields {
  readonly role: 'assistant'
  readonly content?: Maybe<OpenAiContent>
  readonly refusal?: Maybe<string>
  readonly tool_calls?: Maybe<readonly OpenAiToolCall[]>
  readonly function_call?: Maybe<OpenAiFunctionCall>
  readonly name?: Maybe<string>
}
export interface OpenAiToolMessage { readonly role: 'tool'; readonly tool_call_id?: Maybe<string>; readonly content?: Maybe<OpenAiContent>; readonly name?: Maybe<string> }
/** The predecessor of `tool`. */
export interface OpenAiFunctionMessage { readonly role: 'function'; readonly name?: Maybe<string>; readonly content?: Maybe<OpenAiContent> }
export type OpenAiMessage = OpenAiSystemMessage | OpenAiUserMessage | OpenAiAssistantMessage | OpenAiToolMessage | OpenAiFunctionMessage

export interface OpenAiFunctionTool {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description?: Maybe<string>
    readonly parameters?: Maybe<object>
    readonly strict?: Maybe<boolean>
  }
}

export type OpenAiToolChoice = 'auto' | 'none' | 'required' | { readonly type: 'function'; readonly function: { readonly name: string } }

export type OpenAiResponseFormat =
  | { readonly type: 'text' | 'json_object' }
  | {
    readonly type: 'json_schema'
    readonly json_schema: { readonly name: string; readonly schema?: Maybe<object>; readonly strict?: Maybe<boolean>; readonly description?: Maybe<string> }
  }

export interface OpenAiChatRequest {
  readonly model: string
  readonly messages: readonly OpenAiMessage[]
  readonly stream?: Maybe<boolean>
  readonly stream_options?: Maybe<{ readonly include_usage?: Maybe<boolean> }>
  readonly max_tokens?: Maybe<number>
  readonly max_completion_tokens?: Maybe<number>
  readonly temperature?: Maybe<number>
  readonly top_p?: Maybe<number>
  readonly top_k?: Maybe<number>
  readonly n?: Maybe<number>
  readonly seed?: Maybe<number>
  readonly stop?: Maybe<string | readonly string[]>
  readonly frequency_penalty?: Maybe<number>
  readonly presence_penalty?: Maybe<number>
  readonly logprobs?: Maybe<boolean>
  readonly top_logprobs?: Maybe<number>
  /** Function tools; other `type`s exist (`custom`, vendors' own) and pass as they are. */
  readonly tools?: Maybe<readonly (OpenAiFunctionTool | { readonly type: string })[]>
  readonly tool_choice?: Maybe<OpenAiToolChoice>
  readonly parallel_tool_calls?: Maybe<boolean>
  readonly response_format?: Maybe<OpenAiResponseFormat>
  readonly reasoning_effort?: Maybe<string>
  readonly thinking?: Maybe<{ readonly type?: Maybe<string>; readonly budget_tokens?: Maybe<number> }>
  readonly enable_thinking?: Maybe<boolean>
  readonly thinking_budget?: Maybe<number>
  /** OpenRouter's form. */
  readonly reasoning?: Maybe<{ readonly effort?: Maybe<string>; readonly max_tokens?: Maybe<number>; readonly enabled?: Maybe<boolean>; readonly exclude?: Maybe<boolean> }>
  readonly modalities?: Maybe<readonly string[]>
  readonly web_search_options?: Maybe<object>
  readonly user?: Maybe<string>
}

export interface OpenAiUsage {
  readonly prompt_tokens?: Maybe<number>
  readonly completion_tokens?: Maybe<number>
  readonly total_tokens?: Maybe<number>
  readonly prompt_tokens_details?: Maybe<{ readonly cached_tokens?: Maybe<number> }>
  readonly completion_tokens_details?: Maybe<{ readonly reasoning_tokens?: Maybe<number> }>
  /** DeepSeek's name of the cached part. */
  readonly prompt_cache_hit_tokens?: Maybe<number>
  readonly prompt_cache_miss_tokens?: Maybe<number>
  /** Kimi's name of the cached part. */
  readonly cached_tokens?: Maybe<number>
}

/** `code` is a number at some providers. */
export interface OpenAiError {
  readonly message?: Maybe<string>
  readonly type?: Maybe<string>
  readonly code?: Maybe<string | number>
  readonly param?: Maybe<string>
}

/** What an answer may hold beside words. */
export interface OpenAiMediaFields {
  /** Models that draw, at OpenRouter and behind Gemini proxies. */
  readonly images?: Maybe<readonly OpenAiImagePart[]>
  readonly audio?: Maybe<{ readonly id?: Maybe<string>; readonly data?: Maybe<string>; readonly transcript?: Maybe<string> }>
}

export interface OpenAiResponseMessage extends OpenAiReasoningFields, OpenAiMediaFields {
  readonly role?: Maybe<string>
  readonly content?: Maybe<OpenAiContent>
  readonly refusal?: Maybe<string>
  readonly tool_calls?: Maybe<readonly OpenAiToolCall[]>
  /** The predecessor of `tool_calls`. */
  readonly function_call?: Maybe<OpenAiFunctionCall>
}

export interface OpenAiChoice {
  readonly index?: Maybe<number>
  readonly message?: Maybe<OpenAiResponseMessage>
  readonly finish_reason?: Maybe<string>
  readonly logprobs?: unknown
}

export interface OpenAiChatResponse {
  readonly id?: Maybe<string>
  readonly object?: Maybe<string>
  readonly created?: Maybe<number>
  readonly model?: Maybe<string>
  readonly choices?: Maybe<readonly OpenAiChoice[]>
  readonly usage?: Maybe<OpenAiUsage>
}

/** `index` is missing at Gemini; `id` and `name` are empty or repeated on later chunks elsewhere. */
export interface OpenAiToolCallDelta extends OpenAiToolCall { readonly index?: Maybe<number> }

export interface OpenAiDelta extends OpenAiReasoningFields, OpenAiMediaFields {
  readonly role?: Maybe<string>
  readonly content?: Maybe<OpenAiContent>
  readonly refusal?: Maybe<string>
  readonly tool_calls?: Maybe<readonly OpenAiToolCallDelta[]>
  readonly function_call?: Maybe<OpenAiFunctionCall>
}

export interface OpenAiChunkChoice {
  readonly index?: Maybe<number>
  readonly delta?: Maybe<OpenAiDelta>
  readonly finish_reason?: Maybe<string>
  readonly logprobs?: unknown
  /** Kimi reports here. */
  readonly usage?: Maybe<OpenAiUsage>
}

export interface OpenAiChunk {
  readonly id?: Maybe<string>
  readonly object?: Maybe<string>
  readonly created?: Maybe<number>
  readonly model?: Maybe<string>
  readonly choices?: Maybe<readonly OpenAiChunkChoice[]>
  readonly usage?: Maybe<OpenAiUsage>
}
