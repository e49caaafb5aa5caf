/** What is remembered while one message is read, streamed or whole. */

import type { AnthropicUsage } from '../../wire/anthropic.ts'
import { newAnswerState } from '../decode-events.ts'
import type { AnswerState } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'
import { ToolCallIds } from '../tool-call-ids.ts'
import { longToolNames } from '../tool-names.ts'
import { DEFAULT_TOOL_NAME_LENGTH } from './limits.ts'

export type BlockType = 'text' | 'reasoning' | 'redacted-reasoning' | 'tool-call' | 'opaque'

export interface BlockState {
  readonly type: BlockType
  /** Our number; -1 until its first part, for a block that says nothing is not counted. */
  block: number
  /** The arguments came whole with the start: what deltas repeat is not added. */
  readonly hasWholeInput: boolean
}

export interface AnthropicState extends AnswerState {
  readonly reading: AnswerReading
  readonly ids: ToolCallIds
  readonly longNames: ReadonlyMap<string, string> | undefined
  /** By the provider's own index. */
  readonly blocks: Map<number | string, BlockState>
  blockCount: number
  /** The counts reported so far, as reported: a later report names only some of them. */
  usage: { -readonly [Key in keyof AnthropicUsage]: AnthropicUsage[Key] }
  hasStarted: boolean
  hasSpoken: boolean
  hasToolCalls: boolean
  /** The event at hand was changed: its frame is written anew. */
  isMended: boolean
}

export const newAnthropicState = (reading: AnswerReading): AnthropicState => {
  const { request, target, keepsFrames } = reading
  const maxLength = target.compat.maxToolNameLength ?? DEFAULT_TOOL_NAME_LENGTH
  return {
    ...newAnswerState(reading),
    reading,
    ids: new ToolCallIds(reading),
    longNames: keepsFrames ? undefined : longToolNames(request.tools, maxLength),
    blocks: new Map(),
    blockCount: 0,
    usage: {},
    hasStarted: false,
    hasSpoken: false,
    hasToolCalls: false,
    isMended: false,
  }
}
