/**
 * Targets, configurations, requests and answers to route with, each with sensible values for what a test does not care
 * about, and an upstream that a test answers by hand.
 */

import type { ChatBatch, ChatPart, ChatStream } from '../../src/chat/part.ts'
import { type ChatRequest, type RequestNeeds, TASKS, type Task } from '../../src/chat/request.ts'
import { DEFAULT_ROUTING } from '../../src/config/routing-plan.ts'
import type { Alias, ConfigSource, RoutingConfig, RoutingSettings, TaskRoute } from '../../src/config/snapshot.ts'
import type { Capability, Provider, Target } from '../../src/config/target.ts'
import { Secret } from '../../src/lib/secret.ts'
import type { Attempt, Candidate, OpenStream } from '../../src/providers/attempt.ts'
import type { Selection } from '../../src/routing/select-candidates.ts'

export interface TargetFacts extends Partial<Omit<Target, 'provider' | 'capabilities' | 'id'>> {
  /** `provider/model`. Default `acme/model`. */
  readonly id?: string
  /** How many keys the provider has, or the keys themselves. Default 1. */
  readonly keys?: number | readonly string[]
  readonly capabilities?: readonly Capability[]
  readonly provider?: Partial<Provider>
}

export const aTarget = ({ id = 'acme/model', keys = 1, capabilities, provider, ...facts }: TargetFacts = {}): Target => {
  const slash = id.indexOf('/')
  const name = id.slice(0, slash)
  const texts = typeof keys === 'number' ? Array.from({ length: keys }, (_, index) => `key-${name}-${index + 1}`) : keys
  return {
    id,
    model: id.slice(slash + 1),
    compat: {},
    kind: 'chat',
    weight: 1,
    ...facts,
    ...(capabilities !== undefined && { capabilities: new Set(capabilities) }),
    provider: {
      name,
      dialect: 'openai',
      baseUrl: `https://${name}.test/v1`,
      credentials: texts.map((text, index) => ({ id: `${name}#${index + 1}`, secret: new Secret(text) })),
      headers: {},
      isEnabled: true,
      priority: 0,
      isDemo: false,
      ...provider,
    },
  }
}

export const aCandidate = (target: Target = aTarget(), keyIndex = 0): Candidate => {
  const credential = target.provider.credentials[keyIndex]
  if (credential === undefined) throw new Error(`${target.id} has no key #${keyIndex + 1}`)
  return { target, credential, parameters: undefined, reason: 'test' }
}

/** Every key of every target, in their order. */
export const aSelection = (...targets: readonly Target[]): Selection =>
  ({ candidates: targets.flatMap(target => target.provider.credentials.map((_, index) => aCandidate(target, index))), skipped: [] })

export const someSettings = ({ breaker, ...settings }: Partial<Omit<RoutingSettings, 'breaker'>> & { readonly breaker?: Partial<RoutingSettings['breaker']> } = {}): RoutingSettings =>
  ({ ...DEFAULT_ROUTING, ...settings, breaker: { ...DEFAULT_ROUTING.breaker, ...breaker } })

export interface ConfigFacts {
  readonly targets?: readonly Target[]
  /** Default: every target in order of priority, for every task. */
  readonly tasks?: Partial<Record<Task, TaskRoute>>
  readonly classes?: RoutingConfig['classes']
  readonly routing?: RoutingSettings
  readonly aliases?: readonly Alias[]
  readonly revision?: number
}

export const aConfig = ({ targets = [aTarget()], tasks = {}, classes = {}, routing = someSettings(), aliases = [], revision = 1 }: ConfigFacts = {}): RoutingConfig => {
  const everything: TaskRoute = { strategy: 'priority', entries: targets.map(target => ({ target, weight: target.weight })) }
  const targetsByModel = new Map<string, readonly Target[]>()
  for (const target of targets) targetsByModel.set(target.model, [...targetsByModel.get(target.model) ?? [], target])
  return {
    revision,
    source: 'test',
    providers: new Map(targets.map(({ provider }) => [provider.name, provider])),
    targets: new Map(targets.map(target => [target.id, target])),
    targetsByModel,
    tasks: Object.fromEntries(TASKS.map(task => [task, tasks[task] ?? everything])) as RoutingConfig['tasks'],
    classes,
    aliases,
    routing,
  }
}

export interface SwappableConfig extends ConfigSource {
  /** A reload. */
  swap (next: RoutingConfig): void
}

export const aConfigSource = (initial: RoutingConfig = aConfig()): SwappableConfig => {
  const listeners = new Set<(next: RoutingConfig, previous: RoutingConfig) => void>()
  let current = initial
  return {
    current: () => current,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    swap: (next) => {
      const previous = current
      current = next
      for (const listener of listeners) listener(next, previous)
    },
    close: () => Promise.resolve(),
  }
}

const NO_NEEDS: RequestNeeds = { tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false }

export const aRequest = ({ needs, ...facts }: Partial<Omit<ChatRequest, 'needs'>> & { readonly needs?: Partial<RequestNeeds> } = {}): ChatRequest => ({
  wire: 'openai-chat',
  model: 'auto',
  isStream: true,
  wantsUsage: false,
  original: { bytes: Buffer.from('{}'), json: {}, members: [] },
  headers: {},
  needs: { ...NO_NEEDS, ...needs },
  caller: {},
  estimatedInputTokens: 100,
  sampling: {},
  reasoning: { isVisible: true },
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
  tools: [],
  ...facts,
})

export const text = (words: string, choice = 0): ChatPart => ({ type: 'text-delta', choice, block: 0, text: words })
export const start = (): ChatPart => ({ type: 'response-start', choice: 0, id: 'answer-1', model: 'model' })
export const end = (choice = 0): ChatPart => ({ type: 'response-end', choice, finishReason: 'stop', rawFinishReason: 'stop' })
export const terminal = (): ChatPart => ({ type: 'terminal', choice: 0 })
export const ping = (): ChatPart => ({ type: 'opaque', choice: 0 })

/** A whole answer in one batch. */
export const wholeAnswer = (words = 'hello'): ChatBatch => [start(), text(words), end(), terminal()]

export async function * streamOf (...batches: readonly ChatBatch[]): AsyncGenerator<ChatBatch> { yield * batches }

/** One call that an upstream by hand holds open until the test says what became of it. */
export interface HeldCall {
  readonly request: ChatRequest
  readonly candidate: Candidate
  readonly attempt: Attempt
  answer (stream?: ChatStream): void
  fail (error: unknown): void
}

export interface HandUpstream {
  readonly open: OpenStream
  /** In the order of their start. */
  readonly calls: readonly HeldCall[]
  /** The call of this number, from 1. Throws where there was none. */
  call (number: number): HeldCall
  /** Target ids, in order of their start. */
  readonly asked: readonly string[]
}

/** An `OpenStream` answered by hand. Like the real one it fails with the attempt's own reason when that is aborted. */
export const handUpstream = (): HandUpstream => {
  const calls: HeldCall[] = []
  return {
    calls,
    get asked () { return calls.map(({ candidate }) => candidate.target.id) },
    call: (number) => {
      const call = calls[number - 1]
      if (call === undefined) throw new Error(`there was no call ${number}, only ${calls.length}`)
      return call
    },
    open: (request, candidate, attempt) => new Promise((resolve, reject) => {
      attempt.signal.addEventListener('abort', () => { reject(attempt.signal.reason as Error) }, { once: true })
      calls.push({ request, candidate, attempt, answer: (stream = streamOf(wholeAnswer())) => { resolve(stream) }, fail: reject })
    }),
  }
}
