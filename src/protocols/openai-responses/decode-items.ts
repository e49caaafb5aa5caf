/**
 * Items of the Responses wire to neutral messages. What an assistant thought, said and called comes as items of their own;
 * neighbours of one side are one message.
 */

import { RouterError } from '../../chat/errors.ts'
import { customArguments } from '../../chat/custom-tools.ts'
import type { ContentBlock, JsonObject, JsonValue, Message } from '../../chat/request.ts'
import { isSealed, unsealReasoning } from '../../chat/sealed-reasoning.ts'
import { isObject, objectsIn, optionalString, requiredString } from '../members.ts'
import { decodeContent, opaqueBlock } from './decode-content.ts'
import { inputOf } from './survey-items.ts'
import type { Role } from './survey-items.ts'
import { TOOL_SEARCH, toolTableOf } from './tool-table.ts'
import type { ToolTable } from './tool-table.ts'

interface DecodedItem {
  readonly role: Message['role']
  readonly content: readonly ContentBlock[]
  /** A message of its own, never a part of its neighbour's. */
  readonly standsAlone?: boolean
}

type ItemDecoder = (item: JsonObject, path: string, tools: ToolTable) => DecodedItem | undefined

const bySide = (role: 'user' | 'assistant', block: ContentBlock): DecodedItem => ({ role, content: [block] })

/** By the specification a string; some clients send the object itself. */
const argumentsText = (value: JsonValue | undefined): string => {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

const callIdOf = (item: JsonObject, path: string): string => optionalString(item, 'call_id', path) ?? optionalString(item, 'id', path) ?? ''

const ROLES: Readonly<Record<Role, Message['role']>> = { user: 'user', assistant: 'assistant', system: 'system', developer: 'system' }

const decodeMessage: ItemDecoder = (item, path) =>
  ({ role: ROLES[item['role'] as Role], content: decodeContent(item['content'], `${path}.content`), standsAlone: item['role'] !== 'assistant' })

const decodeCall = (argumentsOf: (item: JsonObject, path: string) => string): ItemDecoder => (item, path, tools) => {
  const name = tools.flatName(requiredString(item, 'name', path), optionalString(item, 'namespace', path))
  return bySide('assistant', { type: 'tool-call', id: callIdOf(item, path), name, argumentsText: argumentsOf(item, path) })
}

/** A call of a tool that has no name but its type's. */
const decodeNamelessCall = (name: string, member: string): ItemDecoder => (item, path, tools) =>
  bySide('assistant', { type: 'tool-call', id: callIdOf(item, path), name: tools.flatName(name, undefined), argumentsText: argumentsText(item[member]) })

const toolResult = (item: JsonObject, path: string, content: readonly ContentBlock[]): DecodedItem =>
  bySide('user', { type: 'tool-result', toolCallId: callIdOf(item, path), content, isError: false })

/** Old clients wrap what a tool gave back in an object. */
const decodeOutput: ItemDecoder = (item, path) => {
  const { output } = item
  return toolResult(item, path, decodeContent(isObject(output) ? argumentsText(output['content'] ?? output) : output, `${path}.output`))
}

/** What the search found is offered from now on, like any other tool. */
const decodeFoundTools: ItemDecoder = (item, path, tools) => {
  const references = objectsIn(item, 'tools', path).flatMap((tool): readonly ContentBlock[] => {
    const nested = tool['type'] === 'namespace' ? objectsIn(tool, 'tools') : [tool]
    const namespace = nested[0] === tool ? undefined : optionalString(tool, 'name')
    return nested.map(({ name }) => ({ type: 'tool-reference', name: tools.flatName(String(name), namespace) }))
  })
  return typeof item['call_id'] === 'string' ? toolResult(item, path, references) : undefined
}

const textsIn = (item: JsonObject, member: string, path: string): string =>
  objectsIn(item, member, path).map(({ text }) => typeof text === 'string' ? text : '').filter((text) => text !== '').join('\n\n')

/** What only its own provider can read is left to it; what a provider let be read is text, whoever said it. */
const decodeReasoning: ItemDecoder = (item, path) => {
  const { encrypted_content: sealed } = item
  const known = isSealed(sealed) ? unsealReasoning(sealed) : undefined
  if (known !== undefined) return bySide('assistant', known)
  const text = textsIn(item, 'content', path) || textsIn(item, 'summary', path)
  return bySide('assistant', text === '' ? opaqueBlock(item) : { type: 'reasoning', text })
}

const refuseReference: ItemDecoder = (_item, path) => {
  throw new RouterError('unsupported_parameter', `${path} refers to an item of an earlier answer, and the router keeps none; send the item itself, as clients do with "store": false.`, { parameter: path })
}

/** On whose side an item of an unknown type stands. What tools gave back is the user's. */
const decodeUnknown: ItemDecoder = (item) => bySide(String(item['type']).endsWith('_output') ? 'user' : 'assistant', opaqueBlock(item))

const DECODERS: ReadonlyMap<unknown, ItemDecoder> = new Map<unknown, ItemDecoder>([
  ['message', decodeMessage],
  [undefined, decodeMessage],
  ['function_call', decodeCall((item) => argumentsText(item['arguments']))],
  ['custom_tool_call', decodeCall((item, path) => customArguments(optionalString(item, 'input', path) ?? ''))],
  ['local_shell_call', decodeNamelessCall('local_shell', 'action')],
  ['tool_search_call', decodeNamelessCall(TOOL_SEARCH, 'arguments')],
  ['function_call_output', decodeOutput],
  ['custom_tool_call_output', decodeOutput],
  ['local_shell_call_output', decodeOutput],
  ['tool_search_output', decodeFoundTools],
  ['reasoning', decodeReasoning],
  ['item_reference', refuseReference],
  // Its tools are read with all others.
  ['additional_tools', () => undefined],
])

interface OpenMessage {
  readonly role: Message['role']
  readonly content: ContentBlock[]
  readonly standsAlone: boolean
}

const addItem = (messages: OpenMessage[], { role, content, standsAlone = false }: DecodedItem): void => {
  const last = messages.at(-1)
  const joinsLast = last?.role === role && !last.standsAlone && !standsAlone
  const message = joinsLast ? last : { role, content: [], standsAlone }
  for (const block of content) message.content.push(block)
  if (!joinsLast) messages.push(message)
}

/** Of a body whose items were surveyed. Throws `RouterError` for what no provider but one could look up. */
export const decodeItems = (body: JsonObject): readonly Message[] => {
  const tools = toolTableOf(body)
  const input = inputOf(body)
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input as readonly JsonObject[]
  const messages: OpenMessage[] = []
  const instructions = decodeContent(body['instructions'], 'instructions')
  if (instructions.length > 0) addItem(messages, { role: 'system', content: instructions, standsAlone: true })
  for (const [index, item] of items.entries()) {
    const decoded = (DECODERS.get(item['type']) ?? decodeUnknown)(item, `input[${index}]`, tools)
    if (decoded !== undefined) addItem(messages, decoded)
  }
  return messages.map(({ role, content }) => ({ role, content }))
}
