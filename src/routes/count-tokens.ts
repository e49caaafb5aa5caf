/**
 * `POST /v1/messages/count_tokens`: answered here, at once; Claude Code asks for dozens of counts in parallel. A client
 * that compacts by a window it only guesses is told the real one: of the target that answers its conversation or that it
 * names, otherwise what `auto` can count on.
 */

import type { FastifyPluginCallback } from 'fastify'
import type { ChatRequest } from '../chat/request.ts'
import { countRequestTokens } from '../chat/tokens.ts'
import type { ConfigSource, RoutingConfig } from '../config/snapshot.ts'
import { decodeCountRequest } from '../protocols/anthropic-messages.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import { autoLimits } from '../routing/auto-limits.ts'
import type { Conversations } from '../routing/conversations.ts'
import { type ResolvedModels, resolveModels } from '../routing/resolve-model.ts'
import { bodyOf } from './body.ts'

export interface CountTokensOptions {
  readonly config: ConfigSource
  readonly conversations: Pick<Conversations, 'of'>
}

interface Counted {
  /** A target, or `auto` where none is chosen yet. */
  readonly model: string
  readonly contextWindow: number | undefined
}

/** A count is no question: a model that nobody has is told when it is asked. */
const modelsOf = (config: RoutingConfig, { model }: ChatRequest): ResolvedModels => {
  try {
    return resolveModels(config, model)
  } catch {
    return { named: [], open: { kind: 'auto' } }
  }
}

const countedFor = (config: RoutingConfig, request: ChatRequest, conversations: CountTokensOptions['conversations']): Counted => {
  const named = modelsOf(config, request).named[0]
  const last = named === undefined ? conversations.of(request.caller)?.target : undefined
  const target = named ?? last
  return target === undefined ? { model: 'auto', contextWindow: autoLimits(config).contextWindow } : { model: target.id, contextWindow: target.contextWindow }
}

export const countTokensRoute: FastifyPluginCallback<CountTokensOptions> = (app, { config, conversations }, done) => {
  app.post('/v1/messages/count_tokens', async (fastifyRequest) => {
    const request = decodeCountRequest(readOriginalBody(bodyOf(fastifyRequest)), fastifyRequest.headers)
    const { model, contextWindow } = countedFor(config.current(), request, conversations)
    return { input_tokens: countRequestTokens(request), model, ...(contextWindow !== undefined && { context_window: contextWindow }) }
  })
  done()
}
