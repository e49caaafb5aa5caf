/** A real HTTP server that plays a test's script: one step for each request, everything asked kept to be looked at. */

import type { CapturedRequest, Exchange } from './exchange.ts'
import { planStep, wireOfPath } from './plan-step.ts'
import type { AnswerContext } from './scripted-answer.ts'
import { sendReply } from './send-reply.ts'
import { type ServerCertificate, startSimulatedServer } from './simulated-server.ts'
import type { SimulatedWireName } from './simulated-wire.ts'
import { type Step, answer, status } from './steps.ts'

export type { CapturedRequest } from './exchange.ts'

export interface ScriptedProviderOptions {
  /** For paths that belong to neither wire. Default `openai-chat`. */
  readonly wire?: SimulatedWireName
  /** Default: a free one. */
  readonly port?: number
  /** The URL is then `https://127.0.0.1:PORT`. */
  readonly tls?: ServerCertificate
  /** How many requests are kept to be looked at; the oldest go first. Default 1000. */
  readonly keeps?: number
}

export interface ScriptedProvider {
  /** Base URL for the Anthropic wire; `${url}/v1` is the one for the OpenAI wire. */
  readonly url: string
  readonly port: number
  /** The newest ones in order of arrival; only requests whose body came whole. */
  readonly requests: readonly CapturedRequest[]
  /** All requests so far, kept or not. */
  readonly requestCount: number
  /** TCP connections taken so far. */
  readonly connections: number
  /** Appends to the queue: one step for each request to come. A GET of models takes none: it is answered with a list. */
  script (...steps: readonly Step[]): void
  /** What answers when the queue is empty. At first: a plain `hello`. */
  otherwise (step: Step): void
  /** The next request that this has not yet given, now or when it arrives. Rejects when the provider closes. */
  nextRequest (): Promise<CapturedRequest>
  /** Destroys every connection at once. Rejects with what went wrong inside a step, if anything did. */
  close (): Promise<void>
}

const contextOf = (request: CapturedRequest, otherwise: SimulatedWireName, count: number): AnswerContext => {
  const { model, stream, stream_options: streamOptions } = request.json
  return {
    wire: wireOfPath(request.path, otherwise),
    model: typeof model === 'string' ? model : 'simulated-model',
    isStream: stream === true,
    includesUsage: typeof streamOptions === 'object' && streamOptions !== null && 'include_usage' in streamOptions && streamOptions.include_usage === true,
    count,
  }
}

/** Adds to the end of a list that holds at most `limit`. */
const pushBounded = <Item>(list: Item[], item: Item, limit: number): void => {
  list.push(item)
  if (list.length > limit) list.shift()
}

/** Hands out requests one by one, before or after somebody asks for them. */
const createMailbox = (limit: number) => {
  const unread: CapturedRequest[] = []
  const readers: PromiseWithResolvers<CapturedRequest>[] = []
  return {
    put: (request: CapturedRequest): void => {
      const reader = readers.shift()
      if (reader === undefined) pushBounded(unread, request, limit)
      else reader.resolve(request)
    },
    take: async (): Promise<CapturedRequest> => {
      const request = unread.shift()
      if (request !== undefined) return request
      const reader = Promise.withResolvers<CapturedRequest>()
      readers.push(reader)
      return await reader.promise
    },
    close: (): void => { for (const reader of readers.splice(0)) reader.reject(new Error('the scripted provider was closed')) },
  }
}

export const startScriptedProvider = async (options: ScriptedProviderOptions = {}): Promise<ScriptedProvider> => {
  const { wire = 'openai-chat', port = 0, tls, keeps = 1000 } = options
  const queue: Step[] = []
  const requests: CapturedRequest[] = []
  const mailbox = createMailbox(keeps)
  let standing = answer()
  let requestCount = 0

  const stepFor = (request: CapturedRequest, context: AnswerContext): Step => {
    if (request.method === 'GET' && request.path.includes('/models')) return status(200, { body: context.wire.models([context.model]) })
    return queue.shift() ?? standing
  }
  const play = async (exchange: Exchange): Promise<void> => {
    const { request } = exchange
    const context = contextOf(request, wire, ++requestCount)
    pushBounded(requests, request, keeps)
    mailbox.put(request)
    await sendReply(exchange, planStep(stepFor(request, context), context))
  }
  const server = await startSimulatedServer(play, { port, ...(tls !== undefined && { tls }) })
  return {
    url: server.url,
    port: server.port,
    requests,
    get requestCount () { return requestCount },
    get connections () { return server.connections },
    script: (...steps) => { queue.push(...steps) },
    otherwise: step => { standing = step },
    nextRequest: mailbox.take,
    close: async () => {
      mailbox.close()
      await server.close()
    },
  }
}
