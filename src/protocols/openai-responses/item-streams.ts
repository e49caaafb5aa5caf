/** How the Responses wire tells an item while it comes: which event opens it, which adds to it, which close it. */

import { customInput } from '../../chat/custom-tools.ts'
import { JsonProgress } from '../../lib/json-progress.ts'
import { CustomInputReader } from './custom-input-reader.ts'
import { argumentsOf, refusalPart, summaryPart, textPart } from './items.ts'
import type { Item, ItemKind } from './items.ts'

export type WireEvent = readonly [type: string, members: object]

/** What an item's stream consists of, between its announcement and its end. */
interface ItemStream {
  /** Type of the events with a piece of the item, and what they hold beside it; none where pieces are not shown. */
  readonly delta?: string
  readonly beside?: (item: Item) => object
  readonly opening?: WireEvent
  readonly closing?: (item: Item) => readonly WireEvent[]
}

const contentOf = ({ partsBefore = [] }: Item): { readonly content_index: number } => ({ content_index: partsBefore.length })
const CONTENT = { content_index: 0 } as const
const SUMMARY = { summary_index: 0 } as const

const STREAMS: Readonly<Record<ItemKind, ItemStream>> = {
  text: {
    delta: 'response.output_text.delta',
    beside: (item) => ({ ...contentOf(item), logprobs: [] }),
    opening: ['response.content_part.added', { ...CONTENT, part: textPart('') }],
    closing: (item) => [
      ['response.output_text.done', { ...contentOf(item), text: item.text, logprobs: [] }],
      ['response.content_part.done', { ...contentOf(item), part: textPart(item.text) }],
    ],
  },
  refusal: {
    delta: 'response.refusal.delta',
    beside: () => CONTENT,
    opening: ['response.content_part.added', { ...CONTENT, part: refusalPart('') }],
    closing: ({ text }) => [['response.refusal.done', { ...CONTENT, refusal: text }], ['response.content_part.done', { ...CONTENT, part: refusalPart(text) }]],
  },
  reasoning: {
    delta: 'response.reasoning_summary_text.delta',
    beside: () => SUMMARY,
    opening: ['response.reasoning_summary_part.added', { ...SUMMARY, part: summaryPart('') }],
    closing: ({ text }) => [['response.reasoning_summary_text.done', { ...SUMMARY, text }], ['response.reasoning_summary_part.done', { ...SUMMARY, part: summaryPart(text) }]],
  },
  redacted: {},
  told: {},
  function: {
    delta: 'response.function_call_arguments.delta',
    closing: (item) => [['response.function_call_arguments.done', { name: item.identity?.name, arguments: argumentsOf(item) }]],
  },
  custom: {
    delta: 'response.custom_tool_call_input.delta',
    closing: ({ text }) => [['response.custom_tool_call_input.done', { input: customInput(text) }]],
  },
  'tool-search': {},
}

/** Reasoning that is not shown is one sealed item, told when it is whole. */
const UNSEEN: ItemStream = {}

export interface OpenItem {
  readonly item: Item
  readonly outputIndex: number
  readonly stream: ItemStream
  /** What every event about it holds, and every piece of it. */
  readonly place: string
  readonly deltaPlace: string
  /** Of a call. */
  readonly progress: JsonProgress | undefined
  readonly inputReader: CustomInputReader | undefined
  /** Pieces were told. */
  hasTold: boolean
}

/** JSON members, each with a comma before it. */
export const membersOf = (members: object): string => Object.keys(members).length === 0 ? '' : `,${JSON.stringify(members).slice(1, -1)}`

export const openItem = (item: Item, outputIndex: number): OpenItem => {
  const stream = item.exposure?.isShown === false ? UNSEEN : STREAMS[item.kind]
  const place = membersOf({ item_id: item.id, output_index: outputIndex })
  return {
    item,
    outputIndex,
    stream,
    place,
    deltaPlace: place + membersOf(stream.beside?.(item) ?? {}),
    progress: item.identity === undefined ? undefined : new JsonProgress(),
    inputReader: item.kind === 'custom' ? new CustomInputReader() : undefined,
    hasTold: false,
  }
}
