/**
 * One exchange at a relayed endpoint from end to end: choose the model, open the first target that answers, watch the answer
 * pass, leave one record. It is the gateway for everything that is no conversation.
 */

import type { FinishReason, Usage } from '../chat/part.ts'
import type { RequestNeeds } from '../chat/request.ts'
import { WrittenTokens } from '../chat/written-tokens.ts'
import type { ConfigSource, RoutingConfig } from '../config/snapshot.ts'
import type { Clock } from '../lib/clock.ts'
import type { Attempt } from '../providers/attempt.ts'
import type { RelayBatch, RelayPart, RelayRequest, RelayStream } from '../providers/relay-request.ts'
import type { RequestRecord } from '../records/record.ts'
import type { OpenFirstCall, Opened } from '../routing/open-first.ts'
import { relayTargets } from '../routing/relay-targets.ts'
import type { Router } from '../routing/router.ts'
import { buildRecord, type ExchangeEnd, type Observed, type RecordedCall } from './build-record.ts'
import type { Decision } from './decision.ts'
import { type Answer, endOf, failedExchange, leaving } from './gateway.ts'
import { observe } from './observation.ts'
import { overheadMs } from './timings.ts'

export interface RelayCall {
  readonly requestId: string
  readonly request: RelayRequest
  /** Monotonic milliseconds when the request arrived. */
  readonly receivedAtMs: number
  /** As in `GatewayCall`. */
  readonly signal: AbortSignal
}

/** Of its attempt, `answerHead` says what kind of bytes the stream's are. */
export interface RelayAnswer extends Omit<Answer, 'stream'> {
  readonly stream: RelayStream
}

export interface RelayDependencies {
  readonly config: ConfigSource
  readonly select: Router['select']
  readonly open: (call: OpenFirstCall<RelayRequest>) => Promise<Opened<RelayStream>>
  readonly now: Clock
  readonly onRecord: (record: RequestRecord) => void
}

export type Relay = (call: RelayCall) => Promise<RelayAnswer>

/** Targets of one kind can do what that kind is for; how much they can read is for them to say. */
const ANYTHING: { readonly needs: RequestNeeds, readonly estimatedInputTokens: number } = {
  needs: { tools: false, images: false, documents: false, audio: false, webSearch: false, imageOutput: false, structuredOutput: false },
  estimatedInputTokens: 0,
}

class RelayObservation implements Observed {
  usage: Usage | undefined
  finishReason: FinishReason | undefined
  readonly #written = new WrittenTokens()

  get estimatedOutputTokens (): number { return this.#written.tokens }

  note (batch: RelayBatch): void {
    for (const part of batch) this.#notePart(part)
  }

  #notePart (part: RelayPart): void {
    if (part.type === 'usage') this.usage = { ...this.usage, ...part.usage }
    else if (part.type === 'response-end') this.finishReason = part.finishReason
    else if (part.type === 'content' && part.text !== undefined) this.#written.note({ type: 'text-delta', choice: part.choice, block: 0, text: part.text })
  }
}

const decide = (config: RoutingConfig, request: RelayRequest, select: Router['select']): Decision => {
  const { endpoint, model } = request
  const { targets, skipped, isNamed } = relayTargets(config, request)
  const kind = endpoint.kinds[0]
  const selection = select(config, { targets, task: 'general', request: ANYTHING, turns: `endpoint ${endpoint.name}`, ...(!isNamed && { because: kind }) })
  return {
    requestedModel: model ?? 'auto',
    choice: { task: undefined, source: 'none', reasons: [isNamed ? 'the client named the model' : `models for ${kind}, in the order of the configuration`] },
    strategy: isNamed ? 'explicit' : 'priority',
    selection: { ...selection, skipped: [...skipped, ...selection.skipped] },
    revision: config.revision,
  }
}

/** Rejects like the gateway does, and leaves its one record like it. */
export const createRelay = ({ config, select, open, now, onRecord }: RelayDependencies): Relay => async ({ requestId, request, receivedAtMs, signal }) => {
  const current = config.current()
  const decision = decide(current, request, select)
  const { endpoint, wantsEvents, estimatedInputTokens } = request
  const call: RecordedCall = { requestId, receivedAtMs, request: { wire: 'openai-chat', model: decision.requestedModel, isStream: wantsEvents, estimatedInputTokens } }
  const attempts: Attempt[] = []
  const observation = new RelayObservation()
  const record = (end: ExchangeEnd, attempt?: Attempt): void => {
    onRecord(buildRecord({ call, endpoint: endpoint.name, countsTokens: endpoint.countsTokens, decision, attempts, attempt, observation, end, endedAtMs: now() }))
  }

  let opened: Opened<RelayStream>
  try {
    opened = await open({ requestId, request, selection: decision.selection, settings: current.routing, signal, attempts })
  } catch (error) {
    throw failedExchange(error, { decision, attempts, record })
  }

  const { attempt } = opened
  const stream = observe(opened.stream, observation, (end) => { record(endOf(end), attempt) })
  return {
    stream,
    decision,
    attempt,
    attempts,
    overheadMs: overheadMs(attempts, receivedAtMs, attempt.firstContentAtMs ?? now()),
    leave: leaving(stream),
  }
}
