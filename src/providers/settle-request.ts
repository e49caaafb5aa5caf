/**
 * Decides once, for every way of writing a request, what a target can be asked for of what the client asked: forced tools
 * exclude reasoning at some providers, schemas are unknown to others. What is lost on the way is told.
 */

import type { ChatRequest, ReasoningRequest, ResponseFormat, ToolChoice } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import type { Target } from '../config/target.ts'
import { canSwitchOff, wantsReasoning, withoutReasoning } from './reasoning.ts'
import { jsonInstruction } from './structured-output.ts'

export interface SettledRequest {
  readonly reasoning: ReasoningRequest
  readonly toolChoice: ToolChoice | undefined
  readonly offersTools: boolean
  /** The only tool to offer: what a forced choice comes to where a choice cannot be forced. */
  readonly onlyTool: string | undefined
  readonly responseFormat: ResponseFormat | undefined
  /** Added to the system text; empty where nothing is. */
  readonly instruction: string
}

type SettledTools = Pick<SettledRequest, 'reasoning' | 'toolChoice' | 'offersTools' | 'onlyTool'>
type SettledFormat = Pick<SettledRequest, 'responseFormat' | 'instruction'>

/** What was asked for and is not to be had. */
export type Dropped = Set<string>

const settleReasoning = (request: ChatRequest, compat: Compat, dropped: Dropped): ReasoningRequest => {
  const { reasoning } = request
  if (compat.reasoningNeedsStream !== true || request.isStream || !canSwitchOff(compat)) return reasoning
  if (wantsReasoning(reasoning) === true) dropped.add('reasoning')
  return withoutReasoning(reasoning)
}

const letGo = (reasoning: ReasoningRequest, choice: ToolChoice, dropped: Dropped): SettledTools => {
  dropped.add('tool_choice')
  return { reasoning, toolChoice: { type: 'auto' }, offersTools: true, onlyTool: choice.type === 'tool' ? choice.name : undefined }
}

const settleTools = (choice: ToolChoice | undefined, reasoning: ReasoningRequest, compat: Compat, dropped: Dropped): SettledTools => {
  const asAsked = { reasoning, toolChoice: choice, offersTools: true, onlyTool: undefined }
  const understood = compat.toolChoice ?? 'all'
  if (choice === undefined || choice.type === 'auto' || understood === 'all') return asAsked
  if (choice.type === 'none') return understood === 'auto-only' ? { ...asAsked, toolChoice: undefined, offersTools: false } : asAsked
  if (understood === 'auto-only') return letGo(reasoning, choice, dropped)
  if (wantsReasoning(reasoning) === false && compat.reasoningAlwaysOn !== true) return asAsked
  if (!canSwitchOff(compat)) return letGo(reasoning, choice, dropped)
  if (wantsReasoning(reasoning) === true) dropped.add('reasoning')
  return { ...asAsked, reasoning: withoutReasoning(reasoning) }
}

const settleFormat = (format: ResponseFormat | undefined, compat: Compat, dropped: Dropped): SettledFormat => {
  const understood = compat.structuredOutput ?? 'json-schema'
  if (format === undefined || format.type === 'text' || understood === 'json-schema') return { responseFormat: format, instruction: '' }
  if (understood === 'none') {
    dropped.add('response_format')
    return { responseFormat: undefined, instruction: jsonInstruction(format) }
  }
  return { responseFormat: { type: 'json-object' }, instruction: format.type === 'json-schema' ? jsonInstruction(format) : '' }
}

/** Adds to `dropped` what the target cannot be asked for. */
export const settleRequest = (request: ChatRequest, target: Target, dropped: Dropped): SettledRequest => {
  const { compat } = target
  const reasoning = settleReasoning(request, compat, dropped)
  return { ...settleTools(request.toolChoice, reasoning, compat, dropped), ...settleFormat(request.responseFormat, compat, dropped) }
}
