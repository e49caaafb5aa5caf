/** `/livez` (the process), `/readyz` (may traffic come), `/metrics` (Prometheus). None of them asks a provider. */

import type { FastifyPluginCallback } from 'fastify'
import type { ConfigSource } from '../config/snapshot.ts'

export interface HealthOptions {
  readonly config: ConfigSource
  readonly version: string
  readonly isDraining: () => boolean
  readonly isAvailable: (targetId: string) => boolean
  readonly metrics: { readonly contentType: string, readonly render: () => Promise<string> }
}

interface Check { readonly name: string, readonly ok: boolean, readonly detail: string }

const checksOf = ({ config, isDraining, isAvailable }: HealthOptions): readonly Check[] => {
  const { revision, source, targets } = config.current()
  const available = [...targets.keys()].filter(isAvailable).length
  return [
    { name: 'configuration', ok: true, detail: `revision ${revision} from ${source}` },
    { name: 'targets', ok: available > 0, detail: `${available} of ${targets.size} available` },
    { name: 'draining', ok: !isDraining(), detail: isDraining() ? 'stopping' : 'no' },
  ]
}

export const healthRoutes: FastifyPluginCallback<HealthOptions> = (app, options, done) => {
  const { metrics, version } = options
  for (const path of ['/livez', '/health/liveliness']) app.get(path, async () => ({ status: 'ok', version }))
  for (const path of ['/readyz', '/ready', '/healthz', '/health/readiness', '/health']) {
    app.get(path, async (request, reply) => {
      const checks = checksOf(options)
      const isReady = checks.every(({ ok }) => ok)
      reply.code(isReady ? 200 : 503)
      const isVerbose = request.url.includes('verbose') || path === '/health'
      return { status: isReady ? 'ok' : 'unavailable', ...(isVerbose ? { version, uptime_seconds: Math.round(process.uptime()), checks } : {}) }
    })
  }
  app.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType)
    return await metrics.render()
  })
  done()
}
