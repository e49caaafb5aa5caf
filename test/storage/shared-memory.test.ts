/** What two routers remember together: over a real Redis, which also dies, freezes, comes back and holds what nobody here wrote. */

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer } from '../../src/simulator/steps.ts'
import { openSharedMemory } from '../../src/storage/shared-memory.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { type RedisServer, freePort, runsRedis, startRedisServer } from '../support/redis-server.ts'
import { REPOSITORY, startRouterProcess } from '../support/router-process.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'

const THOUGHT = 'The file must be read first.'
const CALL = { id: 'call_7f3a9c21b4', name: 'Read', arguments: { path: 'a.txt' } }
const TOOLS = [{ type: 'function', function: { name: 'Read', parameters: { type: 'object', properties: { path: { type: 'string' } } } } }]
const QUESTION = { role: 'user', content: 'What is in a.txt?' }
/** What a client sends back: the call and its result, never the thought. */
const HISTORY = [QUESTION, { role: 'assistant', content: null, tool_calls: [{ id: CALL.id, type: 'function', function: { name: CALL.name, arguments: '{"path":"a.txt"}' } }] }, { role: 'tool', tool_call_id: CALL.id, content: 'hello' }]

const startProvider = async (): Promise<ScriptedProvider> => {
  const provider = await closesAfterTest(startScriptedProvider())
  provider.script(answer({ reasoning: THOUGHT, toolCalls: [CALL] }))
  return provider
}

const startOver = async ({ url }: ScriptedProvider, redisUrl: string): Promise<RunningRouter> => await closesAfterTest(startRouter({
  routing: JSON.stringify({ version: 1, providers: { first: { base_url: `${url}/v1`, api_key: 'a-test-key', models: ['m'], compat: { replays_reasoning: 'tool-turns' } } } }),
  redisUrl,
}))

const says = (text: string) => ({ msg }: Record<string, unknown>): boolean => String(msg).includes(text)
const REACHED = 'is reached'
const LOST = 'is not reached'

const countOf = ({ log }: RunningRouter, text: string): number => log.filter(says(text)).length

const isTold = (line: Record<string, unknown>): boolean => says(REACHED)(line) || says(LOST)(line)

/** Resolves when it is the last that was told of Redis. */
const untilTold = async (router: RunningRouter, text: string): Promise<void> => {
  await router.logLine(() => says(text)(router.log.findLast(isTold) ?? {}))
}

/** Changes of which one was told twice in a row. */
const repetitions = ({ log }: RunningRouter): readonly unknown[] => {
  const told = log.filter(isTold).map(({ level }) => level)
  return told.filter((level, index) => level === told[index - 1])
}

const ask = async (router: RunningRouter, messages: readonly object[]): Promise<number> => {
  const response = await router.post('/v1/chat/completions', { model: 'first/m', messages, tools: TOOLS })
  await response.text()
  return response.status
}

/** The reasoning in the assistant's turn that the provider was last sent. */
const givenBack = ({ requests }: ScriptedProvider): unknown =>
  (requests.at(-1)?.json['messages'] as ReadonlyArray<Record<string, unknown>>).find(({ role }) => role === 'assistant')?.['reasoning_content']

const PATIENCE = 20

/** What is given back for the history; asked again where this machine was too busy to be told in time. */
const recollected = async (router: RunningRouter, provider: ScriptedProvider): Promise<unknown> => {
  for (let left = PATIENCE; left > 0; left -= 1) {
    expect(await ask(router, HISTORY)).toBe(200)
    if (givenBack(provider) === THOUGHT) break
  }
  return givenBack(provider)
}

const startTwo = async (redis: RedisServer): Promise<{ readonly provider: ScriptedProvider, readonly one: RunningRouter, readonly other: RunningRouter }> => {
  const provider = await startProvider()
  const [one, other] = await Promise.all([startOver(provider, redis.url), startOver(provider, redis.url)])
  await Promise.all([one, other].map(router => router.logLine(says(REACHED))))
  return { provider, one, other }
}

const connect = (url: string): Redis => {
  const client = new Redis(url)
  onTestFinished(() => { client.disconnect() })
  return client
}

const needsRedis = describe.skipIf(!runsRedis())

needsRedis('two routers with one Redis', () => {
  test('a tool loop, begun at one, goes on at the other with its reasoning', async () => {
    const { provider, one, other } = await startTwo(await startRedisServer())
    expect(await ask(one, [QUESTION])).toBe(200)
    expect(await recollected(other, provider)).toBe(THOUGHT)
  })

  test('what is kept, in Redis, has a name that tells nothing and an end', async () => {
    const redis = await startRedisServer()
    const { one } = await startTwo(redis)
    await ask(one, [QUESTION])
    const client = connect(redis.url)
    const keys = await client.keys('*')
    expect(keys).toEqual([expect.stringMatching(/^smart-router:reasoning:[\w-]{43}$/)])
    const leftMs = await client.pttl(keys[0] as string)
    expect(leftMs).toBeGreaterThan(11 * 3_600_000)
    expect(leftMs).toBeLessThanOrEqual(12 * 3_600_000)
  })

  test.each([
    ['no JSON', '{'], ['another shape', '{"signer":"x","thoughts":[null]}'], ['a thought without text', '{"signer":"x","thoughts":[{"type":"reasoning","text":{"toString":1}}]}'],
    ['too much', JSON.stringify({ signer: 'x', thoughts: [{ type: 'reasoning', text: 'x'.repeat(600_000) }] })],
  ])('what others wrote there, where it is %s, is as if it were not there', async (_, hostile) => {
    const redis = await startRedisServer()
    const { provider, one, other } = await startTwo(redis)
    await ask(one, [QUESTION])
    const client = connect(redis.url)
    for (const key of await client.keys('*')) await client.set(key, hostile)
    expect(await ask(other, HISTORY)).toBe(200)
    expect(givenBack(provider)).toBe(' ')
  })

  test('a value of another kind, under the same name, is as if it were not there', async () => {
    const redis = await startRedisServer()
    const { provider, one, other } = await startTwo(redis)
    await ask(one, [QUESTION])
    const client = connect(redis.url)
    for (const key of await client.keys('*')) await client.multi().del(key).lpush(key, 'x').exec()
    expect(await ask(other, HISTORY)).toBe(200)
    expect(givenBack(provider)).toBe(' ')
  })
})

needsRedis('a Redis that fails', () => {
  test('killed and back again, costs no request, and is told of once each way', async () => {
    const redis = await startRedisServer()
    const { provider, one, other } = await startTwo(redis)
    await redis.kill()
    await Promise.all([one, other].map(router => untilTold(router, LOST)))
    expect([await ask(one, [QUESTION]), await ask(other, HISTORY)]).toEqual([200, 200])
    expect(givenBack(provider)).toBe(' ')
    expect(await ask(one, HISTORY)).toBe(200)
    expect(givenBack(provider)).toBe(THOUGHT)
    await redis.restart()
    await Promise.all([one, other].map(router => untilTold(router, REACHED)))
    provider.script(answer({ reasoning: THOUGHT, toolCalls: [CALL] }))
    expect(await ask(one, [QUESTION])).toBe(200)
    expect(await recollected(other, provider)).toBe(THOUGHT)
    expect([one, other].flatMap(repetitions)).toEqual([])
  })

  test('frozen with its connections open, costs no request, and is left until it answers', async () => {
    const redis = await startRedisServer()
    const { provider, one, other } = await startTwo(redis)
    redis.freeze()
    expect([await ask(one, [QUESTION]), await ask(other, HISTORY)]).toEqual([200, 200])
    expect(givenBack(provider)).toBe(' ')
    await untilTold(one, LOST)
    expect(await ask(one, HISTORY)).toBe(200)
    expect(givenBack(provider)).toBe(THOUGHT)
    redis.thaw()
    await untilTold(one, REACHED)
  })

  test('not there at the start, holds nothing up, and is used when it comes', async () => {
    const port = await freePort()
    const provider = await startProvider()
    const router = await startOver(provider, `redis://127.0.0.1:${port}`)
    expect(await ask(router, [QUESTION])).toBe(200)
    await router.logLine(says(LOST))
    const redis = await startRedisServer({ port })
    await router.logLine(says(REACHED))
    provider.script(answer({ reasoning: THOUGHT, toolCalls: [CALL] }))
    await ask(router, [QUESTION])
    expect(await connect(redis.url).dbsize()).toBe(1)
  })

  test('with another password, is told of without it, and costs no request', async () => {
    const redis = await startRedisServer({ words: ['--requirepass', 'the-right-one'] })
    const router = await startOver(await startProvider(), redis.url.replace('//', '//:the-wrong-one@'))
    expect(await router.logLine(says(LOST))).toMatchObject({ reason: expect.stringContaining('WRONGPASS') as unknown })
    expect(await ask(router, [QUESTION])).toBe(200)
    expect(JSON.stringify(router.log)).not.toContain('the-wrong-one')
  })

  test('that is full, is told of once, and costs no request', async () => {
    const redis = await startRedisServer({ words: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'] })
    const { provider, one } = await startTwo(redis)
    expect(await ask(one, [QUESTION])).toBe(200)
    expect(await one.logLine(says('refuses'))).toMatchObject({ reason: expect.stringContaining('OOM') as unknown })
    provider.script(answer({ reasoning: THOUGHT, toolCalls: [{ ...CALL, id: 'call_0d1e2f3a4b' }] }))
    expect([await ask(one, [QUESTION]), await ask(one, HISTORY)]).toEqual([200, 200])
    expect(countOf(one, 'refuses')).toBe(1)
  })
})

const nothing = (): void => undefined

describe('without a Redis', () => {
  test('a process whose Redis is not there, starts, answers, and stops with 0', async () => {
    const router = await startRouterProcess({ variables: { REDIS_URL: `redis://127.0.0.1:${await freePort()}` } })
    expect((await router.ask()).status).toBe(200)
    await router.line(says(LOST))
    router.child.kill('SIGTERM')
    expect(await router.exited).toMatchObject({ code: 0, stderr: '' })
  })

  test('a memory that is closed before it was opened, is closed, and knows and keeps nothing', async () => {
    const memory = openSharedMemory({ url: 'redis://127.0.0.1:1', onUp: nothing, onDown: nothing, onRefused: nothing })
    memory.save('a', 'x', 1_000)
    expect(await memory.load(['a'])).toEqual(new Map())
    await memory.close()
    expect(await memory.load(['a'])).toEqual(new Map())
  })

  test('an address that its client cannot take, is told of as a Redis that is lost', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const memory = openSharedMemory({ url: 'redis://%zz@127.0.0.1', onUp: nothing, onDown: resolve, onRefused: nothing })
    expect(await promise).toContain('URI')
    await memory.close()
  })

  test('the program, where no Redis is set, does not load what talks to it', async () => {
    const loads = async (file: string): Promise<string> => {
      const script = `import { createRequire } from 'node:module'; await import('./src/${file}'); console.log(Object.keys(createRequire(process.cwd() + '/').cache).some(name => name.includes('ioredis')))`
      return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: REPOSITORY })).stdout.trim()
    }
    expect([await loads('cli/start.ts'), await loads('storage/redis.ts')]).toEqual(['false', 'true'])
  })
})

needsRedis('the memory itself', () => {
  test('more than may be under way at once, is not sent; a key with no text is not known', async () => {
    const { url } = await startRedisServer()
    const { promise: isUp, resolve } = Promise.withResolvers<undefined>()
    const memory = await closesAfterTest(Promise.resolve(openSharedMemory({ url, onUp: () => { resolve(undefined) }, onDown: nothing, onRefused: nothing })))
    await isUp
    memory.save('a', 'a'.repeat(5 * 1024 * 1024), 60_000)
    memory.save('b', 'b'.repeat(5 * 1024 * 1024), 60_000)
    memory.save('c', 'c', 60_000)
    const monitor = connect(url)
    await once(monitor, 'ready')
    expect((await monitor.keys('*')).sort()).toEqual(['smart-router:reasoning:a', 'smart-router:reasoning:c'])
    expect(await memory.load(['b', 'c'])).toEqual(new Map([['c', 'c']]))
    memory.save('d', 'last', 60_000)
    await memory.close()
    expect(await monitor.get('smart-router:reasoning:d')).toBe('last')
  })
})
