/**
 * The JSON shapes of the OpenAI Responses wire, as loose as what is really received: everything a provider has been seen to
 * leave out is optional, everything seen as null may be null. Types only; no behaviour here.
 */

import type { Maybe } from './openai.ts'

/** A part of a message's content, of a reasoning item's summary or of its own words. */
export interface ResponsesPart {
  readonly type?: Maybe<string>
  readonly text?: Maybe<string>
  readonly refusal?: Maybe<string>
}

/** `type` tells which of the members are there; many more types exist than are read here. */
export interface ResponsesItem {
  readonly type?: Maybe<string>
  readonly id?: Maybe<string>
  readonly status?: Maybe<string>
  /** Of `message`, and of `reasoning` where a provider shows its own words. */
  readonly content?: Maybe<readonly ResponsesPart[]>
  /** Of `reasoning`. */
  readonly summary?: Maybe<readonly ResponsesPart[]>
  readonly encrypted_content?: Maybe<string>
  /** Of calls of the client's tools. */
  readonly call_id?: Maybe<string>
  readonly name?: Maybe<string>
  readonly namespace?: Maybe<string>
  /** JSON text by the specification; of a tool search the object itself. */
  readonly arguments?: unknown
  /** Of `custom_tool_call`. */
  readonly input?: Maybe<string>
  /** Of `image_generation_call`: base64. */
  readonly result?: Maybe<string>
}

export interface ResponsesUsage {
  readonly input_tokens?: Maybe<number>
  readonly input_tokens_details?: Maybe<{ readonly cached_tokens?: Maybe<number> }>
  readonly output_tokens?: Maybe<number>
  readonly output_tokens_details?: Maybe<{ readonly reasoning_tokens?: Maybe<number> }>
  readonly total_tokens?: Maybe<number>
}

export interface ResponsesError {
  readonly code?: Maybe<string | number>
  readonly message?: Maybe<string>
  readonly type?: Maybe<string>
}

export interface ResponsesResponse {
  readonly id?: Maybe<string>
  readonly model?: Maybe<string>
  readonly status?: Maybe<string>
  readonly error?: Maybe<ResponsesError>
  readonly incomplete_details?: Maybe<{ readonly reason?: Maybe<string> }>
  readonly output?: Maybe<readonly ResponsesItem[]>
  readonly usage?: Maybe<ResponsesUsage>
}

/** `output_index` and `content_index` or `summary_index` say which part of which item an event is about. */
export interface ResponsesEvent {
  readonly type?: Maybe<string>
  readonly response?: Maybe<ResponsesResponse>
  readonly item?: Maybe<ResponsesItem>
  readonly item_id?: Maybe<string>
  readonly output_index?: Maybe<number>
  readonly content_index?: Maybe<number>
  readonly summary_index?: Maybe<number>
  readonly delta?: Maybe<string>
}
