/**
 * The baseline: the shortest honest proxy that most people would write with fastify and undici. It looks at nothing, counts
 * nothing and has no tricks, neither fast nor slow ones. The provider's origin is in UPSTREAM_ORIGIN.
 */

import fastify from 'fastify'
import { Agent } from 'undici'

import { reportPort } from './report-port.ts'

const origin = process.env['UPSTREAM_ORIGIN'] ?? ''
const agent = new Agent()
const app = fastify({ logger: false, bodyLimit: 32 * 1024 * 1024 })

app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })

app.get('/livez', () => ({ status: 'ok' }))

app.post<{ Body: Buffer }>('/v1/*', async (request, reply) => {
  const answer = await agent.request({
    origin,
    path: request.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: request.body,
  })
  reply.code(answer.statusCode)
  reply.header('content-type', answer.headers['content-type'])
  return reply.send(answer.body)
})

await app.listen({ host: '127.0.0.1', port: 0, backlog: 2_048 })
reportPort(app.server)
