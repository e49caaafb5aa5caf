/**
 * The request parameters that a target takes, in OpenRouter's names: what is known from its capabilities and quirks. What
 * nobody told is not claimed.
 */

import type { Target } from '../config/target.ts'

/** Every chat model of either wire has these; some refuse one of them by name. */
const USUAL = ['max_tokens', 'temperature', 'top_p', 'stop'] as const

type Row = readonly [parameter: string, takes: (target: Target) => boolean]

const can = (capability: 'tools' | 'structured_output' | 'reasoning') => ({ capabilities }: Target): boolean => capabilities?.has(capability) === true
const canCall = can('tools')
const canStructure = can('structured_output')
const canReason = (target: Target): boolean => can('reasoning')(target) && (target.compat.reasoningSwitch ?? 'none') !== 'none'

const ROWS: readonly Row[] = [
  ['tools', canCall],
  ['tool_choice', target => canCall(target) && target.compat.toolChoice !== 'auto-only'],
  ['parallel_tool_calls', target => canCall(target) && target.compat.supportsParallelToolCallsField !== false],
  ['response_format', target => canStructure(target) && target.compat.structuredOutput !== 'none'],
  ['structured_outputs', target => canStructure(target) && (target.compat.structuredOutput ?? 'json-schema') === 'json-schema'],
  ['reasoning', canReason],
  ['include_reasoning', canReason],
]

/** Of a chat model. */
export const supportedParameters = (target: Target): readonly string[] => {
  const refused = target.compat.droppedFields ?? []
  return [...USUAL, ...ROWS.filter(([, takes]) => takes(target)).map(([parameter]) => parameter)].filter(parameter => !refused.includes(parameter))
}

/** Whoever cannot call tools is passed over where there are any, so one who can is enough. */
const SOUGHT: ReadonlySet<string> = new Set(['tools'])

/** What a choice among several targets can take: what all of them take, and what they are chosen by. */
export const commonParameters = (targets: readonly Target[]): readonly string[] => {
  const lists = targets.map(supportedParameters)
  return [...USUAL, ...ROWS.map(([parameter]) => parameter)]
    .filter(parameter => SOUGHT.has(parameter) ? lists.some(list => list.includes(parameter)) : lists.every(list => list.includes(parameter)))
}
