/** The real router over scripted providers that have a model of every kind, and good answers of every relayed endpoint. */

import { type RawResponse, raw, type Step } from '../../src/simulator/steps.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import type { ClientLimits } from '../../src/routes/client-limits.ts'
import { closesAfterTest } from './closes-after-test.ts'
import { type RunningRouter, startRouter } from './running-router.ts'

/** One model for each kind, the same at every provider. */
export const MODELS = {
  embed: 'embedding', guard: 'moderation', writer: 'completion', painter: 'image', voice: 'speech', ear: 'transcription', talker: 'chat',
} as const

export interface RelayedSetup {
  /** Default `openai`. */
  readonly dialect?: 'openai' | 'anthropic'
  /** Default 1. */
  readonly keys?: number
  /** By name, in place of `MODELS`. */
  readonly models?: Readonly<Record<string, object>>
  /** Where it is said to be, in place of where it is. */
  readonly at?: string
}

export interface RelayedOptions {
  /** Of the routing file. */
  readonly routing?: object
  readonly aliases?: Readonly<Record<string, string>>
  readonly limits?: Partial<ClientLimits>
}

export interface RelayedProviders<Name extends string> {
  readonly router: RunningRouter
  readonly providers: Readonly<Record<Name, ScriptedProvider>>
  logged (members: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>
}

const EVERY_KIND = Object.fromEntries(Object.entries(MODELS).map(([name, kind]) => [name, { kind }]))

export const startRelayedProviders = async <Name extends string>(setups: Readonly<Record<Name, RelayedSetup>>, { routing = {}, aliases = {}, limits = {} }: RelayedOptions = {}): Promise<RelayedProviders<Name>> => {
  const entries = Object.entries<RelayedSetup>(setups)
  const providers = Object.fromEntries(await Promise.all(entries.map(async ([name]) => [name, await closesAfterTest(startScriptedProvider())] as const)))
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: Object.fromEntries(entries.map(([name, { dialect = 'openai', keys = 1, models = EVERY_KIND, at }]) => {
        const { url = '' } = providers[name] ?? {}
        return [name, { dialect, base_url: at ?? (dialect === 'openai' ? `${url}/v1` : url), api_keys: Array.from({ length: keys }, (_, index) => `${name}-test-key-${index + 1}`), models }]
      })),
      aliases,
      routing,
    }),
    limits,
  }))
  return {
    router,
    providers: providers as Record<Name, ScriptedProvider>,
    logged: members => router.logLine(line => Object.entries(members).every(([name, value]) => line[name] === value)),
  }
}

/** A JSON text with the spacing of nobody's `JSON.stringify`, so that a body written anew is found out. */
export const oddJson = (value: object): string => JSON.stringify(value, null, 1).replaceAll('\n ', '\n   ')

export const json = (value: object, options: Partial<RawResponse> = {}): Step =>
  raw({ headers: { 'content-type': 'application/json', 'x-vendor': 'secret' }, chunks: [oddJson(value)], ...options })

export const audio = (bytes: Buffer, options: Partial<RawResponse> = {}): Step =>
  raw({ headers: { 'content-type': 'audio/mpeg' }, chunks: [bytes], ...options })

export const events = (...data: readonly (object | string)[]): Step =>
  raw({ chunks: data.map(each => `data: ${typeof each === 'string' ? each : JSON.stringify(each)}\n\n`) })

/** Numbers whose float32 form is exact. */
export const VECTOR = [0.5, -0.25, 1] as const
const BASE64_VECTOR = Buffer.from(new Float32Array(VECTOR).buffer).toString('base64')

export const EMBEDDINGS = { object: 'list', data: [{ object: 'embedding', index: 0, embedding: BASE64_VECTOR }], model: 'embed', usage: { prompt_tokens: 7, total_tokens: 7 } }
export const MODERATION = { id: 'modr-1', model: 'guard', results: [{ flagged: false, categories: {}, category_scores: {} }] }
export const COMPLETION = { id: 'cmpl-1', object: 'text_completion', created: 1, model: 'writer', choices: [{ index: 0, text: 'return 1', finish_reason: 'stop', logprobs: null }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }
export const IMAGES = { created: 1, data: [{ b64_json: 'aGVsbG8=' }], usage: { input_tokens: 4, output_tokens: 9, total_tokens: 13 } }
export const TRANSCRIPT = { text: 'مرحبا بالعالم', usage: { type: 'tokens', input_tokens: 5, output_tokens: 6, total_tokens: 11 } }
export const SOUND = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0x0d, 0x0a, 0x00, 0xc3, 0x28])
