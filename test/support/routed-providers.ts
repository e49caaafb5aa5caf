/** The real router over real scripted providers, asked over HTTP. All of it closes when the test is over. */

import type { ClientLimits } from '../../src/routes/client-limits.ts'
import { type CapturedRequest, type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { closesAfterTest } from './closes-after-test.ts'
import type { ClientWire, Reply } from './replies.ts'
import { type RunningRouter, startRouter } from './running-router.ts'

export interface ProviderSetup {
  /** The wire it speaks. Default `openai`. */
  readonly dialect?: 'openai' | 'anthropic'
  /** How many keys it has: `first-test-key-1`, `first-test-key-2`, … Default 1. */
  readonly keys?: number
  /** Default `m` alone, which is `first/m` to the router. */
  readonly models?: readonly string[]
  /** Of each model, tokens. Default: unknown. */
  readonly contextWindow?: number
  /** Of each model. Default: everything. */
  readonly capabilities?: readonly string[]
  /** Quirks, as they are written in YAML. */
  readonly compat?: Readonly<Record<string, unknown>>
  /** Where it is said to be, in place of where it is: for faults below HTTP. */
  readonly at?: string
}

export interface Question {
  /** Default `openai-chat`. */
  readonly wire?: ClientWire
  readonly stream?: boolean
  /** Default: the task that has every provider's models, in order. */
  readonly model?: string
  readonly prompt?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the body. */
  readonly members?: object
  /** Called with all the text so far, whenever some more came. */
  readonly onText?: (text: string) => void
}

export interface RoutedProviders<Name extends string> {
  readonly router: RunningRouter
  readonly providers: Readonly<Record<Name, ScriptedProvider>>
  ask (question?: Question): Promise<Reply>
  /** The next log line with these members, or one that was already written. */
  logged (members: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>
  /** The sum of a metric's samples with these labels, 0 where there is none; the name without `smart_router_`. */
  metric (name: string, labels?: Readonly<Record<string, string>>): Promise<number>
}

const PATHS: Readonly<Record<ClientWire, string>> = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' }

const keyOf = (name: string, number: number): string => `${name}-test-key-${number}`

const providerSection = (name: string, { dialect = 'openai', keys = 1, models = ['m'], contextWindow, capabilities, compat, at }: ProviderSetup, { url }: ScriptedProvider): object => ({
  dialect,
  base_url: at ?? (dialect === 'openai' ? `${url}/v1` : url),
  api_keys: Array.from({ length: keys }, (_, index) => `\${${name}_${index + 1}}`),
  ...(compat !== undefined && { compat }),
  models: Object.fromEntries(models.map(model => [model, { ...(contextWindow !== undefined && { context_window: contextWindow }), ...(capabilities !== undefined && { capabilities }) }])),
})

const variablesOf = (setups: ReadonlyArray<readonly [string, ProviderSetup]>): Record<string, string> =>
  Object.fromEntries(setups.flatMap(([name, { keys = 1 }]) => Array.from({ length: keys }, (_, index) => [`${name}_${index + 1}`, keyOf(name, index + 1)])))

const readText = async (response: Response, onText: (text: string) => void): Promise<string> => {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    onText(text)
  }
  return text
}

const createAsk = (router: RunningRouter) => async (question: Question = {}): Promise<Reply> => {
  const { wire = 'openai-chat', stream = false, model = 'task:general', prompt = 'hi', headers = {}, members = {}, onText = () => undefined } = question
  const startedAtMs = performance.now()
  const response = await router.post(PATHS[wire], { model, stream, max_tokens: 100, messages: [{ role: 'user', content: prompt }], ...members }, headers)
  const headMs = performance.now() - startedAtMs
  return { wire, isStream: stream, status: response.status, headers: response.headers, text: await readText(response, onText), headMs }
}

const sumOf = (exposition: string, name: string, labels: Readonly<Record<string, string>>): number => exposition.split('\n')
  .filter(line => line.startsWith(`smart_router_${name}{`) || line.startsWith(`smart_router_${name} `))
  .filter(line => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
  .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)

/** Providers stand in the order in which they are to be asked; `settings` are the file's `routing`, `limits` the server's. */
export const startRoutedProviders = async <Name extends string>(setups: Readonly<Record<Name, ProviderSetup>>, settings: object = {}, limits: Partial<ClientLimits> = {}): Promise<RoutedProviders<Name>> => {
  const entries = Object.entries<ProviderSetup>(setups)
  const started = await Promise.all(entries.map(async ([name, setup]) => ({ name, setup, provider: await closesAfterTest(startScriptedProvider()) })))
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: Object.fromEntries(started.map(({ name, setup, provider }) => [name, providerSection(name, setup, provider)])),
      tasks: { general: entries.flatMap(([name, { models = ['m'] }]) => models.map(model => `${name}/${model}`)) },
      routing: settings,
    }),
    variables: variablesOf(entries),
    limits,
  }))
  return {
    router,
    providers: Object.fromEntries(started.map(({ name, provider }) => [name, provider])) as Record<Name, ScriptedProvider>,
    ask: createAsk(router),
    logged: members => router.logLine(line => Object.entries(members).every(([name, value]) => line[name] === value)),
    metric: async (name, labels = {}) => sumOf(await (await fetch(`${router.url}/metrics`)).text(), name, labels),
  }
}

/** The numbers of the keys with which a provider was asked, in order. */
export const keysAskedWith = ({ requests }: ScriptedProvider): readonly number[] =>
  requests.map(({ headers }) => Number((headers.authorization ?? String(headers['x-api-key'])).split('-').at(-1)))

/** The one request that a provider got. */
export const onlyRequest = ({ requests }: ScriptedProvider): CapturedRequest => {
  const [request] = requests
  if (request === undefined || requests.length !== 1) throw new Error(`asked ${requests.length} times, not once`)
  return request
}
