/** What a probe asks, in no wire's words, and the few things it can ask with. */

import type { JsonObject } from '../../chat/request.ts'
import type { ChatResult } from '../../chat/result.ts'

export interface Ask {
  readonly text: string
  /** Stand before the text. */
  readonly hasPicture?: true
  readonly hasDocument?: true
  /** The tool that reads files is offered. */
  readonly offersTool?: true
  /** `tool`: that tool and no other. */
  readonly toolChoice?: 'required' | 'tool'
  /** Says that several calls at once are welcome, where the wire has a word for it. */
  readonly welcomesSeveralCalls?: true
  /** How hard; a wire without that word takes a budget. */
  readonly thinks?: 'low' | 'high'
  readonly format?: 'schema' | 'object'
  /** The beginning of the answer, to be gone on with. */
  readonly begun?: string
  /** In place of the target's. */
  readonly model?: string
  /** What was answered to the text, and what its calls gave: the conversation goes on from there. */
  readonly round?: { readonly answer: ChatResult, readonly toolResult: string }
}

export const TOOL_NAME = 'read_file'

export const TOOL_DESCRIPTION = 'Reads a text file and gives its content.'

export const TOOL_PARAMETERS: JsonObject = {
  type: 'object',
  properties: { path: { type: 'string', description: 'Path of the file.' } },
  required: ['path'],
}

/** Names that nobody would choose unasked. */
export const ANSWER_SCHEMA: JsonObject = {
  type: 'object',
  properties: { town_called: { type: 'string' }, people_about: { type: 'integer' } },
  required: ['town_called', 'people_about'],
  additionalProperties: false,
}

/** Tokens: room to think in, and an end to it. */
export const MAX_OUTPUT_TOKENS = 4096
export const THINKING_TOKENS = 1024
