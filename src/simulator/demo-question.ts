/**
 * What a demonstration provider reads in a request of either wire. The two vocabularies are close enough for one reader
 * that looks for both names of a thing; whatever it does not know it leaves alone.
 */

import { estimateJsonTokens } from './demo-tokens.ts'

type JsonRecord = Readonly<Record<string, unknown>>

export interface DemoTool {
  readonly name: string
  /** JSON Schema. */
  readonly parameters: JsonRecord
}

export interface DemoQuestion {
  readonly model: string
  readonly isStream: boolean
  readonly includesUsage: boolean
  /** The last thing a person wrote, machine-made reminders left out. */
  readonly lastText: string
  /** What a tool returned, where that is the last thing said. */
  readonly toolResult: string | undefined
  readonly images: number
  readonly documents: number
  readonly tools: readonly DemoTool[]
  /** A tool that must be called: `*` for any. */
  readonly forcedTool: string | undefined
  readonly wantsReasoning: boolean
  readonly maxTokens: number | undefined
  readonly stop: readonly string[]
  /** JSON Schema of the answer; an empty one for any JSON object. */
  readonly schema: JsonRecord | undefined
  readonly choices: number
  readonly inputTokens: number
}

const recordOf = (value: unknown): JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonRecord : {}
const listOf = (value: unknown): readonly JsonRecord[] => Array.isArray(value) ? value.map(recordOf) : []
const stringOf = (value: unknown): string => typeof value === 'string' ? value : ''
const numberOf = (value: unknown): number | undefined => typeof value === 'number' && value >= 1 ? value : undefined

/** A string is one text block. */
const blocksOf = (content: unknown): readonly JsonRecord[] => typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content)
const textOf = (content: unknown): string => blocksOf(content).map(block => stringOf(block['text'])).join('\n')

const REMINDER = /<system-reminder>[\s\S]*?<\/system-reminder>/gu

interface Said { readonly by: 'person' | 'tool'; readonly text: string }

/** What persons and tools said, in order. */
const timelineOf = (messages: readonly JsonRecord[]): readonly Said[] => messages.flatMap((message): readonly Said[] => {
  if (message['role'] === 'tool') return [{ by: 'tool', text: textOf(message['content']) }]
  if (message['role'] !== 'user') return []
  return blocksOf(message['content']).flatMap((block): readonly Said[] => {
    if (block['type'] === 'tool_result') return [{ by: 'tool', text: textOf(block['content']) }]
    const text = stringOf(block['text']).replace(REMINDER, '').trim()
    return text === '' ? [] : [{ by: 'person', text }]
  })
})

const countBlocks = (messages: readonly JsonRecord[], types: readonly string[]): number =>
  messages.reduce((sum, message) => sum + blocksOf(message['content']).filter(block => types.includes(stringOf(block['type']))).length, 0)

const toolsOf = (body: JsonRecord): readonly DemoTool[] => listOf(body['tools']).flatMap(tool => {
  const declared = tool['type'] === 'function' ? recordOf(tool['function']) : tool
  const name = stringOf(declared['name'])
  const schema = declared['parameters'] ?? declared['input_schema']
  // A tool without a schema is the provider's own: nothing that a client could run.
  return name === '' || (schema === undefined && tool['type'] !== 'function') ? [] : [{ name, parameters: recordOf(schema) }]
})

const forcedToolOf = (choice: unknown): string | undefined => {
  const { type = choice, name, function: named } = recordOf(choice)
  if (type === 'required' || type === 'any') return '*'
  const wanted = stringOf(name) || stringOf(recordOf(named)['name'])
  return wanted === '' ? undefined : wanted
}

const wantsReasoningOf = (body: JsonRecord): boolean => {
  const { type } = recordOf(body['thinking'])
  if (type !== undefined) return type !== 'disabled'
  const effort = body['reasoning_effort'] ?? recordOf(body['reasoning'])['effort']
  return body['enable_thinking'] === true || (effort !== undefined && effort !== null && effort !== 'none')
}

const schemaOf = (body: JsonRecord): JsonRecord | undefined => {
  const format = recordOf(body['response_format'] ?? recordOf(body['output_config'])['format'])
  switch (format['type']) {
    case 'json_object': return {}
    case 'json_schema': return recordOf(format['schema'] ?? recordOf(format['json_schema'])['schema'])
    default: return undefined
  }
}

const stopOf = (stop: unknown): readonly string[] =>
  (Array.isArray(stop) ? stop as readonly unknown[] : [stop]).map(stringOf).filter(text => text !== '')

const MAX_CHOICES = 16

/** Reads whatever is there; a body that is no request at all reads as an empty question. */
export const readDemoQuestion = (body: JsonRecord): DemoQuestion => {
  const messages = listOf(body['messages'])
  const timeline = timelineOf(messages)
  const last = timeline.at(-1)
  return {
    model: stringOf(body['model']),
    isStream: body['stream'] === true,
    includesUsage: recordOf(body['stream_options'])['include_usage'] === true,
    lastText: timeline.findLast(said => said.by === 'person')?.text ?? '',
    toolResult: last?.by === 'tool' ? last.text : undefined,
    images: countBlocks(messages, ['image', 'image_url']),
    documents: countBlocks(messages, ['document', 'file']),
    tools: toolsOf(body),
    forcedTool: forcedToolOf(body['tool_choice']),
    wantsReasoning: wantsReasoningOf(body),
    maxTokens: numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']),
    stop: stopOf(body['stop'] ?? body['stop_sequences']),
    schema: schemaOf(body),
    choices: Math.min(MAX_CHOICES, Math.trunc(numberOf(body['n']) ?? 1)),
    inputTokens: estimateJsonTokens([body['system'], messages, body['tools']]),
  }
}
