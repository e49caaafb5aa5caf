/**
 * Tools and answer format in a request of the Anthropic wire, where a provider of it does not understand all of the wire's
 * words: what cannot be asked for in them is asked for in others. Every rule does nothing where there is no quirk.
 */

import type { ChatRequest, JsonObject, JsonValue } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { Intent } from '../attempt.ts'
import { isObject, objectsIn } from '../json-values.ts'
import type { MemberEdits } from '../member-edits.ts'
import { type SettledRequest, settleRequest } from '../settle-request.ts'

const withInstruction = (system: JsonValue | undefined, instruction: string): JsonValue => {
  if (Array.isArray(system)) return [...system as readonly JsonValue[], { type: 'text', text: instruction }]
  return typeof system === 'string' && system !== '' ? `${system}\n\n${instruction}` : instruction
}

const editFormat = (edits: MemberEdits, request: ChatRequest, { responseFormat, instruction }: SettledRequest): void => {
  if (responseFormat === request.responseFormat) return
  const config = edits.latest('output_config')
  edits.remove('output_format')
  if (isObject(config)) {
    const { format: _format, ...others } = config
    if (Object.keys(others).length === 0) edits.remove('output_config')
    else edits.set('output_config', others)
  }
  edits.set('system', withInstruction(edits.original['system'], instruction))
}

const chosenTools = (edits: MemberEdits, name: string): readonly JsonObject[] => objectsIn(edits.latest('tools')).filter(tool => tool['name'] === name)

const editTools = (edits: MemberEdits, request: ChatRequest, { toolChoice, offersTools, onlyTool }: SettledRequest): void => {
  if (toolChoice === request.toolChoice) return
  if (!offersTools) edits.remove('tools')
  if (toolChoice === undefined) edits.remove('tool_choice')
  else edits.set('tool_choice', { type: 'auto' })
  const chosen = onlyTool === undefined ? [] : chosenTools(edits, onlyTool)
  if (chosen.length > 0) edits.set('tools', chosen)
}

/** Thinking that would exclude a forced tool; what the client itself says of thinking is judged elsewhere. */
const editThinking = (edits: MemberEdits, request: ChatRequest, { reasoning }: SettledRequest): void => {
  const isForced = request.toolChoice?.type === 'required' || request.toolChoice?.type === 'tool'
  if (isForced && reasoning !== request.reasoning && reasoning.enabled === false) edits.set('thinking', { type: 'disabled' })
}

export const editSettings = (edits: MemberEdits, request: ChatRequest, target: Target, intent: Intent | undefined): void => {
  const settled = settleRequest(request, target, edits.dropped, intent)
  editFormat(edits, request, settled)
  editTools(edits, request, settled)
  editThinking(edits, request, settled)
}
