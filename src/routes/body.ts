/** The bytes of a request's body; none where the client sent none. */

import type { FastifyRequest } from 'fastify'

const NOTHING = Buffer.alloc(0)

export const bodyOf = (request: FastifyRequest): Buffer => Buffer.isBuffer(request.body) ? request.body : NOTHING
