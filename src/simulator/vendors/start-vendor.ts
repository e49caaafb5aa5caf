/** A simulated vendor as a server: it looks every request through its rules, refuses what breaks one, and answers the rest. */

import { anthropicWire } from '../anthropic-wire.ts'
import type { CapturedRequest, Exchange } from '../exchange.ts'
import type { ModelAnswer } from '../model-answer.ts'
import { openAiWire } from '../openai-wire.ts'
import { type Reply, bodyReply, eventStreamReply } from '../reply.ts'
import { sendReply } from '../send-reply.ts'
import { startSimulatedServer } from '../simulated-server.ts'
import type { SimulatedWire, SimulatedWireName } from '../simulated-wire.ts'
import type { Chunk } from './chunk.ts'
import { applyQuirks, frameChunks } from './quirks.ts'
import { brokenRule } from './rules/broken-rule.ts'
import type { RuleName } from './rules/rule.ts'
import { errorBody } from './vendor-errors.ts'
import { answerOf } from './vendor-model-answer.ts'
import { type VendorRequest, readVendorRequest, recordOf } from './vendor-request.ts'
import type { Vendor } from './vendor.ts'

/** A request that broke a rule, or asked for something that is not there. */
export interface VendorRefusal {
  readonly rule: RuleName | 'no-such-path' | 'no-such-model' | 'no-json'
  /** What the vendor said about it. */
  readonly message: string
  readonly request: CapturedRequest
}

export interface RunningVendor {
  readonly vendor: Vendor
  /** For `base_url`. */
  readonly baseUrl: string
  /** Chat requests in the order of their arrival, refused ones included. */
  readonly requests: readonly CapturedRequest[]
  readonly refusals: readonly VendorRefusal[]
  /** Forgets what was asked so far. */
  forget (): void
  close (): Promise<void>
}

const WIRES: Readonly<Record<SimulatedWireName, SimulatedWire>> = { 'openai-chat': openAiWire, 'anthropic-messages': anthropicWire }
const CHAT_PATHS: Readonly<Record<SimulatedWireName, string>> = { 'openai-chat': '/chat/completions', 'anthropic-messages': '/v1/messages' }
const REQUEST_ID = { 'x-request-id': 'simulated' }

const asksForUsage = ({ body }: VendorRequest): boolean => recordOf(body['stream_options'])['include_usage'] === true

const openAiReply = ({ quirks }: Vendor, request: VendorRequest, answer: ModelAnswer): Reply => {
  if (!request.isStream) {
    const [result] = applyQuirks(quirks, [openAiWire.result(answer) as Chunk])
    return bodyReply(200, JSON.stringify(result), REQUEST_ID)
  }
  const { start, content, finish } = openAiWire.events(answer, { includesUsage: quirks.includes('usage-unasked') || asksForUsage(request) })
  const events = [...start, ...content, ...finish].filter(event => typeof event === 'string' && event !== openAiWire.terminal)
  const chunks = events.map(event => JSON.parse(String(event).slice('data: '.length)) as Chunk)
  return eventStreamReply(frameChunks(quirks, applyQuirks(quirks, chunks), openAiWire.terminal), REQUEST_ID)
}

const anthropicReply = (_vendor: Vendor, request: VendorRequest, answer: ModelAnswer): Reply => {
  const { start, content, finish } = anthropicWire.events(answer, { includesUsage: true })
  return request.isStream ? eventStreamReply([...start, ...content, ...finish], REQUEST_ID) : bodyReply(200, JSON.stringify(anthropicWire.result(answer)), REQUEST_ID)
}

const REPLIES = { 'openai-chat': openAiReply, 'anthropic-messages': anthropicReply } as const

interface Stage {
  readonly vendor: Vendor
  readonly requests: CapturedRequest[]
  readonly refusals: VendorRefusal[]
}

const refuse = ({ vendor, refusals }: Stage, refusal: VendorRefusal, form: Parameters<typeof errorBody>[2] = {}): Reply => {
  refusals.push(refusal)
  return bodyReply(form.status ?? 400, errorBody(vendor.errorShape, refusal.message, form), REQUEST_ID)
}

const chat = (stage: Stage, captured: CapturedRequest): Reply => {
  const { vendor, requests } = stage
  requests.push(captured)
  const { model: name, messages } = captured.json
  if (!Array.isArray(messages)) return refuse(stage, { rule: 'no-json', message: 'messages: Field required', request: captured })
  const model = vendor.models.find(({ id }) => id === name)
  if (model === undefined) return refuse(stage, { rule: 'no-such-model', message: `Model ${String(name)} does not exist`, request: captured }, { status: 404 })
  const request = readVendorRequest(vendor.thinkingSwitch, model, captured)
  const broken = brokenRule(request, vendor.rules)
  if (broken !== undefined) return refuse(stage, { rule: broken.rule.rule, message: broken.message, request: captured }, broken.rule.as)
  return REPLIES[vendor.wire](vendor, request, answerOf(vendor, request, requests.length))
}

const replyTo = (stage: Stage, { request }: Exchange): Reply => {
  const { vendor } = stage
  const { method, path } = request
  const [plainPath] = path.split('?', 1)
  if (method === 'POST' && plainPath === vendor.basePath + CHAT_PATHS[vendor.wire]) return chat(stage, request)
  if (method === 'GET' && plainPath?.endsWith('/models')) return bodyReply(200, JSON.stringify(WIRES[vendor.wire].models(vendor.models.map(({ id }) => id))))
  return refuse(stage, { rule: 'no-such-path', message: `${method} ${path} is not served here`, request }, { status: 404 })
}

/** On a free port of the loopback. */
export const startVendor = async (vendor: Vendor): Promise<RunningVendor> => {
  const stage: Stage = { vendor, requests: [], refusals: [] }
  const server = await startSimulatedServer(async exchange => { await sendReply(exchange, replyTo(stage, exchange)) })
  return {
    vendor,
    baseUrl: server.url + vendor.basePath,
    requests: stage.requests,
    refusals: stage.refusals,
    forget: () => {
      stage.requests.length = 0
      stage.refusals.length = 0
    },
    close: server.close,
  }
}
