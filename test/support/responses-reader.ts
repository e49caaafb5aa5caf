/** An answer of the Responses wire as a strict client reads it: every event in its place, every whole the sum of its pieces. */

import { expect } from 'vitest'
import type { ReadAnswer } from '../contracts/protocol.contract.ts'
import { eventsIn } from '../protocols/support.ts'

interface ResponsesPart { readonly type: string, readonly text?: string, readonly refusal?: string }

export interface ResponsesOutput {
  readonly type: string
  readonly id: string
  readonly status?: string
  readonly content?: readonly ResponsesPart[]
  readonly summary?: readonly ResponsesPart[]
  readonly encrypted_content?: string
  readonly call_id?: string
  readonly name?: string
  readonly namespace?: string
  readonly arguments?: string
  readonly input?: string
}

export interface ResponsesAnswer {
  readonly id: string
  readonly status: string
  readonly model: string
  readonly incomplete_details: { readonly reason: string } | null
  readonly output: readonly ResponsesOutput[]
  readonly usage: unknown
}

export interface ResponsesStreamEvent {
  readonly type: string
  readonly sequence_number: number
  readonly response?: ResponsesAnswer
  readonly output_index?: number
  readonly item_id?: string
  readonly item?: ResponsesOutput
  readonly content_index?: number
  readonly summary_index?: number
  readonly part?: ResponsesPart
  readonly delta?: string
  readonly text?: string
  readonly refusal?: string
  readonly arguments?: string
  readonly input?: string
}

interface OpenOutput {
  readonly added: ResponsesOutput
  part: ResponsesPart | undefined
  /** What the deltas add up to. */
  told: string
  /** What was said to be whole, by the events that say it. */
  readonly wholes: unknown[]
}

export const responseEvents = (text: string): readonly ResponsesStreamEvent[] => eventsIn(text).map(({ event, data }) => {
  expect((data as ResponsesStreamEvent).type).toBe(event)
  return data as ResponsesStreamEvent
})

const NOTHING_SAID: Readonly<Record<string, object>> = {
  message: { status: 'in_progress', role: 'assistant', content: [] }, reasoning: { summary: [] }, function_call: { status: 'in_progress', arguments: '' },
  custom_tool_call: { status: 'in_progress', input: '' }, tool_search_call: { status: 'in_progress', execution: 'client' },
}

const noteInside = (open: OpenOutput, event: ResponsesStreamEvent): void => {
  expect(event.item_id).toBe(open.added.id)
  const kind = event.type.split('.').at(-1)
  if (event.type.endsWith('_part.added')) open.part = event.part
  else if (kind === 'delta') open.told += event.delta ?? ''
  else if (event.type.endsWith('_part.done')) { open.wholes.push(event.part?.text ?? event.part?.refusal); open.part = undefined } else open.wholes.push(event.text ?? event.refusal ?? event.arguments ?? event.input)
}

const wholeText = ({ content, summary, arguments: args, input }: ResponsesOutput): string | undefined =>
  content?.map(part => part.text ?? part.refusal ?? '').join('') ?? summary?.map(part => part.text ?? '').join('') ?? (typeof args === 'string' ? args : undefined) ?? input

const checkFinished = (open: OpenOutput, item: ResponsesOutput): void => {
  expect(item).toMatchObject({ id: open.added.id, type: open.added.type })
  expect(open.part).toBeUndefined()
  if (item.type === 'tool_search_call') return
  expect(open.told).toBe(wholeText(item))
  expect(open.wholes).toEqual(open.wholes.map(() => open.told))
  if (open.told !== '') expect(open.wholes.length).toBeGreaterThan(0)
}

/** The last event's response, after everything before it was found to agree with it. */
export const foldResponse = (text: string): ResponsesAnswer => {
  const events = responseEvents(text)
  expect(events.map(event => event.sequence_number)).toEqual(events.map((_, index) => index))
  expect(events.slice(0, 2).map(({ type, response }) => [type, response?.status, response?.output])).toEqual([['response.created', 'in_progress', []], ['response.in_progress', 'in_progress', []]])
  const last = events.at(-1)?.response as ResponsesAnswer
  expect(events.at(-1)?.type).toBe(`response.${last.status}`)
  expect(new Set(events.flatMap(({ response }) => response === undefined ? [] : [response.id]))).toEqual(new Set([last.id]))
  const open = new Map<number, OpenOutput>()
  const finished = new Map<number, ResponsesOutput>()
  let count = 0
  for (const event of events.slice(2, -1)) {
    const index = event.output_index ?? -1
    if (event.type === 'response.output_item.added') {
      expect(index).toBe(count++)
      const added = event.item as ResponsesOutput
      expect(added).toMatchObject(NOTHING_SAID[added.type] as object)
      open.set(index, { added, part: undefined, told: '', wholes: [] })
    } else {
      const item = open.get(index) as OpenOutput
      expect(item, event.type).toBeDefined()
      if (event.type !== 'response.output_item.done') noteInside(item, event)
      else {
        checkFinished(item, event.item as ResponsesOutput)
        finished.set(index, event.item as ResponsesOutput)
        open.delete(index)
      }
    }
  }
  if (last.status === 'completed') expect(open.size).toBe(0)
  expect(last.output).toEqual([...finished].toSorted(([a], [b]) => a - b).map(([, item]) => item))
  return last
}

/** The answer in words that all wires share. */
export const itemsSaid = ({ output, status, incomplete_details: details, usage }: ResponsesAnswer): ReadAnswer => ({
  text: output.flatMap(({ content = [] }) => content).map(({ text = '', refusal = '' }) => text + refusal).join(''),
  reasoning: output.flatMap(({ summary = [] }) => summary).map(({ text = '' }) => text).join(''),
  calls: output.flatMap(({ type, call_id: id = '', name = '', arguments: args = '' }) => type === 'function_call' ? [{ id, name, input: JSON.parse(args) as unknown }] : []),
  end: details?.reason ?? status,
  usage,
})
