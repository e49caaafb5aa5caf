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
import { createRelay } from './gateway/relay.ts'
import { createReporting } from './gateway/reporting.ts'
import { Batcher } from './lib/batcher.ts'
import { monotonic } from './lib/clock.ts'
import { createDnsCache } from './lib/net/dns-cache.ts'
import { createHttpClient } from './lib/net/http-client.ts'
import { openFilesLimit } from './lib/open-files.ts'
import type { Scrubber } from './lib/scrubber.ts'
import type { Secret } from './lib/secret.ts'
import { VERSION } from './lib/version.ts'
import type { Logger } from './observability/logger.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import { PROTOCOLS } from './protocols/index.ts'
import { DIALECTS } from './providers/index.ts'
import { withPictures } from './providers/pictures/open-picture.ts'
import { createReasoningVault } from './providers/reasoning-vault.ts'
import { createRelayTransport } from './providers/relay-transport.ts'
import { createTransport } from './providers/transport.ts'
import type { RequestRecord } from './records/record.ts'
import { BodyIntake } from './routes/body-intake.ts'
import { chatRoutes } from './routes/chat.ts'
import { CLIENT_LIMITS, type ClientLimits } from './routes/client-limits.ts'
import { countTokensRoute } from './routes/count-tokens.ts'
import { explainRoute } from './routes/explain.ts'
import { healthRoutes } from './routes/health.ts'
import { allowedHostsOf } from './routes/http-guard.ts'
import { modelsRoutes } from './routes/models.ts'
import { OpenExchanges } from './routes/open-exchanges.ts'
import { relayRoutes } from './routes/relay.ts'
import { welcomeRoutes } from './routes/welcome.ts'
import { createRouter } from './routing/router.ts'
import { buildServer } from './server.ts'
import { type SharedTexts, openSharedMemory } from './storage/shared-memory.ts'

/** Sockets to clients and to providers share one limit; what is left is for files. */
const CLIENT_SHARE = 0.6
/** Who is still being answered gets a last word so long before the grace ends. */
const LAST_WORD_MS = 2_000

const RECORDS = { maxWaitMs: 25, maxItems: 256 }

export interface AppOptions {
  readonly config: ConfigSource
  readonly logger: Logger
  readonly scrubber: Scrubber
  /** The address to listen on; on loopback only loopback names are answered. */
  readonly host: string
  /** Where they are not the usual ones. */
  readonly limits?: Partial<ClientLimits>
  /** What processes remember together. Default: each remembers for itself. */
  readonly redisUrl?: Secret
}

export interface App {
  readonly server: FastifyInstance
  readonly metrics: Metrics
  /** Lets running answers end for so long, then ends each with an error; resolves when everything is closed. The first call counts. */
  stop (graceMs: number): Promise<void>
}

const secretsOf = function * ({ providers }: RoutingConfig): Generator<string> {
  for (const { credentials } of providers.values()) for (const { secret } of credentials) yield secret.reveal()
}

const sharedMemoryAt = (url: string, logger: Logger): SharedTexts => {
  // Its password stays out of the log.
  const redis = `Redis at ${new URL(url).host}`
  return openSharedMemory({
    url,
    onUp: () => { logger.info(`${redis} is reached; reasoning is shared`) },
    onDown: (reason) => { logger.warn({ reason }, `${redis} is not reached; reasoning is not shared until it is: ${reason}`) },
    onRefused: (reason) => { logger.warn({ reason }, `${redis} refuses what it is asked; reasoning may not be shared: ${reason}`) },
  })
}

export const createApp = ({ config, logger, scrubber, host, limits: ownLimits = {}, redisUrl }: AppOptions): App => {
  const now = monotonic
  let isDraining = false

  scrubber.setLive(secretsOf(config.current()))
  // A key that was taken out of the file may still be in an answer under way.
  config.subscribe((next, previous) => { scrubber.setLive([...secretsOf(next), ...secretsOf(previous)]) })

  const metrics = createMetrics({ version: VERSION })
  scrubber.onScrubbed = metrics.secretScrubbed
  const reporting = createReporting({ logger, metrics, now, isListed: targetId => config.current().targets.has(targetId) })

  // Logging and counting cost as much as all of routing; they are done behind the answers, many at a time.
  const records = new Batcher<RequestRecord>({ ...RECORDS, handle: (batch) => { for (const record of batch) reporting.onRecord(record) } })
  const scrape = { contentType: metrics.contentType, render: () => { records.flush(); return metrics.render(router.cooldowns.snapshot().map(({ failure }) => failure)) } }

  const client = createHttpClient({ connectTimeoutMs: () => config.current().routing.connectTimeoutMs, lookup: createDnsCache() })
  const shared = redisUrl === undefined ? undefined : sharedMemoryAt(redisUrl.reveal(), logger)
  const vault = createReasoningVault(shared === undefined ? {} : { shared })
  const transport = withPictures({ client, now })(createTransport({ client, dialects: DIALECTS, now, vault }))
  const router = createRouter({ config, transport, now, events: reporting })
  const classify = createClassifier({ longTokens: config.current().routing.longTokens })
  const decide = createDecide({ classify, classifierInput, select: router.select, conversationOf: caller => router.conversations.of(caller) })
  const gateway = createGateway({ config, decide, open: router.open, now, onRecord: (record) => { records.add(record) } })
  const relay = createRelay({ config, select: router.select, open: router.openerOf(createRelayTransport({ client, now })), now, onRecord: (record) => { records.add(record) } })

  const filesLimit = openFilesLimit()
  const limits: ClientLimits = {
    ...CLIENT_LIMITS,
    maxConnections: filesLimit === undefined ? undefined : Math.floor(filesLimit * CLIENT_SHARE),
    ...ownLimits,
  }
  const intake = new BodyIntake(limits)
  const server = buildServer({
    protocols: PROTOCOLS,
    allowedHosts: allowedHostsOf(host),
    limits,
    intake,
    isDraining: () => isDraining,
    scrub: scrubber.scrub,
    onError: reporting.onError,
    onRejected: metrics.rejected,
    onRequestStart: metrics.requestStarted,
    onRequestEnd: metrics.requestEnded,
  })

  const openExchanges = new OpenExchanges()
  const protocols = Object.values(PROTOCOLS)
  server.register(chatRoutes, { protocols, gateway, openExchanges, limits, now, onSlowClient: metrics.slowClient })
  server.register(relayRoutes, { relay, intake, openExchanges, limits, now, onSlowClient: metrics.slowClient })
  server.register(countTokensRoute, { config, conversations: router.conversations })
  server.register(explainRoute, { protocols, config, decide })
  server.register(modelsRoutes, { config })
  server.register(healthRoutes, { config, version: VERSION, metrics: scrape, isDraining: () => isDraining, isAvailable: targetId => router.breakers.isAvailable(targetId) })
  server.register(welcomeRoutes, { config, version: VERSION })

  const stop = async (graceMs: number): Promise<void> => {
    isDraining = true
    // Finished connections are kept alive by their clients; without the sweep closing would wait for all of them.
    const sweep = setInterval(() => { server.server.closeIdleConnections() }, 50)
    const lastWord = setTimeout(() => { openExchanges.interruptAll() }, Math.max(0, graceMs - LAST_WORD_MS))
    const force = setTimeout(() => { server.server.closeAllConnections() }, graceMs)
    try {
      await server.close()
    } finally {
      clearInterval(sweep)
      clearTimeout(lastWord)
      clearTimeout(force)
    }
    records.flush()
    router.close()
    await client.destroy()
    await shared?.close()
  }
  let stopping: Promise<void> | undefined
  return { server, metrics, stop: graceMs => stopping ??= stop(graceMs) }
}
