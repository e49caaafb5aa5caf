/**
 * Thinking in a request of the Anthropic wire, for one provider of it: in the form that its model knows, within its bounds,
 * and on where the task is to think and nothing that the client asked for speaks against it.
 */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Compat } from '../../config/compat.ts'
import type { Target } from '../../config/target.ts'
import type { Intent } from '../attempt.ts'
import { goesOnUnthinking } from '../continuation.ts'
import { isObject } from '../json-values.ts'
import type { MemberEdits } from '../member-edits.ts'
import { intendedReasoning, reasoningMembers, thinksUnasked, wantsReasoning, withoutReasoning } from '../reasoning.ts'
import { fitThinking, isThinking, leastTopP } from './thinking.ts'
import { wantsWords } from './thinking-history.ts'

export interface ThinkingPlan {
  /** What the request will say; `undefined`: nothing. */
  readonly thinking: JsonValue | undefined
  /** Members of `output_config` beside it; the client's own win. */
  readonly effort: JsonObject | undefined
  /** Nobody asked for it. */
  readonly isUnasked: boolean
}

/** The form in which each switch says that thinking is on. */
const FORMS: Readonly<Partial<Record<NonNullable<Compat['reasoningSwitch']>, string>>> = { 'anthropic-thinking': 'enabled', 'anthropic-adaptive': 'adaptive' }

export const thinkingType = (thinking: JsonValue | undefined): JsonValue | undefined => isObject(thinking) ? thinking['type'] : undefined

/** A choice that leaves the model no time to think. */
const isForced = ({ toolChoice }: ChatRequest): boolean => toolChoice?.type === 'required' || toolChoice?.type === 'tool'

const effortIn = ({ output_config: effort }: JsonObject): JsonObject | undefined => isObject(effort) ? effort : undefined

/** What the client asked for, in the words of a model that knows one form alone. */
const askedThinking = (request: ChatRequest, { compat }: Target): Omit<ThinkingPlan, 'isUnasked'> => {
  const { thinking } = request.original.json
  if (compat.reasoningAlwaysOn === true && thinkingType(thinking) === 'disabled') return { thinking: undefined, effort: undefined }
  const form = FORMS[compat.reasoningSwitch ?? 'none']
  if (form === undefined || !isThinking(thinking) || thinkingType(thinking) === form) return { thinking, effort: undefined }
  const members = reasoningMembers(request.reasoning, compat)
  const { display } = thinking as JsonObject
  return { thinking: { ...members['thinking'] as JsonObject, ...(display !== undefined && { display }) }, effort: effortIn(members) }
}

const intendedThinking = (request: ChatRequest, { compat }: Target, intent: Intent | undefined): Omit<ThinkingPlan, 'isUnasked'> => {
  const members = reasoningMembers(intendedReasoning(request, intent), compat)
  return { thinking: members['thinking'], effort: effortIn(members) }
}

const restingThinking = ({ reasoning }: ChatRequest, { compat }: Target): Omit<ThinkingPlan, 'isUnasked'> =>
  ({ thinking: reasoningMembers(withoutReasoning(reasoning), compat)['thinking'], effort: undefined })

/** `limit`: tokens that may be written, thinking included. */
export const planThinking = (request: ChatRequest, target: Target, intent: Intent | undefined, limit: number | undefined): ThinkingPlan => {
  if (goesOnUnthinking(request, target)) return { ...restingThinking(request, target), isUnasked: false }
  const isUnasked = thinksUnasked(request, intent) && !isForced(request)
  const plan = isUnasked ? intendedThinking(request, target, intent) : askedThinking(request, target)
  return { ...plan, thinking: limit === undefined ? plan.thinking : fitThinking(plan.thinking, limit), isUnasked }
}

/** Whether the model thinks in this answer; who wants thinking back in words does so unless it is told not to. */
export const thinksIn = ({ thinking }: ThinkingPlan, request: ChatRequest, { compat }: Target): boolean =>
  isThinking(thinking) || compat.reasoningAlwaysOn === true || (wantsWords(compat) && wantsReasoning(request.reasoning) !== false)

/** While it thinks, a model takes no temperature but its own and no `top_k`. */
const editSampling = (edits: MemberEdits): void => {
  const { temperature, top_p: topP } = edits.original
  if (temperature !== 1) edits.drop('temperature')
  edits.drop('top_k')
  if (typeof topP === 'number' && topP < leastTopP) edits.set('top_p', leastTopP)
}

export const applyThinking = (edits: MemberEdits, { thinking, effort, isUnasked }: ThinkingPlan): void => {
  const { thinking: asked, output_config: config } = edits.original
  if (thinking === undefined) { edits.drop('thinking'); return }
  if (thinking !== asked) edits.set('thinking', thinking)
  if (effort !== undefined) edits.set('output_config', { ...effort, ...(isObject(config) && config) })
  if (isUnasked) editSampling(edits)
}
