import type { LookupAddress, LookupOptions } from 'node:dns'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDnsCache } from '../../../src/lib/net/dns-cache.ts'

const HOST = 'api.acme.test'
const FOUR = { address: '192.0.2.1', family: 4 }
const SIX = { address: '2001:db8::1', family: 6 }

interface Query {
  readonly hostname: string
  answer (...addresses: readonly LookupAddress[]): void
  fail (code: string): void
}

let queries: Query[]
let lookup: ReturnType<typeof createDnsCache>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  queries = []
  lookup = createDnsCache({
    resolve: (hostname, callback) => {
      queries.push({
        hostname,
        answer: (...addresses) => { callback(null, [...addresses]) },
        fail: (code) => { callback(Object.assign(new Error(code), { code }), []) },
      })
    },
  })
})
afterEach(() => { vi.useRealTimers() })

const look = (options: LookupOptions = {}, hostname = HOST): Promise<unknown> => new Promise((resolve) => {
  lookup(hostname, options, (error, address, family) => { resolve(error === null ? options.all === true ? address : { address, family } : error.code) })
})

const query = (number: number): Query => {
  const found = queries[number - 1]
  if (found === undefined) throw new Error(`there was no query ${number}`)
  return found
}

/** Resolves the name once, so that its addresses are known. */
const learn = async (...addresses: readonly LookupAddress[]): Promise<void> => {
  const asked = look()
  query(queries.length).answer(...addresses)
  await asked
}

describe('the DNS cache', () => {
  test('questions for one name, while the first is open, share one query', async () => {
    const answers = Promise.all([look(), look(), look()])
    expect(queries).toHaveLength(1)
    query(1).answer(FOUR)
    expect(await answers).toEqual([FOUR, FOUR, FOUR])
  })

  test('questions for two names are two queries', () => {
    void look()
    void look({}, 'other.test')
    expect(queries.map(({ hostname }) => hostname)).toEqual([HOST, 'other.test'])
  })

  test('an answer, for a minute, is used again', async () => {
    await learn(FOUR)
    vi.advanceTimersByTime(59_999)
    expect(await look()).toEqual(FOUR)
    expect(queries).toHaveLength(1)
    vi.advanceTimersByTime(1)
    const asked = look()
    expect(queries).toHaveLength(2)
    query(2).answer(SIX)
    expect(await asked).toEqual(SIX)
  })

  test.each<[LookupOptions, unknown]>([
    [{}, SIX], [{ family: 0 }, SIX], [{ family: 4 }, FOUR], [{ family: 6 }, SIX], [{ all: true }, [SIX, FOUR]], [{ all: true, family: 4 }, [FOUR]],
  ])('addresses, asked for with %j, are given as the socket wants them', async (options, expected) => {
    await learn(SIX, FOUR)
    expect(await look(options)).toEqual(expected)
  })

  test('a name, when it has no address of the family, is not found', async () => {
    await learn(FOUR)
    expect(await look({ family: 6 })).toBe('ENOTFOUND')
  })

  test('a failure, when nothing is known, is told to all and not kept', async () => {
    const answers = Promise.all([look(), look()])
    query(1).fail('ENOTFOUND')
    expect(await answers).toEqual(['ENOTFOUND', 'ENOTFOUND'])
    const again = look()
    query(2).answer(FOUR)
    expect(await again).toEqual(FOUR)
  })

  test('a failure, for ten minutes after an answer, is covered by that answer', async () => {
    await learn(FOUR)
    vi.advanceTimersByTime(599_999)
    const asked = look()
    query(2).fail('EAI_AGAIN')
    expect(await asked).toEqual(FOUR)
    vi.advanceTimersByTime(1)
    const later = look()
    query(3).fail('EAI_AGAIN')
    expect(await later).toBe('EAI_AGAIN')
  })

  test('a resolver that dawdles, when an older answer is known, is waited for 250 ms and then not at all', async () => {
    await learn(FOUR)
    vi.advanceTimersByTime(60_000)
    let early: unknown
    void look().then((answer) => { early = answer })
    await vi.advanceTimersByTimeAsync(249)
    expect(early).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(early).toEqual(FOUR)
    expect(await look()).toEqual(FOUR)
    expect(queries).toHaveLength(2)
    query(2).answer(SIX)
    expect(await look()).toEqual(SIX)
  })

  test('a resolver that never answers, when nothing is known, is asked once, and its late answer serves all', async () => {
    const first = look()
    await vi.advanceTimersByTimeAsync(10_000)
    const second = look()
    expect(queries).toHaveLength(1)
    query(1).answer(FOUR)
    expect(await Promise.all([first, second])).toEqual([FOUR, FOUR])
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('the system\'s resolver, when none is given, is asked', async () => {
  vi.useRealTimers()
  const addresses = await new Promise((resolve) => { createDnsCache()('localhost', { all: true }, (_, found) => { resolve(found) }) })
  expect(addresses).toContainEqual(expect.objectContaining({ address: expect.stringMatching(/^(?:127\.0\.0\.1|::1)$/) as string }))
})
