/**
 * Every metric, and one function for each event. Names follow Prometheus's rules, labels never hold anything without
 * bound: no ids, no users, and models only as the configuration names them.
 */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Tally } from './tally.ts'

const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
/** How often the event loop's delay is looked at, milliseconds; prom-client's own ten would be most of the work of an idle router. */
const LOOP_PRECISION_MS = 100
const OVERHEAD_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]

export interface RequestMeasure {
  readonly wire: string
  /** `chat`, or a relayed endpoint's name. */
  readonly endpoint: string
  readonly task: string
  readonly provider: string
  readonly model: string
  readonly outcome: string
  readonly statusCode: number
  readonly totalMs: number
  readonly firstContentMs: number | undefined
  readonly overheadMs: number
}

/** What a target was used for. */
export interface SpentTokens {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly cacheReadTokens?: number | undefined
}

export interface AttemptMeasure { readonly provider: string, readonly model: string, readonly outcome: string }

type Metrics = ReturnType<typeof createMetrics>
export type { Metrics }

export const createMetrics = (build: { readonly version: string }) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS })
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[] = []) => new Counter({ name: `smart_router_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) => new Gauge({ name: `smart_router_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) => new Histogram({ name: `smart_router_${name}`, help, labelNames, buckets, registers })

  const tallies: Tally[] = []
  const tally = (counted: Counter): Tally => {
    const made = new Tally(counted)
    tallies.push(made)
    return made
  }

  const requests = tally(counter('requests_total', 'Requests by how they ended', ['wire', 'endpoint', 'task', 'provider', 'model', 'outcome', 'status']))
  const attempts = tally(counter('upstream_attempts_total', 'Calls to targets by how they ended', ['provider', 'model', 'outcome']))
  const failovers = counter('failovers_total', 'Moves from one target to the next', ['from', 'to', 'reason'])
  const staleSockets = counter('stale_socket_retries_total', 'Kept connections found closed, and replaced; billing says whether the lost call may cost', ['provider', 'billing'])
  const hedges = counter('hedges_total', 'Second calls made because the first was silent', ['provider'])
  const maybeBilled = counter('maybe_billed_total', 'Attempts without an answer that may have been charged', ['provider', 'reason'])
  const interrupted = counter('stream_interrupted_total', 'Answers that broke after their first content', ['provider', 'reason'])
  const resumes = counter('resumes_total', 'Broken answers by whether another target went on with them', ['outcome'])
  const clientGone = counter('client_gone_total', 'Clients that left before the end', ['phase'])
  const slowClients = counter('slow_client_total', 'Clients cut off because they stopped reading')
  const rejected = counter('http_rejected_total', 'Requests refused before routing', ['reason'])
  const tokens = tally(counter('tokens_total', 'Tokens by kind', ['provider', 'model', 'type']))
  const cost = tally(counter('cost_usd_total', 'Cost by the price table, United States dollars', ['provider', 'model']))
  const durations = histogram('request_duration_seconds', 'From arrival to the last byte', ['wire', 'endpoint', 'outcome'], SECONDS)
  const firstContent = histogram('time_to_first_token_seconds', 'From arrival to the first content', ['provider', 'model'], SECONDS)
  const overhead = histogram('overhead_seconds', 'Time that the router itself took before the first content', ['wire'], OVERHEAD_SECONDS)
  const inFlight = gauge('requests_in_flight', 'Requests being answered now')
  const circuits = gauge('circuit_state', 'State of each target\'s breaker: 1 for the state it is in', ['provider', 'model', 'state'])
  const configReloads = counter('config_reloads_total', 'Configurations read, by result', ['result'])
  const configOk = gauge('config_last_reload_successful', 'Whether the last configuration was accepted')
  const configRevision = gauge('config_revision', 'Revision of the configuration in force')
  const cooldowns = gauge('cooldowns', 'Keys and targets that are left alone now, by the reason', ['reason'])
  const scrubbed = counter('secret_scrubbed_total', 'Secrets taken out of texts that were about to leave')
  const buildInfo = gauge('build_info', 'Version of this program', ['version', 'node'])
  buildInfo.set({ version: build.version, node: process.version }, 1)

  return {
    contentType: registry.contentType,
    /** `resting`: the reasons of all who are left alone. */
    render: (resting: Iterable<string> = []) => {
      for (const each of tallies) each.tell()
      cooldowns.reset()
      for (const reason of resting) cooldowns.inc({ reason })
      return registry.metrics()
    },
    secretScrubbed: () => { scrubbed.inc() },
    requestStarted: () => { inFlight.inc() },
    requestEnded: () => { inFlight.dec() },
    request: (measure: RequestMeasure) => {
      const { wire, endpoint, task, provider, model, outcome } = measure
      requests.add(`${wire} ${endpoint} ${task} ${provider} ${outcome} ${measure.statusCode} ${model}`, () => ({ wire, endpoint, task, provider, model, outcome, status: measure.statusCode }))
      durations.observe({ wire, endpoint, outcome }, measure.totalMs / 1000)
      overhead.observe({ wire }, measure.overheadMs / 1000)
      if (measure.firstContentMs !== undefined) firstContent.observe({ provider, model }, measure.firstContentMs / 1000)
    },
    spent: (provider: string, model: string, { inputTokens, outputTokens, cacheReadTokens }: SpentTokens, costUsd: number | undefined) => {
      if (inputTokens !== undefined) tokens.add(`input ${provider} ${model}`, () => ({ provider, model, type: 'input' }), inputTokens)
      if (outputTokens !== undefined) tokens.add(`output ${provider} ${model}`, () => ({ provider, model, type: 'output' }), outputTokens)
      if (cacheReadTokens !== undefined) tokens.add(`cache_read ${provider} ${model}`, () => ({ provider, model, type: 'cache_read' }), cacheReadTokens)
      if (costUsd !== undefined) cost.add(`${provider} ${model}`, () => ({ provider, model }), costUsd)
    },
    attempt: ({ provider, model, outcome }: AttemptMeasure) => { attempts.add(`${outcome} ${provider} ${model}`, () => ({ provider, model, outcome })) },
    failover: (from: string, to: string, reason: string) => { failovers.inc({ from, to, reason }) },
    staleSocket: (provider: string, billing: string) => { staleSockets.inc({ provider, billing }) },
    hedge: (provider: string) => { hedges.inc({ provider }) },
    maybeBilled: (provider: string, reason: string) => { maybeBilled.inc({ provider, reason }) },
    resume: (outcome: string) => { resumes.inc({ outcome }) },
    interrupted: (provider: string, reason: string) => { interrupted.inc({ provider, reason }) },
    clientGone: (phase: 'waiting' | 'streaming') => { clientGone.inc({ phase }) },
    slowClient: () => { slowClients.inc() },
    rejected: (reason: string) => { rejected.inc({ reason }) },
    circuit: (provider: string, model: string, state: string) => {
      for (const each of ['closed', 'open', 'half-open']) circuits.set({ provider, model, state: each }, each === state ? 1 : 0)
    },
    configAccepted: (revision: number) => { configReloads.inc({ result: 'accepted' }); configOk.set(1); configRevision.set(revision) },
    configRejected: () => { configReloads.inc({ result: 'rejected' }); configOk.set(0) },
  }
}
