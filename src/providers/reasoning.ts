/** How a request's wish for reasoning is told to a provider: one form for each kind of switch. */

import type { ChatRequest, JsonObject, ReasoningRequest } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import type { Intent } from './attempt.ts'

type Switch = NonNullable<Compat['reasoningSwitch']>

/** Every member that any switch uses; across switches they exclude each other. */
export const REASONING_MEMBERS = ['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'thinking_budget'] as const

/** Tokens of thinking that an effort stands for, where only a budget can be told. */
const EFFORT_BUDGETS: Readonly<Record<string, number>> = { minimal: 1024, low: 2048, medium: 8192, high: 16_384, xhigh: 32_768, max: 32_768 }
const DEFAULT_EFFORT = 'medium'

/** What the client wants: switched on, off, or `undefined` for whatever the provider does by itself. */
export const wantsReasoning = ({ enabled, effort, budgetTokens }: ReasoningRequest): boolean | undefined => {
  if (enabled !== undefined) return enabled
  if (effort !== undefined) return effort !== 'none'
  return budgetTokens === undefined ? undefined : budgetTokens > 0
}

/** A task to think about deserves no less than what models do by themselves, which for some is `high`. */
const INTENDED_EFFORT = 'high'

/** An answer that somebody began is gone on with, not thought about. */
const isBegun = ({ continuation, messages }: ChatRequest): boolean => continuation !== undefined || messages.at(-1)?.role === 'assistant'

/** The task is one to think about, and its client did not say a word about reasoning. */
export const thinksUnasked = (request: ChatRequest, intent: Intent | undefined): boolean =>
  intent?.thinks === true && wantsReasoning(request.reasoning) === undefined && !isBegun(request)

/** What a request comes to want: the client's own wish, where it has one. */
export const intendedReasoning = (request: ChatRequest, intent: Intent | undefined): ReasoningRequest =>
  thinksUnasked(request, intent) ? { ...request.reasoning, enabled: true, effort: INTENDED_EFFORT } : request.reasoning

/** Its client is not to see the reasoning that it did not ask for. */
export const thinksUnseen = (request: ChatRequest, intent: Intent | undefined): boolean => thinksUnasked(request, intent) && !request.reasoning.isVisible

const effortOfBudget = (budgetTokens: number): string => budgetTokens <= 4096 ? 'low' : budgetTokens <= 16_384 ? 'medium' : 'high'

const effortOf = ({ effort, budgetTokens }: ReasoningRequest): string | undefined => {
  if (effort !== undefined) return effort
  return budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens)
}

/** Tokens that the client gives to thinking. */
export const thinkingBudget = ({ effort, budgetTokens }: ReasoningRequest): number =>
  budgetTokens ?? EFFORT_BUDGETS[effort ?? DEFAULT_EFFORT] ?? EFFORT_BUDGETS[DEFAULT_EFFORT] as number

const nameIn = (compat: Compat, effort: string): string => compat.effortNames?.[effort] ?? effort

const effortMembers = (isOn: boolean, reasoning: ReasoningRequest, compat: Compat): JsonObject => {
  if (isOn) return { reasoning_effort: nameIn(compat, effortOf(reasoning) ?? DEFAULT_EFFORT) }
  const off = compat.effortNames?.['none']
  return off === undefined ? {} : { reasoning_effort: off }
}

/** Beside `thinking`, an effort goes only to providers whose words for it are known: others take one or the other. */
const typeMembers = (isOn: boolean, reasoning: ReasoningRequest, compat: Compat): JsonObject => {
  const effort = isOn && compat.effortNames !== undefined ? effortOf(reasoning) : undefined
  return { thinking: { type: isOn ? 'enabled' : 'disabled' }, ...(effort !== undefined && { reasoning_effort: nameIn(compat, effort) }) }
}

const enableMembers = (isOn: boolean, { budgetTokens }: ReasoningRequest): JsonObject =>
  ({ enable_thinking: isOn, ...(isOn && budgetTokens !== undefined && { thinking_budget: budgetTokens }) })

const openRouterMembers = (isOn: boolean, { effort, budgetTokens, isVisible }: ReasoningRequest): JsonObject => {
  if (!isOn) return { reasoning: { enabled: false } }
  const hidden = isVisible ? {} : { exclude: true }
  if (effort !== undefined) return { reasoning: { effort, ...hidden } }
  return { reasoning: { ...(budgetTokens === undefined ? { enabled: true } : { max_tokens: budgetTokens }), ...hidden } }
}

const adaptiveMembers = (isOn: boolean, reasoning: ReasoningRequest, compat: Compat): JsonObject => {
  if (!isOn) return { thinking: { type: 'disabled' } }
  const effort = effortOf(reasoning)
  return { thinking: { type: 'adaptive' }, ...(effort !== undefined && { output_config: { effort: nameIn(compat, effort) } }) }
}

const budgetMembers = (isOn: boolean, reasoning: ReasoningRequest): JsonObject =>
  ({ thinking: isOn ? { type: 'enabled', budget_tokens: thinkingBudget(reasoning) } : { type: 'disabled' } })

const MEMBERS: Readonly<Record<Switch, (isOn: boolean, reasoning: ReasoningRequest, compat: Compat) => JsonObject>> = {
  none: () => ({}),
  reasoning_effort: effortMembers,
  'thinking-type': typeMembers,
  enable_thinking: enableMembers,
  'openrouter-reasoning': openRouterMembers,
  'anthropic-thinking': budgetMembers,
  'anthropic-adaptive': adaptiveMembers,
}

/** The members that tell a provider; none where the client did not say, or the provider cannot be told. */
export const reasoningMembers = (reasoning: ReasoningRequest, compat: Compat): JsonObject => {
  const isOn = wantsReasoning(reasoning)
  if (isOn === undefined || (!isOn && compat.reasoningAlwaysOn === true)) return {}
  return MEMBERS[compat.reasoningSwitch ?? 'none'](isOn, reasoning, compat)
}

/** Whether reasoning can be switched off for one call. */
export const canSwitchOff = (compat: Compat): boolean =>
  compat.reasoningAlwaysOn !== true && Object.keys(reasoningMembers({ enabled: false, isVisible: false }, compat)).length > 0

export const withoutReasoning = (reasoning: ReasoningRequest): ReasoningRequest => ({ enabled: false, isVisible: reasoning.isVisible })
