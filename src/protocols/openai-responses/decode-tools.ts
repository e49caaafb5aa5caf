/** Tools of the Responses wire, and which of them a model may or must call. */

import type { JsonObject, Tool, ToolChoice } from '../../chat/request.ts'
import { isObject } from '../members.ts'
import { toolTableOf } from './tool-table.ts'

export const decodeTools = (body: JsonObject): readonly Tool[] => toolTableOf(body).tools

const CHOICES: ReadonlyMap<unknown, ToolChoice> = new Map([['auto', { type: 'auto' }], ['none', { type: 'none' }], ['required', { type: 'required' }]])

const stringOf = (value: unknown): string | undefined => typeof value === 'string' ? value : undefined

/** `allowed_tools` narrows the list too; only its mode has a word on every wire. Tools of the provider's own cannot be forced elsewhere. */
export const decodeToolChoice = (body: JsonObject): ToolChoice | undefined => {
  const choice = body['tool_choice']
  if (!isObject(choice)) return CHOICES.get(choice)
  const { type, name, mode, namespace } = choice
  if (type === 'allowed_tools') return CHOICES.get(mode)
  if ((type !== 'function' && type !== 'custom') || typeof name !== 'string') return undefined
  return { type: 'tool', name: toolTableOf(body).flatName(name, stringOf(namespace)) }
}
