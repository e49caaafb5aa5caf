/** What a client of the Responses wire heard, in the words that the matrix has for all wires, from the bytes and with OpenAI's package. */

import OpenAI from 'openai'
import { expect } from 'vitest'
import { joinPieces } from '../../../src/simulator/model-answer.ts'
import { type ResponsesAnswer, type ResponsesOutput, foldResponse } from '../responses-reader.ts'
import type { DialectName } from './answers.ts'
import type { Heard, HeardBlock } from './heard.ts'
import { inResponses } from './responses-rows.ts'
import type { Row } from './row.ts'

const heardItem = ({ type, summary = [], content = [], call_id: id = '', name = '', arguments: args = '' }: ResponsesOutput): readonly HeardBlock[] => {
  switch (type) {
    case 'reasoning': return [['thinking', summary.map(part => part.text).join('')]]
    case 'message': return content.map(part => part.type === 'refusal' ? ['refusal', part.refusal ?? ''] : ['text', part.text ?? ''])
    case 'function_call': return [['call', id, name, JSON.parse(args) as unknown]]
    default: throw new Error(`an item of type ${type}`)
  }
}

interface Usage { readonly input_tokens: number, readonly output_tokens: number, readonly total_tokens: number, readonly input_tokens_details: { readonly cached_tokens: number }, readonly output_tokens_details: { readonly reasoning_tokens: number } }

export const readResponses = (answer: ResponsesAnswer): Heard => {
  const usage = answer.usage as Usage
  return {
    blocks: answer.output.flatMap(heardItem),
    end: answer.incomplete_details?.reason ?? answer.status,
    stopSequence: null,
    usage: { read: usage.input_tokens, written: usage.output_tokens, total: usage.total_tokens, cached: usage.input_tokens_details.cached_tokens, reasoned: usage.output_tokens_details.reasoning_tokens },
    id: answer.id,
    model: answer.model,
  }
}

export const hearResponses = (isStream: boolean, text: string): Heard => readResponses(isStream ? foldResponse(text) : JSON.parse(text) as ResponsesAnswer)

/** Asks with OpenAI's package; rejects with what the package throws. */
export const hearResponsesSdk = async (url: string, isStream: boolean, body: object): Promise<Heard> => {
  const { responses } = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 })
  const answer = isStream ? await responses.stream(body as never).finalResponse() : await responses.create(body as never)
  return readResponses(answer as unknown as ResponsesAnswer)
}

const ENDS: Readonly<Record<string, string>> = { length: 'max_output_tokens', 'content-filter': 'content_filter' }

/** What is heard of a row's answer. */
export const heardInResponses = (row: Row, dialect: DialectName): Heard => ({
  blocks: row.says.blocks.flatMap((block): readonly HeardBlock[] => {
    const text = joinPieces(block.pieces)
    switch (block.type) {
      case 'text': return [['text', text]]
      case 'tool-call': return [['call', block.id, block.name, JSON.parse(text) as unknown]]
      case 'reasoning': return inResponses(row).seesThinking === true ? [['thinking', text]] : []
    }
  }),
  end: ENDS[row.says.finishReason ?? 'stop'] ?? 'completed',
  stopSequence: null,
  usage: { read: 100, written: 20, total: 120, cached: 60, reasoned: dialect === 'openai' ? 8 : 0 },
  id: expect.stringMatching(/^resp_[\da-f]{32}$/u) as string,
  model: 'the-provider-s-name',
})
