import { describe, expect, it } from 'vitest'
import type { ChatBatch, ChatPart } from '../../../src/chat/part.ts'
import { openaiResponses } from '../../../src/providers/openai-responses.ts'
import { ShownAnswer } from '../../../src/routing/shown-answer.ts'
import { readingOf, replay } from '../../providers/support.ts'
import { fixture } from '../../support/fixtures.ts'
import { call, end, args, terminal, text, usage } from '../parts.ts'
import { foldResponse, responseEvents } from '../../support/responses-reader.ts'
import { eventsIn, smallRequest, streamOf, written } from '../support.ts'

const framesOf = (name: string): readonly string[] => fixture('openai-responses', name).toString().split(/(?<=\n\n)/)

/** The client has the first frames of a provider's stream; then somebody else goes on. */
const continued = async (frames: readonly string[], rest: (shown: ShownAnswer) => readonly ChatPart[], error?: unknown): Promise<string> => {
  const { parts } = await replay(openaiResponses, frames.map(frame => Buffer.from(frame)), readingOf('openai-responses'))
  const shown = new ShownAnswer(true)
  shown.note(parts)
  const batches: readonly ChatBatch[] = [parts, [{ type: 'continued', choice: 0, shown: shown.parts, serviceUsed: 'first+second' }], rest(shown)]
  return (await written(streamOf(batches, error), smallRequest('openai-responses', { stream: true }))).join('')
}

const upTo = (frames: readonly string[], mark: string, count = 1): readonly string[] => {
  let left = count
  const index = frames.findIndex(frame => frame.includes(mark) && --left === 0)
  return frames.slice(0, index + 1)
}

const ending = [end(), usage({ inputTokens: 9, outputTokens: 9 }), terminal]

describe('an answer that another provider goes on with', () => {
  it('in the middle of a text: goes on in its item, under its names and in its numbering', async () => {
    const told = await continued(upTo(framesOf('text.sse'), 'output_text.delta"', 2), ({ textBlock }) => [text('ni hao', textBlock), ...ending])
    const last = foldResponse(told)
    expect(last).toMatchObject({ id: 'resp_01', created_at: 1_788_200_000, status: 'completed', model: 'gpt-6-sol-2026-08-01', usage: { input_tokens: 9 }, service_used: 'first+second', usage_source: 'provider' })
    expect(last.output).toEqual([{ id: 'msg_01', type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text: 'Hello — ni hao', annotations: [], logprobs: [] }] }])
  })

  it('after items that were whole: keeps them as they were told', async () => {
    const last = foldResponse(await continued(upTo(framesOf('web-search.sse'), 'output_text.delta"').filter(frame => !frame.includes('keepalive') && !frame.includes('web_search')).map((frame, index) => frame.replace(/"sequence_number":\d+/, `"sequence_number":${index}`).replace('"output_index":1', '"output_index":0')), ({ textBlock, blockCount }) =>
      [text('Y.', textBlock), call('c', 'f', blockCount), args('{}', blockCount), ...ending]))
    expect(last.output).toMatchObject([{ id: 'msg_05', content: [{ text: 'It is Y.' }] }, { type: 'function_call', call_id: 'c', arguments: '{}' }])
  })

  it('after hidden reasoning, and between two parts of a message: leaves nothing out and nothing open', async () => {
    const event = (sequence: number, type: string, members: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...members })}\n\n`
    const response = { id: 'resp_1', model: 'm', created_at: 'odd', status: 'in_progress', output: [] }
    const message = { id: 'msg_1', type: 'message', status: 'in_progress', role: 'assistant', content: [] }
    const part = (said: string): object => ({ type: 'output_text', text: said, annotations: [] })
    const place = { item_id: 'msg_1', output_index: 1 }
    const reasoning = { id: 'rs_1', type: 'reasoning', summary: [] }
    const frames = [
      event(0, 'response.created', { response }), event(1, 'response.in_progress', { response }),
      event(2, 'response.output_item.added', { output_index: 0, item: reasoning }), event(3, 'response.output_item.done', { output_index: 0, item: reasoning }),
      event(4, 'response.output_item.added', { output_index: 1, item: message }), event(5, 'response.content_part.added', { ...place, content_index: 0, part: part('') }),
      event(6, 'response.output_text.delta', { ...place, content_index: 0, delta: 'One. ' }), event(7, 'response.output_text.done', { ...place, content_index: 0, text: 'One. ' }),
      event(8, 'response.content_part.done', { ...place, content_index: 0, part: part('One. ') }),
    ]
    const closed = responseEvents(await continued(frames, ({ textBlock }) => [text('Two.', textBlock), ...ending]))
    expect(closed.map(({ sequence_number: sequence }) => sequence)).toEqual(closed.map((_, index) => index))
    expect(closed.at(-1)?.response?.output).toMatchObject([reasoning, { ...message, status: 'completed', content: [part('One. ')] }, { type: 'message', content: [{ text: 'Two.' }] }])
    const second = [
      event(9, 'response.content_part.added', { ...place, content_index: 1, part: part('') }), event(10, 'response.output_text.delta', { ...place, content_index: 1, delta: 'Tw' }),
      event(11, 'response.output_item.added', { output_index: 2, item: { ...reasoning, id: 'rs_2' } }), 'data: [DONE]\n\n',
    ]
    const open = responseEvents(await continued([...frames, ...second], ({ textBlock }) => [text('o.', textBlock), ...ending]))
    expect(open.filter(({ type }) => type === 'response.content_part.done').at(-1)).toMatchObject({ content_index: 1, part: { text: 'Two.' } })
    expect(open.at(-1)?.response).toMatchObject({ id: 'resp_1', output: [reasoning, { id: 'msg_1', content: [part('One. '), { text: 'Two.' }] }, { ...reasoning, id: 'rs_2' }] })
  })

  it('whose provider tells of itself in odd ways: goes on as well as it can', async () => {
    const odd = (members: object): string => `data: ${JSON.stringify(members)}\n\n`
    const frames = [
      odd({ type: 'response.created', response: { id: 'resp_1' } }), odd({ type: 'response.output_item.done', output_index: 5, item: { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'x' } }), odd({ type: 'response.output_item.done', item: {} }), odd({ type: 'response.content_part.done', part: {} }),
      odd({ type: 'response.output_text.delta', output_index: 3, delta: 'a' }), odd({ type: 'response.output_item.added', item: { type: 'message' } }), odd({ type: 'response.content_part.done' }), odd({ type: 'response.output_text.delta', delta: 'b' }),
    ]
    const last = eventsIn(await continued(frames, ({ textBlock }) => [text('c', textBlock), ...ending])).at(-1)?.data
    expect(last).toMatchObject({ type: 'response.completed', response: { id: 'resp_1', output: [{ id: '', content: [{ text: 'bc' }] }] } })
  })

  it('and breaks again: fails under the first one\'s id, in the name of both', async () => {
    const events = responseEvents(await continued(upTo(framesOf('text.sse'), 'output_text.delta"'), ({ textBlock }) => [text('a', textBlock)]))
    expect(events.at(-1)).toMatchObject({ type: 'response.failed', sequence_number: 7, response: { id: 'resp_01', error: { message: expect.stringContaining('first+second') as unknown } } })
  })

  it('of which nothing was relayed: goes on as it was written', async () => {
    const batches: readonly ChatBatch[] = [[text('a')], [{ type: 'continued', choice: 0, shown: [text('a')], serviceUsed: 'x' }], [text('b'), ...ending]]
    const told = (await written(streamOf(batches), smallRequest('openai-responses', { stream: true }))).join('')
    expect(foldResponse(told).output).toMatchObject([{ content: [{ text: 'ab' }] }])
  })

  it('before which nothing came: is written from its beginning', async () => {
    const batches: readonly ChatBatch[] = [[{ type: 'continued', choice: 0, shown: [], serviceUsed: 'x' }], [text('b'), ...ending]]
    const told = (await written(streamOf(batches), smallRequest('openai-responses', { stream: true }))).join('')
    expect(foldResponse(told).output).toMatchObject([{ content: [{ text: 'b' }] }])
  })
})
