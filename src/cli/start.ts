/** `smart-router start`: the daemon in the foreground, from its configuration to its last log line. */

import { type App, createApp } from '../app.ts'
import { readRoutingText, type LoadedRouting } from '../config/load-routing.ts'
import { type RoutingWatcher, watchRouting } from '../config/config-watcher.ts'
import type { Environment } from '../config/environment.ts'
import { capabilitiesPath } from '../config/measured-capabilities.ts'
import { formatProblems, keptRevision } from '../config/format-problems.ts'
import { optimizeEagerly } from '../lib/eager-optimizing.ts'
import { Scrubber } from '../lib/scrubber.ts'
import { createLogger, type Logger } from '../observability/logger.ts'
import type { DemoProviders } from '../simulator/demo-providers.ts'
import { banner, originOf } from './banner.ts'
import { loadEnvironment, loadFor, printProblems } from './load.ts'
import { explainListenError } from './listen-error.ts'
import { EXIT, printData, printError, printMessage, type VerbCall } from './verb.ts'

/** How long running answers may go on after a signal; container platforms kill after thirty seconds. */
const GRACE_MS = 27_000

interface Parts {
  readonly environment: Environment
  readonly loaded: Extract<LoadedRouting, { ok: true }>
  readonly logger: Logger
  readonly scrubber: Scrubber
}

const watchFile = async ({ environment, loaded, logger }: Parts, count: (result: 'accepted' | 'rejected', revision: number) => void): Promise<RoutingWatcher> => await watchRouting({
  path: loaded.path,
  // Without a file there is nothing to read anew: what is measured then holds from the next start.
  besides: loaded.kind === 'file' ? [capabilitiesPath(environment.dataFolder)] : [],
  initial: loaded.config,
  ...(loaded.text === undefined ? {} : { initialText: loaded.text }),
  load: (text, revision) => readRoutingText(text, { path: loaded.path, variables: process.env, revision, capabilitiesPath: capabilitiesPath(environment.dataFolder) }),
  onAccepted: ({ config, summary, warnings }) => {
    count('accepted', config.revision)
    logger.info({ revision: config.revision, changes: summary }, `configuration revision ${config.revision}: ${summary}`)
    for (const warning of warnings) logger.warn({ path: warning.path, line: warning.line }, warning.message)
  },
  onRejected: ({ config, problems, text }) => {
    count('rejected', config.revision)
    const [first] = problems
    const sources = first === undefined || text === undefined ? {} : { [first.file]: text }
    logger.error({ revision: config.revision, problems: problems.map(({ file, line, column, path, message }) => ({ at: `${file}:${line}:${column}`, path, message })) },
      `the configuration was refused\n${formatProblems(problems, [], { sources, closing: keptRevision(config.revision) })}`)
  },
  onError: (error) => { logger.error({ err: error }, 'watching the configuration failed') },
})

/** Resolves with the exit code when the process was told to stop, or can not go on. */
const untilStopped = (logger: Logger, watcher: RoutingWatcher): Promise<number> => new Promise((resolve) => {
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(EXIT.failed)
    isStopping = true
    logger.info({ signal }, `${signal}: stopping; running answers may end, a second signal stops at once`)
    resolve(EXIT.ok)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => { watcher.reload().catch((error: unknown) => { logger.error({ err: error }, 'reading the configuration failed') }) })
  // A failure that nobody owned may have left anything half done: answers in progress may end, then a clean start is better.
  const fatal = (error: unknown): void => {
    logger.fatal({ err: error }, 'a failure that nobody owned; stopping')
    resolve(EXIT.unexpected)
  }
  process.on('unhandledRejection', fatal)
  process.on('uncaughtException', fatal)
})

const serve = async (parts: Parts, demo: DemoProviders | undefined, isJson: boolean): Promise<number> => {
  const { environment: { host, port, redisUrl }, loaded, logger, scrubber } = parts
  let app: App | undefined
  const watcher = await watchFile(parts, (result, revision) => {
    if (result === 'accepted') app?.metrics.configAccepted(revision)
    else app?.metrics.configRejected()
  })
  app = createApp({ config: watcher, logger, scrubber, host, ...(redisUrl === undefined ? {} : { redisUrl }) })
  app.metrics.configAccepted(watcher.current().revision)
  // Before anybody can know that it runs: a signal that comes with the ready line finds its handler.
  const stopped = untilStopped(logger, watcher)
  try {
    await app.server.listen({ host, port })
  } catch (error) {
    printError(isJson, 'cannot_listen', ...await explainListenError(error as NodeJS.ErrnoException, host, port))
    await app.stop(0)
    await watcher.close()
    await demo?.close()
    return EXIT.failed
  }
  const address = app.server.server.address()
  const origin = originOf(host, typeof address === 'object' && address !== null ? address.port : port)
  if (isJson) printData(JSON.stringify({ ready: true, url: origin, demo: demo !== undefined, source: loaded.config.source }))
  else printMessage(banner(origin, demo !== undefined))
  if (loaded.notice !== undefined) logger.info(loaded.notice)
  for (const warning of loaded.warnings) logger.info({ path: warning.path, line: warning.line }, warning.message)
  const exitCode = await stopped
  await app.stop(GRACE_MS)
  await watcher.close()
  await demo?.close()
  logger.info('stopped')
  return exitCode
}

export const start = async ({ isJson }: VerbCall): Promise<number> => {
  optimizeEagerly()
  const environment = loadEnvironment(isJson)
  if (environment === undefined) return EXIT.daemonConfiguration
  let demo: DemoProviders | undefined
  const loaded = await loadFor(environment, async () => {
    // Loaded only where it is needed: who has a key never pays for the demonstration.
    const { startDemoProviders } = await import('../simulator/demo-providers.ts')
    demo = await startDemoProviders()
    return demo.providers
  })
  if (!loaded.ok) { printProblems(loaded, isJson); return EXIT.daemonConfiguration }
  const scrubber = new Scrubber()
  const logger = await createLogger({ level: environment.logLevel, format: environment.logFormat, scrub: scrubber.scrub })
  const exitCode = await serve({ environment, loaded, logger, scrubber }, demo, isJson)
  // Whatever still holds the process is not worth waiting for: everything that counts was closed.
  setTimeout(() => { process.exit(exitCode) }, 1_000).unref()
  return exitCode
}
