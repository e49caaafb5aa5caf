/**
 * Decides once, for every way of writing a request, what a target can be asked for of what the client asked: forced tools
 * exclude reasoning at some providers, schemas are unknown to others. What is lost on the way is told.
 */

import type { ChatRequest, ReasoningRequest, ResponseFormat, ToolChoice } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import type { Target } from '../config/target.ts'
import type { Intent } from './attempt.ts'
import { goesOnUnthinking } from './continuation.ts'
import { canSwitchOff, intendedReasoning, wantsReasoning, withoutReasoning } from './reasoning.ts'
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

/** Reasoning gives way to what cannot be had beside it; told only to who asked for it. */
const rest = (asked: ReasoningRequest, dropped: Dropped): ReasoningRequest => {
  if (wantsReasoning(asked) === true) dropped.add('reasoning')
  return withoutReasoning(asked)
}

/** Kimi's documentation keeps its own search and thinking apart. */
const SEARCHES_WITHOUT_REASONING: ReadonlySet<Compat['searchSwitch']> = new Set(['kimi-web-search'])

const mustRest = (request: ChatRequest, compat: Compat, intent: Intent | undefined): boolean =>
  goesOnUnthinking(request, { compat })
  || (compat.reasoningNeedsStream === true && !request.isStream)
  || (compat.toolsWithoutReasoning === true && request.needs.tools)
  || (intent?.searches === true && SEARCHES_WITHOUT_REASONING.has(compat.searchSwitch))

const settleReasoning = (request: ChatRequest, compat: Compat, intent: Intent | undefined, dropped: Dropped): ReasoningRequest =>
  mustRest(request, compat, intent) && canSwitchOff(compat) ? rest(request.reasoning, dropped) : intendedReasoning(request, intent)

const letGo = (reasoning: ReasoningRequest, choice: ToolChoice, dropped: Dropped): SettledTools => {
  dropped.add('tool_choice')
  return { reasoning, toolChoice: { type: 'auto' }, offersTools: true, onlyTool: choice.type === 'tool' ? choice.name : undefined }
}

/** A tool that another wire's provider would run cannot be forced here. */
const choiceOf = (request: ChatRequest, intent: Intent | undefined): ToolChoice | undefined => {
  const { toolChoice } = request
  const isServerTool = intent?.searches === true && toolChoice?.type === 'tool' && request.tools.some(({ type, name }) => type === 'server' && name === toolChoice.name)
  return isServerTool ? undefined : toolChoice
}

interface ToolWish {
  readonly choice: ToolChoice | undefined
  readonly reasoning: ReasoningRequest
  /** The client's own word. */
  readonly askedReasoning: ReasoningRequest
}

const settleTools = ({ choice, reasoning, askedReasoning }: ToolWish, compat: Compat, dropped: Dropped): SettledTools => {
  const asAsked = { reasoning, toolChoice: choice, offersTools: true, onlyTool: undefined }
  const understood = compat.toolChoice ?? 'all'
  if (choice === undefined || choice.type === 'auto' || understood === 'all') return asAsked
  if (choice.type === 'none') return understood === 'auto-only' ? { ...asAsked, toolChoice: undefined, offersTools: false } : asAsked
  if (understood === 'auto-only') return letGo(reasoning, choice, dropped)
  if (wantsReasoning(reasoning) === false && compat.reasoningAlwaysOn !== true) return asAsked
  if (!canSwitchOff(compat)) return letGo(reasoning, choice, dropped)
  return { ...asAsked, reasoning: rest(askedReasoning, dropped) }
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
export const settleRequest = (request: ChatRequest, target: Target, dropped: Dropped, intent?: Intent): SettledRequest => {
  const { compat } = target
  const reasoning = settleReasoning(request, compat, intent, dropped)
  const wish = { choice: choiceOf(request, intent), reasoning, askedReasoning: request.reasoning }
  return { ...settleTools(wish, compat, dropped), ...settleFormat(request.responseFormat, compat, dropped) }
}
