/** The real router on a free port, over a routing file's text: what clients in tests talk to. */

import type { AddressInfo } from 'node:net'
import { type App, createApp } from '../../src/app.ts'
import { fixedRouting } from '../../src/config/fixed-routing.ts'
import { readRoutingText } from '../../src/config/load-routing.ts'
import { formatProblems } from '../../src/config/format-problems.ts'
import type { ConfigSource, RoutingConfig } from '../../src/config/snapshot.ts'
import { Scrubber } from '../../src/lib/scrubber.ts'
import { Secret } from '../../src/lib/secret.ts'
import { createLogger } from '../../src/observability/logger.ts'
import type { ClientLimits } from '../../src/routes/client-limits.ts'

export interface RunningRouter {
  readonly url: string
  readonly app: App
  /** Every log line so far, parsed. */
  readonly log: readonly Record<string, unknown>[]
  /** Resolves with the next log line that fits, or one that was already written. */
  logLine (fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
  /** POST of JSON to a path; the answer as `fetch` gives it. */
  post (path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  close (): Promise<void>
}

export interface RunningRouterOptions {
  /** The text of a routing file, or a routing that was built already, or one that changes. */
  readonly routing: string | RoutingConfig | ConfigSource
  readonly variables?: Readonly<Record<string, string>>
  readonly limits?: Partial<ClientLimits>
  readonly redisUrl?: string
}

const sourceOf = (routing: RunningRouterOptions['routing'], variables: Readonly<Record<string, string>>): ConfigSource => {
  if (typeof routing !== 'string') return 'current' in routing ? routing : fixedRouting(routing)
  const read = readRoutingText(routing, { path: '/routing.yaml', variables, file: 'routing.yaml' })
  if (!read.ok) throw new Error(formatProblems(read.problems, [], { sources: { 'routing.yaml': routing } }))
  return fixedRouting(read.config)
}

export const startRouter = async ({ routing, variables = {}, limits = {}, redisUrl }: RunningRouterOptions): Promise<RunningRouter> => {
  const log: Record<string, unknown>[] = []
  const waiting = new Set<() => void>()
  const scrubber = new Scrubber()
  const logger = await createLogger({
    level: 'info',
    format: 'json',
    scrub: scrubber.scrub,
    write: (line) => { log.push(JSON.parse(line) as Record<string, unknown>); for (const look of waiting) look() },
  })
  const app = createApp({ config: sourceOf(routing, variables), logger, scrubber, host: '127.0.0.1', limits, ...(redisUrl !== undefined && { redisUrl: new Secret(redisUrl) }) })
  await app.server.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`
  return {
    url,
    app,
    log,
    logLine: fits => new Promise((resolve) => {
      const look = (): void => {
        const line = log.find(fits)
        if (line === undefined) return
        waiting.delete(look)
        resolve(line)
      }
      waiting.add(look)
      look()
    }),
    post: (path, body, headers = {}) => fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
    close: () => app.stop(0),
  }
}
