/** `POST /v1/messages/count_tokens`: answered here, at once; Claude Code asks for dozens of counts in parallel. */

import type { FastifyPluginCallback } from 'fastify'
import { countRequestTokens } from '../chat/tokens.ts'
import { decodeCountRequest } from '../protocols/anthropic-messages.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import { bodyOf } from './body.ts'

export const countTokensRoute: FastifyPluginCallback = (app, _options, done) => {
  app.post('/v1/messages/count_tokens', async request => ({
    input_tokens: countRequestTokens(decodeCountRequest(readOriginalBody(bodyOf(request)), request.headers)),
  }))
  done()
}
