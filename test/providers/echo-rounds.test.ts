import { describe, expect, it } from 'vitest'
import type { ChatPart, ChatStream, Usage } from '../../src/chat/part.ts'
import type { EchoedTurn, ToolEcho, UpstreamCall } from '../../src/providers/dialect.ts'
import { echoRounds } from '../../src/providers/echo-rounds.ts'
import { streamOf } from '../support/routing-fixtures.ts'

const start = (id: string): ChatPart => ({ type: 'response-start', choice: 0, id, model: 'm' })
const text = (said: string, block = 0): ChatPart => ({ type: 'text-delta', choice: 0, block, text: said })
const thought = (said: string, block = 0): ChatPart => ({ type: 'reasoning-delta', choice: 0, block, text: said })
const call = (name: string, block: number): readonly ChatPart[] => [{ type: 'tool-call-start', choice: 0, block, id: `id-${block}`, name }, { type: 'tool-call-delta', choice: 0, block, argumentsText: '{"q"' }, { type: 'tool-call-delta', choice: 0, block, argumentsText: ':1}' }]
const usage = (counts: Usage): ChatPart => ({ type: 'usage', choice: 0, usage: counts })
const end = (finishReason: 'stop' | 'tool-calls' | 'length' = 'tool-calls'): ChatPart => ({ type: 'response-end', choice: 0, finishReason, rawFinishReason: finishReason })
const terminal: ChatPart = { type: 'terminal', choice: 0 }

interface Played { readonly parts: readonly ChatPart[], readonly turns: readonly EchoedTurn[] }

/** The parts that the client sees of these rounds, and what was given back after each. */
const play = async (...rounds: ReadonlyArray<readonly ChatPart[]>): Promise<Played> => {
  const turns: EchoedTurn[] = []
  const callOf = (): UpstreamCall => ({ url: 'u', headers: {}, body: '', dropped: [] })
  const echo: ToolEcho = { tool: '$search', next: (turn) => { turns.push(turn); return callOf() } }
  const [first = [], ...others] = rounds
  const ask = (): Promise<ChatStream> => Promise.resolve(streamOf(...(others.shift() ?? []).map(part => [part])))
  const parts: ChatPart[] = []
  for await (const batch of echoRounds(echo, streamOf(...first.map(part => [part])), ask)) {
    expect(batch.length).toBeGreaterThan(0)
    parts.push(...batch)
  }
  return { parts, turns }
}

describe('rounds of an answer that searches', () => {
  it('no search: is the answer as it is', async () => {
    const parts = [start('1'), text('Hi'), end('stop'), usage({ inputTokens: 1 }), terminal]
    expect(await play(parts)).toEqual({ parts, turns: [] })
  })

  it('one search: is not seen; the words before and after are one answer, its usage summed', async () => {
    const { parts, turns } = await play(
      [start('1'), thought('Look it up.'), text('Let me see.', 1), ...call('$search', 2), end(), usage({ inputTokens: 10, outputTokens: 5 }), terminal],
      [start('2'), { type: 'opaque', choice: 0 }, thought('Found.'), text('It is', 1), text(' 5.', 1), end('stop'), usage({ inputTokens: 20, outputTokens: 3, cacheReadTokens: 7 }), terminal],
    )
    expect(turns).toEqual([{ text: 'Let me see.', reasoning: 'Look it up.', calls: [{ id: 'id-2', name: '$search', argumentsText: '{"q":1}' }] }])
    expect(parts).toEqual([
      start('1'), thought('Look it up.', 0), text('Let me see.', 1), usage({ inputTokens: 10, outputTokens: 5 }),
      { type: 'opaque', choice: 0 }, thought('Found.', 2), text('It is', 3), text(' 5.', 3), end('stop'), usage({ inputTokens: 30, outputTokens: 8, cacheReadTokens: 7 }), terminal,
    ])
  })

  it('two searches at once, then another: are all given back', async () => {
    const { parts, turns } = await play([...call('$search', 0), ...call('$search', 1), end(), terminal], [...call('$search', 0), end(), terminal], [text('5'), end('stop'), terminal])
    expect(turns.map(({ calls }) => calls.map(({ id }) => id))).toEqual([['id-0', 'id-1'], ['id-0']])
    expect(parts).toEqual([text('5'), end('stop'), terminal])
  })

  it('a search beside a call of the client\'s tools: ends the answer there, and only the client\'s call is seen', async () => {
    const { parts, turns } = await play([...call('$search', 0), ...call('weather', 1), end(), terminal])
    expect(turns).toEqual([])
    expect(parts).toEqual([...call('weather', 1).map(part => ({ ...part, block: 0 })), end(), terminal])
  })

  it('an answer cut short, or without an end: is not gone on with', async () => {
    expect((await play([...call('$search', 0), end('length'), terminal])).parts).toEqual([end('length'), terminal])
    expect(await play([text('x'), ...call('$search', 1)])).toEqual({ parts: [text('x')], turns: [] })
  })

  it('a held call that says something else as well: says nothing', async () => {
    expect((await play([...call('$search', 0), text('odd'), end(), terminal], [text('5'), end('stop')])).parts).toEqual([text('5'), end('stop')])
  })

  it('searches without end: are a failure', async () => {
    const round = [...call('$search', 0), end(), terminal]
    await expect(play(...Array.from({ length: 20 }, () => round))).rejects.toMatchObject({ failure: 'bad-response', message: 'searched 8 times without answering' })
  })
})
