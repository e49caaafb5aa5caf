/** What every dialect owes the rest of the router. Each dialect's tests run it over that dialect's fixtures. */

import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/chat/errors.ts'
import type { ChatBatch, ChatPart, FinishReason, Usage } from '../../src/chat/part.ts'
import type { ResultBlock } from '../../src/chat/result.ts'
import { ProviderError } from '../../src/chat/errors.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { Dialect } from '../../src/providers/dialect.ts'
import { chunksOf, cutsOf, fixture, fixtureNames } from '../support/fixtures.ts'
import { failureOf, foldOf, readingOf, replay } from '../providers/support.ts'

export interface AnswerScenario {
  readonly fixture: string
  readonly compat?: Compat
  readonly model: string
  readonly blocks: readonly ResultBlock[]
  readonly finishReason: FinishReason
  readonly rawFinishReason: string
  readonly usage?: Usage
  /** The provider got the wire wrong: some frames are written anew. */
  readonly isMended?: boolean
}

export interface FailureScenario {
  readonly fixture: string
  readonly compat?: Compat
  readonly failure: Failure
  readonly message: RegExp
  /** Text that had come before. */
  readonly text?: string
}

export interface DialectScenarios {
  readonly streams: readonly AnswerScenario[]
  readonly failingStreams: readonly FailureScenario[]
  /** Streams that just stop: no error, no terminal. */
  readonly cutStreams: readonly string[]
  readonly results: readonly AnswerScenario[]
  readonly failingResults: readonly FailureScenario[]
}

const MINTED_ID = /(call|toolu)_[\da-f]{24}/g

/** Minted ids differ from one reading to the next. */
/** Texts that follow each other are one or several parts, as they were read. */
const joined = (parts: readonly ChatPart[]): readonly ChatPart[] => parts.reduce<ChatPart[]>((done, part) => {
  const last = done.at(-1)
  if (part.type !== 'text-delta' || last?.type !== 'text-delta' || last.choice !== part.choice || last.block !== part.block) return [...done, part]
  return [...done.slice(0, -1), { ...last, text: last.text + part.text, ...(part.frame !== undefined && { frame: (last.frame ?? '') + part.frame }) }]
}, [])

const comparable = (parts: readonly ChatPart[]): unknown => JSON.parse(JSON.stringify(joined(parts)).replaceAll(MINTED_ID, '$1_minted'))

const framesOf = (parts: readonly ChatPart[]): string => parts.map(part => part.frame ?? '').join('')

const isTerminal = (part: ChatPart): boolean => part.type === 'terminal'

const checkAnswer = (parts: readonly ChatPart[], scenario: AnswerScenario): void => {
  const result = foldOf(parts)
  expect(result.model).toBe(scenario.model)
  expect(result.choices[0]?.blocks.map(block => block.type === 'tool-call' ? { ...block, id: block.id.replace(MINTED_ID, 'minted') } : block)).toEqual(scenario.blocks)
  expect(result.choices[0]?.finishReason).toBe(scenario.finishReason)
  expect(result.choices[0]?.rawFinishReason).toBe(scenario.rawFinishReason)
  expect(result.usage).toEqual(scenario.usage)
}

const describeStreams = (dialect: Dialect, scenarios: DialectScenarios): void => {
  for (const scenario of scenarios.streams) {
    const bytes = fixture(dialect.name, scenario.fixture)
    const reading = readingOf(dialect.name, { ...(scenario.compat !== undefined && { compat: scenario.compat }) })

    it(`${scenario.fixture}: says the blocks, the end and the usage`, async () => {
      const { parts, error } = await replay(dialect, [bytes], reading)
      expect(error).toBeUndefined()
      checkAnswer(parts, scenario)
    })

    it(`${scenario.fixture}: blocks are numbered densely, in the order of their first parts`, async () => {
      const { parts } = await replay(dialect, [bytes], reading)
      const blocks = parts.flatMap(part => 'block' in part && part.choice === 0 ? [part.block] : [])
      expect([...new Set(blocks)]).toEqual([...new Set(blocks)].map((_, index) => index))
    })

    it(`${scenario.fixture}, relayed: frames together are ${scenario.isMended === true ? 'readable by the same dialect' : 'the bytes that came'}`, async () => {
      const { parts } = await replay(dialect, [bytes], reading)
      if (scenario.isMended !== true) expect(framesOf(parts)).toBe(bytes.toString())
      const again = await replay(dialect, [Buffer.from(framesOf(parts))], readingOf(dialect.name))
      expect(again.result.choices).toEqual(foldOf(parts).choices.map(choice => ({ ...choice, rawFinishReason: again.result.choices[0]?.rawFinishReason })))
    })

    it(`${scenario.fixture}: its bytes go with it ${scenario.isMended === true ? 'only where nothing was mended' : 'where they hold whole events'}`, async () => {
      const batches: ChatBatch[] = []
      for await (const batch of dialect.decodeStream(chunksOf([bytes]), reading)) batches.push(batch)
      for (const batch of batches) if (batch.bytes !== undefined) expect(framesOf(batch)).toBe(batch.bytes.toString())
      if (scenario.isMended !== true) expect(batches[0]?.bytes).toBe(bytes)
      const cut = await dialect.decodeStream(chunksOf([bytes.subarray(0, -1), bytes.subarray(-1)]), reading)[Symbol.asyncIterator]().next()
      expect((cut.value as ChatBatch).bytes).toBeUndefined()
    })

    it(`${scenario.fixture}, for another wire: no part has a frame`, async () => {
      const { parts } = await replay(dialect, [bytes], { ...reading, keepsFrames: false })
      expect(parts.some(part => 'frame' in part)).toBe(false)
      checkAnswer(parts, scenario)
    })
  }
}

const describeCuts = (dialect: Dialect): void => {
  for (const name of fixtureNames(dialect.name, '.sse')) {
    it(`${name}, cut at every byte: gives the same parts and the same end as in one chunk`, async () => {
      const bytes = fixture(dialect.name, name)
      const reading = readingOf(dialect.name, { compat: { softErrors: ['upstream-failed'] } })
      const whole = await replay(dialect, [bytes], reading)
      const expected = comparable(whole.parts)
      for (const chunks of cutsOf(bytes)) {
        const cut = await replay(dialect, chunks, reading)
        expect(comparable(cut.parts)).toEqual(expected)
        expect(cut.error?.failure).toBe(whole.error?.failure)
        expect(cut.batchCount).toBeLessThanOrEqual(chunks.length + 1)
      }
    })
  }
}

const describeEnds = (dialect: Dialect, scenarios: DialectScenarios): void => {
  for (const name of scenarios.cutStreams) {
    it(`${name}, which just stops: ends without an error and without a terminal`, async () => {
      const { parts, error } = await replay(dialect, [fixture(dialect.name, name)], readingOf(dialect.name))
      expect(error).toBeUndefined()
      expect(parts.some(isTerminal)).toBe(false)
      expect(parts.some(part => part.type === 'response-end')).toBe(false)
    })
  }

  it('no bytes at all: end without a part', async () => {
    expect((await replay(dialect, [], readingOf(dialect.name))).parts).toEqual([])
  })

  for (const scenario of scenarios.failingStreams) {
    it(`${scenario.fixture}, streamed: fails as ${scenario.failure}, after what was said before`, async () => {
      const reading = readingOf(dialect.name, { ...(scenario.compat !== undefined && { compat: scenario.compat }) })
      const { error, result } = await replay(dialect, [fixture(dialect.name, scenario.fixture)], reading)
      expect(error).toBeInstanceOf(ProviderError)
      expect({ failure: error?.failure, message: error?.message }).toEqual({ failure: scenario.failure, message: expect.stringMatching(scenario.message) as string })
      const text = result.choices[0]?.blocks.map(block => block.type === 'text' ? block.text : '').join('')
      expect(text).toBe(scenario.text)
    })
  }

  it('an endless line: fails as bad-response', async () => {
    const { error } = await replay(dialect, [Buffer.from('data: '), Buffer.alloc(1024 * 1024 + 1, 'x')], readingOf(dialect.name))
    expect(error?.failure).toBe('bad-response')
  })

  it('a caller that leaves early: closes the bytes', async () => {
    let isClosed = false
    const bytes = (async function * () {
      try { for (;;) yield Buffer.from(': ping\n\n') } finally { isClosed = true }
    })()
    for await (const batch of dialect.decodeStream(bytes, readingOf(dialect.name))) {
      expect([...batch]).toEqual([{ type: 'opaque', choice: 0, frame: ': ping\n\n' }])
      break
    }
    expect(isClosed).toBe(true)
  })
}

const describeResults = (dialect: Dialect, scenarios: DialectScenarios): void => {
  for (const scenario of scenarios.results) {
    const bytes = fixture(dialect.name, scenario.fixture)
    const reading = readingOf(dialect.name, { ...(scenario.compat !== undefined && { compat: scenario.compat }) })

    it(`${scenario.fixture}: says the blocks, the end and the usage, and ends in a terminal`, () => {
      const parts = dialect.decodeResult(bytes, reading)
      checkAnswer(parts, scenario)
      expect(parts.map(isTerminal)).toEqual(parts.map((_, index) => index === parts.length - 1))
    })

    it(`${scenario.fixture}, relayed: the first part holds the whole body`, () => {
      const [first, ...others] = dialect.decodeResult(bytes, reading)
      if (scenario.isMended === true) expect(foldOf(dialect.decodeResult(Buffer.from(first?.frame ?? ''), readingOf(dialect.name))).choices[0]?.blocks).toHaveLength(scenario.blocks.length)
      else expect(first?.frame).toBe(bytes.toString())
      expect(others.some(part => 'frame' in part)).toBe(false)
    })

    it(`${scenario.fixture}, for another wire: no part has a frame`, () => {
      expect(dialect.decodeResult(bytes, { ...reading, keepsFrames: false }).some(part => 'frame' in part)).toBe(false)
    })
  }

  for (const scenario of scenarios.failingResults) {
    it(`${scenario.fixture}: fails as ${scenario.failure}`, () => {
      const error = failureOf(() => dialect.decodeResult(fixture(dialect.name, scenario.fixture), readingOf(dialect.name)))
      expect({ failure: error.failure, message: error.message }).toEqual({ failure: scenario.failure, message: expect.stringMatching(scenario.message) as string })
    })
  }

  for (const [said, failure] of [['', 'bad-response'], ['42', 'bad-response'], ['busy', 'bad-response'], ['{"error":"boom"}', 'bad-response']] as const) {
    it(`the body ${said === '' ? 'nothing' : said}: fails as ${failure}`, () => {
      expect(failureOf(() => dialect.decodeResult(Buffer.from(said), readingOf(dialect.name))).failure).toBe(failure)
    })
  }
}

/** Runs the contract over a dialect's own fixtures. */
export const describeDialect = (dialect: Dialect, scenarios: DialectScenarios): void => {
  describe(`the ${dialect.name} dialect`, () => {
    describeStreams(dialect, scenarios)
    describeCuts(dialect)
    describeEnds(dialect, scenarios)
    describeResults(dialect, scenarios)
  })
}
