/** `POST /v1/route`: where a request would go and why, without sending it. The body is a request of any wire. */

import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Wire } from '../chat/request.ts'
import type { ConfigSource } from '../config/snapshot.ts'
import type { Decide } from '../gateway/decide.ts'
import { describeDecision } from '../gateway/decision.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import { bodyOf } from './body.ts'
import type { Protocol } from '../protocols/protocol.ts'
import { taskHint } from './task-hint.ts'

export interface ExplainOptions {
  readonly protocols: readonly Protocol[]
  readonly config: ConfigSource
  readonly decide: Decide
}

/** Anthropic's version header, or what only its bodies have; otherwise OpenAI's wire. */
const isAnthropicBody = ({ headers }: FastifyRequest, json: Readonly<Record<string, unknown>>): boolean =>
  headers['anthropic-version'] !== undefined || (json['system'] !== undefined && json['max_tokens'] !== undefined)

/** What only bodies of OpenAI's Responses have. */
const isResponsesBody = (json: Readonly<Record<string, unknown>>): boolean => json['input'] !== undefined && json['messages'] === undefined

const wireOf = (request: FastifyRequest, json: Readonly<Record<string, unknown>>): Wire => {
  if (isAnthropicBody(request, json)) return 'anthropic-messages'
  return isResponsesBody(json) ? 'openai-responses' : 'openai-chat'
}

export const explainRoute: FastifyPluginCallback<ExplainOptions> = (app, { protocols, config, decide }, done) => {
  app.post('/v1/route', async (request) => {
    const original = readOriginalBody(bodyOf(request))
    const wire = wireOf(request, original.json)
    const protocol = protocols.find(({ name }) => name === wire) ?? protocols[0]!
    const current = config.current()
    return describeDecision(decide(current, protocol.decodeRequest(original, request.headers), taskHint(request.headers)), current)
  })
  done()
}
