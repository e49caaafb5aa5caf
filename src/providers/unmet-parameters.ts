/**
 * What of a request a target could not be asked for, found without writing the request: for clients that would rather be
 * answered by somebody else.
 */

import type { ChatRequest } from '../chat/request.ts'
import { lacks } from '../config/lacks.ts'
import { type Capability, DIALECT_WIRES, type DialectName, type Target, speaking } from '../config/target.ts'
import { CARRIED as CARRIED_TO_ANTHROPIC } from './anthropic/write-request.ts'
import { CARRIED as CARRIED_TO_OPENAI } from './openai/write-request.ts'
import { unheardWishes } from './own-members.ts'
import { wantsReasoning } from './reasoning.ts'
import { membersLeftBehind } from './responses-members.ts'
import { type Dropped, settleRequest } from './settle-request.ts'

/** Members of other wires that a dialect has words for; the Responses wire is spoken to its own clients alone. */
const CARRIED: Readonly<Record<DialectName, ReadonlySet<string>>> = { anthropic: CARRIED_TO_ANTHROPIC, openai: CARRIED_TO_OPENAI, 'openai-responses': new Set() }

/** Who the client is and how it is billed: nobody's answer depends on it. */
const NO_PARAMETERS: ReadonlySet<string> = new Set(['metadata', 'safeguards', 'user', 'safety_identifier', 'store', 'service_tier', 'prompt_cache_key'])

const needsCapability = (request: ChatRequest): ReadonlyArray<readonly [asked: boolean, capability: Capability, member: string]> => [
  [request.needs.structuredOutput, 'structured_output', 'response_format'],
  [request.needs.webSearch, 'search', 'web_search'],
  [wantsReasoning(request.reasoning) === true, 'reasoning', 'reasoning'],
]

/** Who can be told to search needs no other word for it. */
const isKnownToLack = (target: Target, capability: Capability): boolean =>
  lacks(target, capability) && !(capability === 'search' && target.compat.searchSwitch !== undefined)

const addIncapable = (request: ChatRequest, target: Target, unmet: Dropped): void => {
  for (const [isAsked, capability, member] of needsCapability(request)) if (isAsked && isKnownToLack(target, capability)) unmet.add(member)
}

const addSettled = (request: ChatRequest, target: Target, unmet: Dropped): void => {
  const { responseFormat } = settleRequest(request, target, unmet)
  if (responseFormat?.type !== request.responseFormat?.type) unmet.add('response_format')
}

/** Names of members, as they are told in `x-smart-router-dropped`. */
export const unmetParameters = (request: ChatRequest, given: Target): readonly string[] => {
  const target = speaking(given, request.wire)
  const { json } = request.original
  const { dialect } = target.provider
  const unmet: Dropped = new Set(DIALECT_WIRES[dialect] === request.wire ? unheardWishes(json) : membersLeftBehind(request, CARRIED[dialect]))
  addIncapable(request, target, unmet)
  addSettled(request, target, unmet)
  for (const name of target.compat.droppedFields ?? []) if (json[name] !== undefined && json[name] !== null) unmet.add(name)
  if (target.compat.understandsRoutingFields === true) for (const wish of unheardWishes(json)) unmet.delete(wish)
  return [...unmet].filter(name => !NO_PARAMETERS.has(name))
}
