/** What is remembered while one chat completion is read, streamed or whole. */

import { newAnswerState } from '../decode-events.ts'
import type { AnswerState } from '../decode-events.ts'
import type { AnswerReading } from '../dialect.ts'
import { ToolCallIds } from '../tool-call-ids.ts'
import { longToolNames } from '../tool-names.ts'
import { DEFAULT_TOOL_NAME_LENGTH } from './limits.ts'

export type ProseType = 'text-delta' | 'reasoning-delta' | 'refusal-delta'

export interface CallState {
  /** As the provider counts. */
  readonly rawIndex: number
  /** As the client is to count: another one where the provider counts several calls as one. */
  readonly index: number
  readonly rawId: string
  /** The id that the client sees. */
  readonly id: string
  block: number
  /** Arguments that came before the name did; `undefined` once the call was opened. */
  waitingText: string | undefined
  /** Told with the call's beginning. */
  thoughtSignature: string | undefined
}

export interface ChoiceState {
  readonly index: number
  /** Blocks begun so far. */
  blockCount: number
  /** The prose block that is still being written; a tool call or other prose closes it. */
  openType: ProseType | undefined
  openBlock: number
  readonly calls: CallState[]
  hasSpoken: boolean
  hasFinished: boolean
}

export interface OpenAiState extends AnswerState {
  readonly reading: AnswerReading
  /** The answer is one JSON body: choices hold messages, and calls are not counted. */
  readonly isWhole: boolean
  readonly ids: ToolCallIds
  readonly longNames: ReadonlyMap<string, string> | undefined
  readonly choices: ChoiceState[]
  hasStarted: boolean
  /** The chunk at hand was changed: its frame is written anew. */
  isMended: boolean
}

/** A chunk is our own once it is parsed: what the provider got wrong is mended in place. */
export type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

export const newOpenAiState = (reading: AnswerReading, isWhole: boolean): OpenAiState => {
  const { request, target, keepsFrames } = reading
  const maxLength = target.compat.maxToolNameLength ?? DEFAULT_TOOL_NAME_LENGTH
  return {
    ...newAnswerState(reading),
    reading,
    isWhole,
    ids: new ToolCallIds(reading),
    longNames: keepsFrames ? undefined : longToolNames(request.tools, maxLength),
    choices: [],
    hasStarted: false,
    isMended: false,
  }
}

export const newChoice = (index: number): ChoiceState =>
  ({ index, blockCount: 0, openType: undefined, openBlock: 0, calls: [], hasSpoken: false, hasFinished: false })
