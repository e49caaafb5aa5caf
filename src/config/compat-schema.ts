/** The quirk flags as they are written in YAML (`max_tokens_field`). The meaning of each flag stands in `compat.ts`. */

import { z } from 'zod'
import type { Compat } from './compat.ts'

const flag = z.boolean().exactOptional()
/** As `base-url.ts` would leave it; these are written seldom, and by people who know the address. */
const address = z.string().regex(/^https?:\/\/[^\s@?#/]+(?:\/[^\s@?#/]+)*$/, 'this is not an address; write https://host/v1, without a "/" at its end').exactOptional()

export const compatShape = {
  max_tokens_field: z.enum(['max_tokens', 'max_completion_tokens']).exactOptional().describe('Name of the output limit on the OpenAI wire. Default: max_tokens.'),
  supports_stream_usage: flag.describe('Whether stream_options.include_usage is understood. Default: true.'),
  system_role: z.enum(['system', 'developer']).exactOptional().describe('Role of system text on the OpenAI wire. Default: system.'),
  system_placement: z.enum(['anywhere', 'first-only']).exactOptional().describe('first-only: later system messages are refused and become user text. Default: anywhere.'),
  reasoning_switch: z.enum(['none', 'reasoning_effort', 'thinking-type', 'enable_thinking', 'anthropic-thinking', 'anthropic-adaptive', 'openrouter-reasoning']).exactOptional()
    .describe('How reasoning is switched on and off. Default: none, nothing is sent.'),
  effort_names: z.record(z.string(), z.string()).exactOptional().describe('Effort words the provider knows, by ours: { low: low, xhigh: max }.'),
  hides_reasoning: flag.describe('Nothing streams while the model reasons, so its first content may take six times as long.'),
  may_know_client: flag.describe('The client\'s own vendor: metadata and safeguards of the request may reach it. Default: false.'),
  reasoning_always_on: flag.describe('Reasoning cannot be switched off.'),
  replays_reasoning: z.enum(['never', 'tool-turns', 'all-turns']).exactOptional().describe('Which assistant turns must carry their reasoning back to the provider. Default: never.'),
  tools_without_reasoning: flag.describe('Function tools are refused while the model reasons; reasoning is switched off for them (OpenAI, chat completions).'),
  verifies_thinking: flag.describe('Thinking in the history must carry the vendor\'s own signature; what others thought is left out (Anthropic).'),
  needs_thought_signature: flag.describe('Tool calls must come back with their thought_signature (Gemini).'),
  tool_choice: z.enum(['all', 'auto-only', 'auto-while-reasoning']).exactOptional().describe('Which values of tool_choice are understood. Default: all.'),
  supports_parallel_tool_calls_field: flag.describe('Whether parallel_tool_calls is understood. Default: true.'),
  structured_output: z.enum(['json-schema', 'json-object', 'none']).exactOptional().describe('json-object: a schema goes into the prompt instead. Default: json-schema.'),
  dropped_fields: z.array(z.string().min(1)).exactOptional().describe('Sampling fields the provider refuses; they are left out of requests.'),
  dropped_schema_keywords: z.array(z.string().min(1)).exactOptional().describe('JSON Schema keywords taken out of tool parameters.'),
  max_tool_name_length: z.int().min(8).exactOptional().describe('Longest tool name, characters; longer ones get a reversible short form.'),
  tool_call_ids: z.enum(['trusted', 'mint']).exactOptional().describe('mint: ids of tool calls are empty or repeat, so fresh ones are made. Default: trusted.'),
  mends_finish_reason: flag.describe('The finish reason of a stream with tool calls cannot be believed.'),
  image_input: z.enum(['supported', 'text-placeholder']).exactOptional().describe('text-placeholder: images are refused and replaced by a line of text. Default: supported.'),
  reasoning_needs_stream: flag.describe('Reasoning works in streams only.'),
  soft_errors: z.array(z.string().min(1)).exactOptional().describe('Names of soft errors to look for in the first text of an answer.'),
  anthropic_version: z.string().min(1).exactOptional().describe('anthropic-version header to send. Default: 2023-06-01.'),
  authentication: z.enum(['bearer', 'x-api-key', 'none']).exactOptional().describe('How the key travels. Default: bearer on the OpenAI wire, x-api-key on Anthropic\'s.'),
  continuation: z.enum(['prefill', 'prefix', 'partial', 'none']).exactOptional().describe('How a broken answer is continued: as the last assistant message (prefill), with prefix: true, or with partial: true. Default: none, in words.'),
  continuation_base_url: address.describe('Where continued answers are asked for, if not at base_url.'),
  continuation_echoes: flag.describe('A continued answer begins with the half that was sent, said again.'),
  search_switch: z.enum(['enable_search', 'kimi-web-search', 'google-search', 'openrouter-online', 'xai-live-search', 'glm-web-search', 'anthropic-web-search', 'openai-web-search']).exactOptional()
    .describe('How the provider is told to search the web by itself. Default: it cannot be told.'),
  image_api: z.enum(['openai', 'cogview', 'dashscope', 'dashscope-call', 'gemini-images', 'gemini-chat']).exactOptional().describe('Shape of the calls to models of the kind image. Default: openai.'),
  image_api_url: address.describe('Where pictures are asked for, if not at base_url.'),
  understands_routing_fields: flag.describe('Whether OpenRouter\'s members provider (without names of providers here), usage, plugins and transforms may pass through. Default: false.'),
  tool_stream: flag.describe('Whether tool_stream: true may be sent, so that tool arguments come bit by bit. Default: false.'),
  tool_call_id_format: z.enum(['any', 'nine-alphanumeric']).exactOptional().describe('Ids of tool calls that are accepted. Default: any.'),
  bridges_tool_results: flag.describe('Only the assistant may speak behind tool results; a short message of its own is put there. Default: false.'),
  dropped_tool_members: z.array(z.string().min(1)).exactOptional().describe('Members of a function\'s declaration the provider refuses; they are left out of requests.'),
  dropped_message_members: z.array(z.string().min(1)).exactOptional().describe('Members of a message the provider refuses; they are left out of requests.'),
}

export const compatFlags = z.strictObject(compatShape)
export type CompatFlags = z.infer<typeof compatFlags>

type CamelCase<Text extends string> = Text extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Text
type CamelKeys<Flags> = { [Key in keyof Flags as CamelCase<Key & string>]: Flags[Key] }

/** Fails to compile when `compat.ts` has a flag that cannot be written in YAML. */
type Unwritten = Exclude<keyof Compat, keyof CamelKeys<CompatFlags>>
const everyFlagIsWritten: Unwritten extends never ? true : Unwritten = true

const camelCase = (key: string): string => key.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase())

export const compatOfFlags = (flags: CompatFlags): Compat => {
  void everyFlagIsWritten
  return Object.fromEntries(Object.entries(flags).map(([key, value]) => [camelCase(key), value])) as CamelKeys<CompatFlags>
}
