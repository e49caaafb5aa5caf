/** A folder with a watched routing file, and what came of every edit of it, for the tests of the watcher. */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watchRouting } from '../../src/config/config-watcher.ts'
import type { RoutingWatcher, WatchOptions } from '../../src/config/config-watcher.ts'
import { readRoutingText } from '../../src/config/load-routing.ts'
import type { RoutingFileResult } from '../../src/config/load-routing.ts'
import type { AcceptedReload, RejectedReload, ReloadOutcome } from '../../src/config/reload-outcome.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'

/** A routing with these providers, each with one model. */
export const text = (...providers: readonly string[]): string => `version: 1\nproviders:\n${providers.map((name) => `  ${name}: { base_url: "https://${name}.test", models: [m] }\n`).join('')}`

export const BAD = `${text('a')}rutting: {}\n`

/** Long enough for a slow machine between two events, short enough for a test. */
export const TIMING = { debounceMs: 20, rereadMs: 60, shrinkMs: 80, pollMs: 60_000 }

/** Outcomes in their order; `next` waits for the first that nobody took yet. */
export class Outcomes {
  readonly #waiting: ((outcome: ReloadOutcome) => void)[] = []
  readonly untaken: ReloadOutcome[] = []

  readonly push = (outcome: ReloadOutcome): void => {
    const taker = this.#waiting.shift()
    if (taker === undefined) this.untaken.push(outcome)
    else taker(outcome)
  }

  next (): Promise<ReloadOutcome> {
    const outcome = this.untaken.shift()
    return outcome === undefined ? new Promise((resolve) => { this.#waiting.push(resolve) }) : Promise.resolve(outcome)
  }

  async accepted (): Promise<AcceptedReload> {
    const outcome = await this.next()
    if (!outcome.accepted) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`)
    return outcome
  }

  async rejected (): Promise<RejectedReload> {
    const outcome = await this.next()
    if (outcome.accepted) throw new Error(`accepted: ${outcome.summary}`)
    return outcome
  }
}

export interface Watched { readonly watcher: RoutingWatcher; readonly outcomes: Outcomes; readonly errors: readonly unknown[] }

export class WatchedFolder {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'watch-')))
  readonly path = join(this.folder, 'routing.yaml')
  readonly #watchers: RoutingWatcher[] = []

  readonly read = (content: string, revision: number): RoutingFileResult =>
    readRoutingText(content, { path: this.path, variables: {}, revision, file: 'routing.yaml' })

  configOf (content: string): RoutingConfig {
    const result = this.read(content, 1)
    if (!result.ok) throw new Error('the first text is wrong')
    return result.config
  }

  /** Watches the file, which was last read as `content`; without it, `initial` comes from elsewhere. */
  async watch (content: string | undefined, options: Partial<WatchOptions> = {}): Promise<Watched> {
    const outcomes = new Outcomes()
    const errors: unknown[] = []
    const watcher = await watchRouting({
      path: this.path,
      initial: this.configOf(content ?? text('a')),
      ...(content === undefined ? {} : { initialText: content }),
      load: this.read,
      onAccepted: outcomes.push,
      onRejected: outcomes.push,
      onError: (error) => { errors.push(error) },
      timing: TIMING,
      ...options,
    })
    this.#watchers.push(watcher)
    return { watcher, outcomes, errors }
  }

  async remove (): Promise<void> {
    await Promise.all(this.#watchers.map((watcher) => watcher.close()))
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const names = (watcher: RoutingWatcher): string[] => [...watcher.current().providers.keys()]
