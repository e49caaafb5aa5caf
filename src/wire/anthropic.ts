/**
 * The JSON shapes of the Anthropic messages wire, as loose as what is really received: everything a provider or a
 * client has been seen to leave out is optional, everything seen as null may be null. Types only; no behaviour here.
 */

import type { Maybe } from './openai.ts'

export type AnthropicMediaSource =
  | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'text'; readonly media_type?: Maybe<string>; readonly data: string }
  | { readonly type: 'content'; readonly content: string | readonly AnthropicBlock[] }
  | { readonly type: 'file'; readonly file_id: string }

export interface AnthropicTextBlock { readonly type: 'text'; readonly text: string; readonly citations?: unknown; readonly cache_control?: unknown }
export interface AnthropicImageBlock { readonly type: 'image'; readonly source: AnthropicMediaSource; readonly cache_control?: unknown }
export interface AnthropicDocumentBlock { readonly type: 'document'; readonly source: AnthropicMediaSource; readonly title?: Maybe<string>; readonly context?: Maybe<string>; readonly cache_control?: unknown }
export interface AnthropicThinkingBlock { readonly type: 'thinking'; readonly thinking: string; readonly signature?: Maybe<string> }
export interface AnthropicRedactedThinkingBlock { readonly type: 'redacted_thinking'; readonly data: string }
export interface AnthropicToolUseBlock { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input?: Maybe<object>; readonly cache_control?: unknown }
export interface AnthropicToolReferenceBlock { readonly type: 'tool_reference'; readonly tool_name: string }
export interface AnthropicToolResultBlock {
  readonly type: 'tool_result'
  readonly tool_use_id: string
  readonly content?: Maybe<string | readonly AnthropicBlock[]>
  readonly is_error?: Maybe<boolean>
  readonly cache_control?: unknown
}
export type AnthropicBlock =
  | AnthropicTextBlock | AnthropicImageBlock | AnthropicDocumentBlock | AnthropicThinkingBlock | AnthropicRedactedThinkingBlock
  | AnthropicToolUseBlock | AnthropicToolReferenceBlock | AnthropicToolResultBlock

/** Blocks that the provider's own tools leave (`server_tool_use`, `web_search_tool_result`), and those yet to come. */
export interface AnthropicUnknownBlock { readonly type: string }

/** `system` stands in the middle of Claude Code's conversations. */
export interface AnthropicMessage {
  readonly role: 'user' | 'assistant' | 'system'
  readonly content?: Maybe<string | readonly (AnthropicBlock | AnthropicUnknownBlock)[]>
  readonly output_config?: unknown
}

export interface AnthropicTool {
  readonly name: string
  /** Absent or `custom` for the client's own tools; dated (`web_search_20250305`) for the provider's. */
  readonly type?: Maybe<string>
  readonly description?: Maybe<string>
  readonly input_schema?: Maybe<object>
  readonly strict?: Maybe<boolean>
  readonly defer_loading?: Maybe<boolean>
  readonly cache_control?: unknown
}

export interface AnthropicToolChoice { readonly type: 'auto' | 'any' | 'tool' | 'none'; readonly name?: Maybe<string>; readonly disable_parallel_tool_use?: Maybe<boolean> }
export interface AnthropicThinking { readonly type: 'enabled' | 'disabled' | 'adaptive'; readonly budget_tokens?: Maybe<number>; readonly display?: Maybe<string> }
export interface AnthropicOutputConfig {
  readonly effort?: Maybe<string>
  readonly format?: Maybe<{ readonly type: string; readonly schema?: Maybe<object>; readonly name?: Maybe<string> }>
}

export interface AnthropicRequest {
  readonly model: string
  readonly max_tokens: number
  readonly messages: readonly AnthropicMessage[]
  readonly system?: Maybe<string | readonly AnthropicTextBlock[]>
  readonly stream?: Maybe<boolean>
  readonly tools?: Maybe<readonly AnthropicTool[]>
  readonly tool_choice?: Maybe<AnthropicToolChoice>
  readonly temperature?: Maybe<number>
  readonly top_p?: Maybe<number>
  readonly top_k?: Maybe<number>
  readonly stop_sequences?: Maybe<readonly string[]>
  readonly thinking?: Maybe<AnthropicThinking>
  readonly output_config?: Maybe<AnthropicOutputConfig>
  /** The older place of `output_config.format`. */
  readonly output_format?: Maybe<{ readonly type: string; readonly schema?: Maybe<object> }>
  readonly metadata?: Maybe<{ readonly user_id?: Maybe<string> }>
  readonly service_tier?: Maybe<string>
  readonly context_management?: unknown
  readonly container?: unknown
  readonly mcp_servers?: unknown
  readonly safeguards?: unknown
  readonly thread?: unknown
}

/** `input_tokens` counts what was neither read from nor written to the cache. */
export interface AnthropicUsage {
  readonly input_tokens?: Maybe<number>
  readonly output_tokens?: Maybe<number>
  readonly cache_creation_input_tokens?: Maybe<number>
  readonly cache_read_input_tokens?: Maybe<number>
  readonly output_tokens_details?: Maybe<{ readonly thinking_tokens?: Maybe<number> }>
}

export interface AnthropicError { readonly type?: Maybe<string>; readonly message?: Maybe<string> }

export interface AnthropicResponse {
  readonly id?: Maybe<string>
  readonly type?: Maybe<string>
  readonly role?: Maybe<string>
  readonly model?: Maybe<string>
  readonly content?: Maybe<readonly (AnthropicBlock | AnthropicUnknownBlock)[]>
  readonly stop_reason?: Maybe<string>
  readonly stop_sequence?: Maybe<string>
  readonly usage?: Maybe<AnthropicUsage>
}

/** What a block opens with; text and JSON follow in deltas, yet some senders give them here at once. */
export interface AnthropicBlockStart {
  readonly type?: Maybe<string>
  readonly text?: Maybe<string>
  readonly thinking?: Maybe<string>
  readonly signature?: Maybe<string>
  readonly data?: Maybe<string>
  readonly id?: Maybe<string>
  readonly name?: Maybe<string>
  readonly input?: Maybe<object>
}

export interface AnthropicDelta {
  readonly type?: Maybe<string>
  readonly text?: Maybe<string>
  readonly thinking?: Maybe<string>
  readonly signature?: Maybe<string>
  /** JSON text by the specification; some senders give the object itself. */
  readonly partial_json?: Maybe<string | object>
  /** Of `message_delta`. */
  readonly stop_reason?: Maybe<string>
  readonly stop_sequence?: Maybe<string>
}

/** Every event of the stream in one shape, told apart by `type`; `index` numbers blocks as the sender counts them. */
export interface AnthropicStreamEvent {
  readonly type?: Maybe<string>
  readonly message?: Maybe<AnthropicResponse>
  readonly index?: Maybe<number | string>
  readonly content_block?: Maybe<AnthropicBlockStart>
  readonly delta?: Maybe<AnthropicDelta>
  readonly usage?: Maybe<AnthropicUsage>
  readonly error?: Maybe<AnthropicError>
}
