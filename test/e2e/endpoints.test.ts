/** One provider on two wires, each at a server of its own: the real router asked over HTTP. */

import { describe, expect, it } from 'vitest'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, status } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'

interface TwoWires {
  readonly router: RunningRouter
  /** Where the provider speaks OpenAI, its usual wire. */
  readonly usual: ScriptedProvider
  /** Where it speaks Anthropic. */
  readonly other: ScriptedProvider
  readonly spare: ScriptedProvider
}

const PATHS = { openai: '/v1/chat/completions', anthropic: '/v1/messages' }

const startTwoWires = async (endpoint: object = {}): Promise<TwoWires> => {
  const [usual, other, spare] = await Promise.all([0, 1, 2].map(() => closesAfterTest(startScriptedProvider())))
  if (usual === undefined || other === undefined || spare === undefined) throw new Error('three were started')
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: {
        both: { base_url: `${usual.url}/v1`, api_key: 'both-key', endpoints: { anthropic: { base_url: `${other.url}/anthropic`, ...endpoint } }, models: ['m'] },
        spare: { base_url: `${spare.url}/v1`, api_key: 'spare-key', models: ['m'] },
      },
      tasks: { general: ['both/m', 'spare/m'] },
    }),
  }))
  return { router, usual, other, spare }
}

/** Which provider answers. */
const ask = async (router: RunningRouter, client: keyof typeof PATHS): Promise<string | null> => {
  const response = await router.post(PATHS[client], { model: 'task:general', max_tokens: 50, messages: [{ role: 'user', content: 'hi' }] })
  expect(response.status).toBe(200)
  await response.text()
  return response.headers.get('x-smart-router-provider')
}

const countsOf = ({ usual, other, spare }: TwoWires): readonly number[] => [usual, other, spare].map(({ requestCount }) => requestCount)

describe('a provider with an endpoint for Anthropic\'s wire', () => {
  it('serves each client on its own wire: nothing is translated', async () => {
    const wires = await startTwoWires()
    expect(await ask(wires.router, 'anthropic')).toBe('both')
    expect(await ask(wires.router, 'openai')).toBe('both')
    expect(countsOf(wires)).toEqual([1, 1, 0])
    expect(wires.other.requests[0]).toMatchObject({ path: '/anthropic/v1/messages', headers: { 'x-api-key': 'both-key' }, json: { model: 'm', max_tokens: 50 } })
    expect(wires.other.requests[0]?.headers).not.toHaveProperty('authorization')
    expect(wires.usual.requests[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: 'Bearer both-key' }, json: { model: 'm' } })
  })

  it('that wants its key as a bearer: gets it so', async () => {
    const wires = await startTwoWires({ compat: { authentication: 'bearer' } })
    await ask(wires.router, 'anthropic')
    expect(wires.other.requests[0]?.headers).toMatchObject({ authorization: 'Bearer both-key' })
    expect(wires.other.requests[0]?.headers).not.toHaveProperty('x-api-key')
  })

  it('streams: as that wire does', async () => {
    const { router, other } = await startTwoWires()
    other.script(answer('Bonjour'))
    const response = await router.post(PATHS.anthropic, { model: 'both/m', max_tokens: 50, stream: true, messages: [{ role: 'user', content: 'hi' }] })
    const text = await response.text()
    expect(text).toContain('Bonjour')
    expect(text).toContain('event: message_stop')
  })

  it('failing on one wire: the next target answers, and the key rests for clients of both', async () => {
    const wires = await startTwoWires()
    wires.other.otherwise(status(401, { error: { message: 'invalid x-api-key' } }))
    expect(await ask(wires.router, 'anthropic')).toBe('spare')
    expect(countsOf(wires)).toEqual([0, 1, 1])
    expect(await ask(wires.router, 'openai')).toBe('spare')
    expect(countsOf(wires)).toEqual([0, 1, 2])
  })

  it('whose model rests after a rate limit on the usual wire: is not asked on the other', async () => {
    const wires = await startTwoWires()
    wires.usual.otherwise(status(429, { headers: { 'retry-after': '60' } }))
    expect(await ask(wires.router, 'openai')).toBe('spare')
    expect(await ask(wires.router, 'anthropic')).toBe('spare')
    expect(countsOf(wires)).toEqual([1, 0, 2])
  })
})
