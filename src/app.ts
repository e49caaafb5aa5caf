/**
 * The composition root: builds every part once, connects them by callbacks, and closes them in reverse. It reads top to
 * bottom like a parts list; it decides nothing itself.
 */

import type { FastifyInstance } from 'fastify'
import { createClassifier } from './classify/classifier.ts'
import { classifierInput } from './classify/request-signals.ts'
import type { ConfigSource, RoutingConfig } from './config/snapshot.ts'
import { createDecide } from './gateway/decide.ts'
import { createGateway } from './gateway/gateway.ts'
import { createReporting } from './gateway/reporting.ts'
import { monotonic } from './lib/clock.ts'
import { createDnsCache } from './lib/net/dns-cache.ts'
import { createHttpClient } from './lib/net/http-client.ts'
import { openFilesLimit } from './lib/open-files.ts'
import type { Scrubber } from './lib/scrubber.ts'
import { VERSION } from './lib/version.ts'
import type { Logger } from './observability/logger.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import { PROTOCOLS } from './protocols/index.ts'
import { DIALECTS } from './providers/index.ts'
import { createTransport } from './providers/transport.ts'
import { chatRoutes } from './routes/chat.ts'
import { countTokensRoute } from './routes/count-tokens.ts'
import { explainRoute } from './routes/explain.ts'
import { healthRoutes } from './routes/health.ts'
import { modelsRoutes } from './routes/models.ts'
import { OpenStreams } from './routes/stream-response.ts'
import { welcomeRoutes } from './routes/welcome.ts'
import { createRouter } from './routing/router.ts'
import { buildServer } from './server.ts'

/** Sockets to clients and to providers share one limit; what is left is for files. */
const CLIENT_SHARE = 0.6
/** Streams get their last word so long before the grace ends. */
const LAST_WORD_MS = 2_000

export interface AppOptions {
  readonly config: ConfigSource
  readonly logger: Logger
  readonly scrubber: Scrubber
  /** The address to listen on; on loopback only loopback names are answered. */
  readonly host: string
}

export interface App {
  readonly server: FastifyInstance
  readonly metrics: Metrics
  /** Lets running answers end for so long, then ends each with an error event; resolves when everything is closed. */
  stop (graceMs: number): Promise<void>
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])

const secretsOf = function * ({ providers }: RoutingConfig): Generator<string> {
  for (const { credentials } of providers.values()) for (const { secret } of credentials) yield secret.reveal()
}

export const createApp = ({ config, logger, scrubber, host }: AppOptions): App => {
  const now = monotonic
  let isDraining = false

  scrubber.setLive(secretsOf(config.current()))
  config.subscribe((next) => { scrubber.setLive(secretsOf(next)) })

  const metrics = createMetrics({ version: VERSION })
  const reporting = createReporting({ logger, metrics, now, isListed: targetId => config.current().targets.has(targetId) })

  const client = createHttpClient({ connectTimeoutMs: () => config.current().routing.connectTimeoutMs, lookup: createDnsCache() })
  const transport = createTransport({ client, dialects: DIALECTS, now })
  const router = createRouter({ config, transport, now, events: reporting })
  const classify = createClassifier({ longTokens: config.current().routing.longTokens })
  const decide = createDecide({ classify, classifierInput, select: router.select })
  const gateway = createGateway({ config, decide, open: router.open, now, onRecord: reporting.onRecord })

  const filesLimit = openFilesLimit()
  const server = buildServer({
    protocols: PROTOCOLS,
    allowedHosts: LOOPBACK.has(host) ? LOOPBACK : undefined,
    maxConnections: filesLimit === undefined ? undefined : Math.floor(filesLimit * CLIENT_SHARE),
    isDraining: () => isDraining,
    scrub: scrubber.scrub,
    onError: reporting.onError,
    onRejected: metrics.rejected,
    onRequestStart: metrics.requestStarted,
    onRequestEnd: metrics.requestEnded,
  })

  const openStreams = new OpenStreams()
  const protocols = Object.values(PROTOCOLS)
  server.register(chatRoutes, { protocols, gateway, openStreams, now, onSlowClient: metrics.slowClient })
  server.register(countTokensRoute)
  server.register(explainRoute, { protocols, config, decide })
  server.register(modelsRoutes, { config })
  server.register(healthRoutes, { config, version: VERSION, metrics, isDraining: () => isDraining, isAvailable: targetId => router.breakers.isAvailable(targetId) })
  server.register(welcomeRoutes, { config, version: VERSION })

  return {
    server,
    metrics,
    async stop (graceMs) {
      if (isDraining) return
      isDraining = true
      // Finished connections are kept alive by their clients; without the sweep closing would wait for all of them.
      const sweep = setInterval(() => { server.server.closeIdleConnections() }, 50)
      const lastWord = setTimeout(() => { openStreams.interruptAll() }, Math.max(0, graceMs - LAST_WORD_MS))
      const force = setTimeout(() => { server.server.closeAllConnections() }, graceMs)
      try {
        await server.close()
      } finally {
        clearInterval(sweep)
        clearTimeout(lastWord)
        clearTimeout(force)
      }
      router.close()
      await client.destroy()
    },
  }
}
