import { describe, expect, test } from 'vitest'
import type { ChatBatch, ChatPart } from '../../src/chat/part.ts'
import { WholeAnswer } from '../../src/chat/whole-answer.ts'
import { checkedFirstWords } from '../../src/providers/first-words.ts'

const SIDECAR = { softErrors: ['server-busy', 'upstream-failed'] }
const text = (words: string): ChatPart => ({ type: 'text-delta', choice: 0, block: 0, text: words })
const start: ChatPart = { type: 'response-start', choice: 0, id: 'x', model: 'm' }
const end: ChatPart = { type: 'response-end', choice: 0, finishReason: 'stop', rawFinishReason: 'stop' }

interface Heard { readonly batches: ChatBatch[], readonly failure: string | undefined }

const hear = async (batches: readonly ChatBatch[], compat: object): Promise<Heard> => {
  const heard: ChatBatch[] = []
  try {
    for await (const batch of checkedFirstWords((async function * () { yield * batches })(), compat)) heard.push(batch)
    return { batches: heard, failure: undefined }
  } catch (error) {
    return { batches: heard, failure: (error as { failure?: string }).failure }
  }
}

describe('the first words of an answer', () => {
  test('an apology that comes character by character, from who is known for it, is thrown before anything is shown', async () => {
    const batches = [[start], ...[...'服务器繁忙，请稍后再试'].map(character => [text(character)]), [end]]
    expect(await hear(batches, SIDECAR)).toEqual({ batches: [], failure: 'overloaded' })
    expect(await hear(batches.slice(0, -1), SIDECAR)).toEqual({ batches: [], failure: 'overloaded' })
    expect((await hear(batches, {})).batches).toEqual(batches)
  })

  test('an answer that opens otherwise, is shown with its first words', async () => {
    const shown: ChatBatch[] = []
    const stream = checkedFirstWords((async function * () {
      yield [start]; yield [text('Ser')]; yield [text('vice rates')]
      expect(shown).toHaveLength(3)
      yield [text(' are')]; yield [end]
    })(), SIDECAR)
    for await (const batch of stream) shown.push(batch)
    expect(shown).toHaveLength(5)
  })

  test('an answer that ends or calls a tool while it might still be an apology, is an answer', async () => {
    const call: ChatPart = { type: 'tool-call-start', choice: 0, block: 1, id: 'c', name: 'f' }
    for (const batches of [[[start], [text('Server')], [end]], [[text('Server')]], [[text('Server'), call], [end]]]) {
      expect(await hear(batches, SIDECAR)).toEqual({ batches, failure: undefined })
    }
  })

  test('a whole answer, which was looked at before, passes as it is', () => {
    const whole = new WholeAnswer([text('hello')])
    expect(checkedFirstWords(whole, SIDECAR)).toBe(whole)
  })
})
