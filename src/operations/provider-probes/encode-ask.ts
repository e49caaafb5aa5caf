/** What a probe asks, as a client of either wire would send it: the router's own protocols read it, and its dialects write it. */

import type { ChatRequest, JsonObject, Wire } from '../../chat/request.ts'
import type { ResultBlock } from '../../chat/result.ts'
import { PROTOCOLS } from '../../protocols/index.ts'
import { readOriginalBody } from '../../protocols/original-body.ts'
import { continuedRequest } from '../../routing/continued-request.ts'
import type { Ask } from './ask.ts'
import { ANSWER_SCHEMA, MAX_OUTPUT_TOKENS, THINKING_TOKENS, TOOL_DESCRIPTION, TOOL_NAME, TOOL_PARAMETERS } from './ask.ts'
import { DOCUMENT, PICTURE } from './media.ts'

type Block<Type extends ResultBlock['type']> = Extract<ResultBlock, { type: Type }>

const isOf = <Type extends ResultBlock['type']>(type: Type) => (block: ResultBlock): block is Block<Type> => block.type === type

const answeredBlocks = ({ round }: Ask): readonly ResultBlock[] => round?.answer.choices[0]?.blocks ?? []

const argumentsOf = ({ argumentsText }: Block<'tool-call'>): JsonObject => JSON.parse(argumentsText === '' ? '{}' : argumentsText) as JsonObject

/** Clients of this wire do not send back what the model thought: whoever wants it must get it from the router. */
const openAiRound = (ask: Ask): readonly JsonObject[] => {
  if (ask.round === undefined) return []
  const blocks = answeredBlocks(ask)
  const text = blocks.filter(isOf('text')).map(block => block.text).join('')
  const calls = blocks.filter(isOf('tool-call'))
  const toolCalls = calls.map(({ id, name, argumentsText }) => ({ id, type: 'function', function: { name, arguments: argumentsText } }))
  return [
    { role: 'assistant', content: text === '' ? null : text, tool_calls: toolCalls },
    ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: ask.round?.toolResult })),
  ]
}

const openAiContent = ({ text, hasPicture, hasDocument }: Ask): JsonObject['content'] => hasPicture === undefined && hasDocument === undefined ? text : [
  ...(hasPicture === undefined ? [] : [{ type: 'image_url', image_url: { url: `data:image/png;base64,${PICTURE}` } }]),
  ...(hasDocument === undefined ? [] : [{ type: 'file', file: { filename: 'note.pdf', file_data: `data:application/pdf;base64,${DOCUMENT}` } }]),
  { type: 'text', text },
]

const OPENAI_FORMATS = {
  schema: { type: 'json_schema', json_schema: { name: 'town', strict: true, schema: ANSWER_SCHEMA } },
  object: { type: 'json_object' },
} as const

const openAiTools = ({ offersTool, toolChoice, welcomesSeveralCalls }: Ask): JsonObject => offersTool === undefined ? {} : {
  tools: [{ type: 'function', function: { name: TOOL_NAME, description: TOOL_DESCRIPTION, parameters: TOOL_PARAMETERS } }],
  ...(toolChoice !== undefined && { tool_choice: toolChoice === 'tool' ? { type: 'function', function: { name: TOOL_NAME } } : toolChoice }),
  ...(welcomesSeveralCalls !== undefined && { parallel_tool_calls: true }),
}

const openAiBody = (ask: Ask): JsonObject => ({
  max_tokens: MAX_OUTPUT_TOKENS,
  messages: [{ role: 'user', content: openAiContent(ask) }, ...openAiRound(ask)],
  ...openAiTools(ask),
  ...(ask.thinks !== undefined && { reasoning_effort: ask.thinks }),
  ...(ask.format !== undefined && { response_format: OPENAI_FORMATS[ask.format] }),
})

/** Clients of this wire send the whole answer back, thoughts and signatures included. */
const ANTHROPIC_BLOCKS: { readonly [Type in ResultBlock['type']]?: (block: Block<Type>) => JsonObject } = {
  text: ({ text }) => ({ type: 'text', text }),
  reasoning: ({ text, signature = '' }) => ({ type: 'thinking', thinking: text, signature }),
  'redacted-reasoning': ({ data }) => ({ type: 'redacted_thinking', data }),
  'tool-call': call => ({ type: 'tool_use', id: call.id, name: call.name, input: argumentsOf(call) }),
}

const anthropicBlock = (block: ResultBlock): readonly JsonObject[] => {
  const write = ANTHROPIC_BLOCKS[block.type] as ((block: ResultBlock) => JsonObject) | undefined
  return write === undefined ? [] : [write(block)]
}

const anthropicRound = (ask: Ask): readonly JsonObject[] => {
  if (ask.round === undefined) return []
  const blocks = answeredBlocks(ask)
  const results = blocks.filter(isOf('tool-call')).map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: ask.round?.toolResult }))
  return [{ role: 'assistant', content: blocks.flatMap(anthropicBlock) }, { role: 'user', content: results }]
}

const anthropicContent = ({ text, hasPicture, hasDocument }: Ask): JsonObject['content'] => [
  ...(hasPicture === undefined ? [] : [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: PICTURE } }]),
  ...(hasDocument === undefined ? [] : [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: DOCUMENT } }]),
  { type: 'text', text },
]

const anthropicTools = ({ offersTool, toolChoice }: Ask): JsonObject => offersTool === undefined ? {} : {
  tools: [{ name: TOOL_NAME, description: TOOL_DESCRIPTION, input_schema: TOOL_PARAMETERS }],
  ...(toolChoice !== undefined && { tool_choice: toolChoice === 'tool' ? { type: 'tool', name: TOOL_NAME } : { type: 'any' } }),
}

const anthropicBody = (ask: Ask): JsonObject => ({
  max_tokens: MAX_OUTPUT_TOKENS,
  messages: [{ role: 'user', content: anthropicContent(ask) }, ...anthropicRound(ask)],
  ...anthropicTools(ask),
  ...(ask.thinks !== undefined && { thinking: { type: 'enabled', budget_tokens: THINKING_TOKENS } }),
  ...(ask.format === 'schema' && { output_config: { format: { type: 'json_schema', schema: ANSWER_SCHEMA } } }),
})

const BODIES: Readonly<Record<Exclude<Wire, 'openai-responses'>, (ask: Ask) => JsonObject>> = { 'openai-chat': openAiBody, 'anthropic-messages': anthropicBody }

export type ProbedWire = keyof typeof BODIES

/** The request that the router would have got. */
export const encodeAsk = (ask: Ask, wire: ProbedWire, { model, isStream }: { readonly model: string, readonly isStream: boolean }): ChatRequest => {
  const body = { model, stream: isStream, ...BODIES[wire](ask) }
  const request = PROTOCOLS[wire].decodeRequest(readOriginalBody(Buffer.from(JSON.stringify(body))), {})
  return ask.begun === undefined ? request : continuedRequest(request, ask.begun)
}
