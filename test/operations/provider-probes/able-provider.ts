/** A real HTTP server whose model does everything that probes ask for, but for what a test takes from it. */

import { planStep, wireOfPath } from '../../../src/simulator/plan-step.ts'
import { sendReply } from '../../../src/simulator/send-reply.ts'
import { startSimulatedServer } from '../../../src/simulator/simulated-server.ts'
import { type Step, answer, status } from '../../../src/simulator/steps.ts'
import { closesAfterTest } from '../../support/closes-after-test.ts'

export type Body = Readonly<Record<string, unknown>>

export interface AbleProvider {
  /** For `base_url` on the OpenAI wire. */
  readonly url: string
  /** For `base_url` on the Anthropic wire. */
  readonly root: string
  /** Bodies in the order of their arrival. */
  readonly requests: readonly Body[]
  readonly keys: ReadonlyArray<string | undefined>
  close (): Promise<void>
}

/** What a test changes: the step for a request, or `undefined` for the able one. */
export type Change = (body: Body, text: string, key: string | undefined) => Step | undefined

const messagesOf = (body: Body): ReadonlyArray<Readonly<Record<string, unknown>>> => body['messages'] as ReadonlyArray<Readonly<Record<string, unknown>>>

export const lastMessage = (body: Body): Readonly<Record<string, unknown>> => messagesOf(body).at(-1) ?? {}

/** Content parts of the last message, by their type. */
const partTypes = (body: Body): readonly string[] => {
  const { content } = lastMessage(body)
  return Array.isArray(content) ? (content as ReadonlyArray<{ readonly type: string }>).map(({ type }) => type) : []
}

export const isResult = (body: Body): boolean => lastMessage(body)['role'] === 'tool' || partTypes(body).includes('tool_result')
export const hasPicture = (body: Body): boolean => partTypes(body).some(type => type === 'image_url' || type === 'image')
export const hasDocument = (body: Body): boolean => partTypes(body).some(type => type === 'file' || type === 'document')
export const isBegun = (body: Body): boolean => lastMessage(body)['role'] === 'assistant'
export const asksToThink = (body: Body): boolean => body['reasoning_effort'] !== undefined || body['thinking'] !== undefined
export const formatOf = (body: Body): unknown => (body['response_format'] as { type?: unknown } | undefined)?.type ?? ((body['output_config'] as { format?: { type?: unknown } } | undefined)?.format?.type)
export const isForNobody = (body: Body): boolean => String(body['model']).includes('no-such-model')

const call = (id: string, path: string) => ({ id, name: 'read_file', arguments: { path } })

const ROWS: ReadonlyArray<readonly [fits: (body: Body, text: string) => boolean, step: Step]> = [
  [isForNobody, status(404, { body: { error: { message: 'The model does not exist', type: 'invalid_request_error', code: 'model_not_found' } } })],
  [isResult, answer('It says that the code word is tangerine.')],
  [isBegun, answer('ee, four, five, six')],
  [hasPicture, answer('472')],
  [hasDocument, answer('marigold')],
  [(body, text) => body['tools'] !== undefined && text.includes('both at once'), answer({ toolCalls: [call('call_monday1', 'notes/monday.txt'), call('call_tuesday2', 'notes/tuesday.txt')] })],
  [body => body['tools'] !== undefined && asksToThink(body), answer({ reasoning: 'I should read it.', text: '', toolCalls: [call('call_thought9x', 'notes/today.txt')] })],
  [body => body['tools'] !== undefined, answer({ toolCalls: [call('call_today42x', 'notes/today.txt')] })],
  [body => formatOf(body) === 'json_schema', answer('{"town_called":"Reykjavik","people_about":140000}')],
  [body => formatOf(body) === 'json_object', answer('{"town":"Reykjavik"}')],
  [asksToThink, answer({ reasoning: 'Let x be the age of Bob.', text: '24' })],
]

const READY = answer('ready')

const keyIn = (headers: Readonly<Record<string, unknown>>): string | undefined =>
  (typeof headers['authorization'] === 'string' ? headers['authorization'].replace('Bearer ', '') : headers['x-api-key'] as string | undefined)

export const startAbleProvider = async (change: Change = () => undefined): Promise<AbleProvider> => {
  const requests: Body[] = []
  const keys: Array<string | undefined> = []
  const server = await closesAfterTest(startSimulatedServer(async (exchange) => {
    const { json, text, path, headers } = exchange.request
    requests.push(json)
    const key = keyIn(headers)
    keys.push(key)
    const step = change(json, text, key) ?? ROWS.find(([fits]) => fits(json, text))?.[1] ?? READY
    const { model, stream, stream_options: options } = json
    const context = { wire: wireOfPath(path, 'openai-chat'), model: String(model), isStream: stream === true, includesUsage: options !== undefined, count: requests.length }
    await sendReply(exchange, planStep(step, context))
  }))
  return { url: `${server.url}/v1`, root: server.url, requests, keys, close: server.close }
}
