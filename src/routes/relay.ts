/** Mounts every relayed endpoint at its path: embeddings, pictures, speech and the rest of what is no conversation. */

import type { IncomingMessage } from 'node:http'
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Relay } from '../gateway/relay.ts'
import type { Clock } from '../lib/clock.ts'
import { RELAY_ENDPOINTS, type RelayEndpoint } from '../providers/relay-endpoints.ts'
import type { BodyIntake } from './body-intake.ts'
import { bodyOf } from './body.ts'
import { exchangeWithClient } from './client-exchange.ts'
import { decodeRelay, formOfBody, unsupportedBody } from './relay-body.ts'
import { type RelayResponseOptions, sendRelayed } from './relay-response.ts'

export interface RelayRoutesOptions extends RelayResponseOptions {
  readonly relay: Relay
  readonly intake: BodyIntake
  readonly now: Clock
}

const endpoints = new Map(RELAY_ENDPOINTS.map(endpoint => [endpoint.path, endpoint]))

const handle = (endpoint: RelayEndpoint, options: RelayRoutesOptions) => async (fastifyRequest: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const receivedAtMs = options.now()
  const request = decodeRelay(endpoint, bodyOf(fastifyRequest), fastifyRequest.headers['content-type'])
  await exchangeWithClient({
    reply,
    openExchanges: options.openExchanges,
    open: signal => options.relay({ requestId: fastifyRequest.id, request, receivedAtMs, signal }),
    send: answer => sendRelayed(answer, reply, options),
  })
}

/** A form is taken in here and nowhere else; what an endpoint cannot read is refused before it is taken in. */
const readOther = (intake: BodyIntake) => async ({ headers, routeOptions: { url = '' } }: FastifyRequest, payload: IncomingMessage): Promise<Buffer> => {
  const endpoint = endpoints.get(url)
  const form = formOfBody(headers['content-type'])
  if (endpoint !== undefined && (form === 'json' || !endpoint.bodies.includes(form))) throw unsupportedBody(endpoint)
  return await intake.read(payload)
}

export const relayRoutes: FastifyPluginCallback<RelayRoutesOptions> = (app, options, done) => {
  app.addContentTypeParser('*', readOther(options.intake))
  for (const endpoint of RELAY_ENDPOINTS) app.post(endpoint.path, handle(endpoint, options))
  done()
}
