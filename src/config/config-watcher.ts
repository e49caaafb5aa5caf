/**
 * Keeps the snapshot up to date with the routing file while the process runs. What a file means is decided by `load`; this
 * knows only when to read, when to believe what it read, and whom to tell.
 *
 * It is quiet until something says that the file may have changed: the file system, the poll (a net for lost events and for key
 * files), or `reload()`. After a short pause that gathers a burst of events the file is read; what is byte for byte the same as
 * what was last accepted or refused is passed over. A file that cannot be used may be half written, and a file that lost more
 * than half of its providers may be cut: both are read again until they stay the same for a while. Then the file is accepted (one
 * swap, revision counted up, listeners told) or refused (told once, the last good snapshot stays). A removed file is refused.
 * One check runs at a time; what happens meanwhile causes one more afterwards. `reload()` does not wait for stillness.
 */

import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { watch } from 'chokidar'
import type { FSWatcher } from 'chokidar'
import { monotonic } from '../lib/clock.ts'
import { describeChanges } from './change-summary.ts'
import { fileProblem } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { displayPath, unreadable } from './load-routing.ts'
import type { RoutingFileResult } from './load-routing.ts'
import type { AcceptedReload, RejectedReload, ReloadOutcome } from './reload-outcome.ts'
import { MAX_FILE_BYTES } from './routing-files.ts'
import type { ConfigSource, RoutingConfig } from './snapshot.ts'

/** Milliseconds. */
export interface WatchTiming {
  /** Stillness after an event before the file is read; gathers a burst [50]. */
  readonly debounceMs: number
  /** How long an unusable file must stay the same before it is complained of [250]. */
  readonly rereadMs: number
  /** How long a file that lost more than half of its providers must stay the same [2000]. */
  readonly shrinkMs: number
  /** The net under the file system's events [30000]. */
  readonly pollMs: number
}

export interface WatchOptions {
  readonly path: string
  /** Files that matter beside those with keys, whether they are there or not. */
  readonly besides?: readonly string[]
  readonly initial: RoutingConfig
  /** The text that `initial` was read from; absent: it came from elsewhere. */
  readonly initialText?: string
  readonly load: (text: string, revision: number) => RoutingFileResult
  readonly onAccepted?: (reload: AcceptedReload) => void
  readonly onRejected?: (reload: RejectedReload) => void
  /** A listener that threw, or a watch that failed; the poll goes on. */
  readonly onError?: (error: unknown) => void
  readonly timing?: Partial<WatchTiming>
}

export interface RoutingWatcher extends ConfigSource {
  /** Reads the file now, key files too. For `SIGHUP` and the API. */
  reload (): Promise<ReloadOutcome>
  /** Why the file as it stands now was refused; `undefined` while it is what runs. */
  rejection (): RejectedReload | undefined
}

const DEFAULT_TIMING: WatchTiming = { debounceMs: 50, rereadMs: 250, shrinkMs: 2000, pollMs: 30_000 }

const LONGEST_START_MS = 2000
/** A burst of events is waited out for so many pauses at most. */
const LONGEST_BURST = 10

interface Reading { readonly text?: string; readonly error?: unknown; readonly fingerprint: string }

type Verdict =
  | { readonly result: Extract<RoutingFileResult, { ok: true }>; readonly patienceMs: number }
  | { readonly problems: readonly ConfigProblem[]; readonly patienceMs: number; /** A key that appears in one of them may mend it. */ readonly keyFiles?: readonly string[] }

const losesMostProviders = (before: RoutingConfig, after: RoutingConfig): boolean => {
  const kept = [...before.providers.keys()].filter((name) => after.providers.has(name)).length
  return before.providers.size > 1 && !before.source.startsWith('demo') && kept * 2 < before.providers.size
}

class FileRouting implements RoutingWatcher {
  readonly #options: WatchOptions
  readonly #timing: WatchTiming
  readonly #file: string
  readonly #closing = new AbortController()
  readonly #listeners = new Set<(next: RoutingConfig, previous: RoutingConfig) => void>()
  readonly #watcher: FSWatcher
  readonly #besides: FSWatcher | undefined
  readonly #poll: NodeJS.Timeout
  #current: RoutingConfig
  #keyFiles: readonly string[] = []
  /** Fingerprint of what was last accepted or refused. */
  #settled: string | undefined
  #rejection: RejectedReload | undefined
  #debounce: NodeJS.Timeout | undefined
  /** When the first event of the present burst came. */
  #expectedSince: number | undefined
  /** The end of the line of checks. Never rejects. */
  #lastCheck: Promise<unknown> = Promise.resolve()

  constructor (options: WatchOptions) {
    this.#options = options
    this.#timing = { ...DEFAULT_TIMING, ...options.timing }
    this.#file = displayPath(options.path)
    this.#current = options.initial
    this.#watcher = watch(options.path, { ignoreInitial: true })
    this.#watcher.on('all', () => { this.#expectChange() })
    // A link swapped further up (a ConfigMap whose old version stays) is seen in the folder only, and only raw.
    this.#watcher.on('raw', () => { this.#expectChange() })
    this.#watcher.on('error', (error) => { this.#report(error) })
    this.#besides = this.#watchBesides(options.besides)
    this.#poll = setInterval(() => { this.#expectChange() }, this.#timing.pollMs).unref()
  }

  /** Resolves when changes are seen; one that came since the first reading is caught here. */
  async start (): Promise<void> {
    this.#keyFiles = this.#keyFilesOf(this.#options.initialText)
    this.#settled = await this.#fingerprint(this.#options.initialText)
    const unready = [this.#watcher, this.#besides].filter((watcher) => watcher?.readyEmitted === false)
    const ready = unready.map((watcher) => new Promise<void>((resolve) => { watcher?.once('ready', resolve) }))
    // A folder that cannot be watched must not hold up the start; the poll goes on.
    if (ready.length > 0) await Promise.race([Promise.all(ready), delay(LONGEST_START_MS, undefined, { ref: false })])
    this.#expectChange()
  }

  current (): RoutingConfig { return this.#current }

  rejection (): RejectedReload | undefined { return this.#rejection }

  subscribe (listener: (next: RoutingConfig, previous: RoutingConfig) => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  async reload (): Promise<ReloadOutcome> {
    return await this.#inLine(async () => {
      const reading = await this.#read()
      return await this.#settle(reading, this.#judge(reading))
    })
  }

  async close (): Promise<void> {
    this.#closing.abort()
    clearInterval(this.#poll)
    clearTimeout(this.#debounce)
    this.#listeners.clear()
    await this.#watcher.close()
    await this.#besides?.close()
    await this.#lastCheck
  }

  /** The folder of these may be a busy one: only what is about them themselves counts. */
  #watchBesides (paths: readonly string[] = []): FSWatcher | undefined {
    if (paths.length === 0) return undefined
    return watch([...paths], { ignoreInitial: true }).on('all', () => { this.#expectChange() }).on('error', (error) => { this.#report(error) })
  }

  #expectChange (): void {
    if (this.#closing.signal.aborted) return
    const now = monotonic()
    this.#expectedSince ??= now
    // A folder that is never still must not put the check off for ever.
    if (this.#debounce !== undefined && now - this.#expectedSince > LONGEST_BURST * this.#timing.debounceMs) return
    clearTimeout(this.#debounce)
    this.#debounce = setTimeout(() => { this.#checkSoon() }, this.#timing.debounceMs).unref()
  }

  #checkSoon (): void {
    this.#debounce = undefined
    this.#expectedSince = undefined
    this.#inLine(async () => { await this.#check() }).catch((error: unknown) => { this.#report(error) })
  }

  #inLine<Result> (work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastCheck.then(work)
    this.#lastCheck = result.catch(() => undefined)
    return result
  }

  async #check (): Promise<void> {
    let reading = await this.#read()
    if (reading.fingerprint === this.#settled) return
    let verdict = this.#judge(reading)
    while (verdict.patienceMs > 0 && await this.#waits(verdict.patienceMs)) {
      const again = await this.#read()
      if (again.fingerprint === reading.fingerprint) break
      reading = again
      verdict = this.#judge(again)
    }
    if (this.#closing.signal.aborted || reading.fingerprint === this.#settled) return
    await this.#settle(reading, verdict)
  }

  /** False when the watcher was closed meanwhile. */
  async #waits (milliseconds: number): Promise<boolean> {
    return await delay(milliseconds, true, { signal: this.#closing.signal, ref: false }).catch(() => false)
  }

  async #read (): Promise<Reading> {
    try {
      const { size } = await stat(this.#options.path)
      if (size > MAX_FILE_BYTES) throw Object.assign(new Error('the file is too large'), { code: 'EFBIG' })
      const text = await readFile(this.#options.path, 'utf8')
      return { text, fingerprint: await this.#fingerprint(text) }
    } catch (error) {
      return { error, fingerprint: await this.#fingerprint(undefined) }
    }
  }

  /** Of the text, of the key files that the accepted text names and of what is beside; where there is no file, of key files alone. */
  async #fingerprint (text: string | undefined): Promise<string> {
    const hash = createHash('sha256').update(text === undefined ? 'absent' : `text ${text}`)
    for (const path of new Set([...this.#keyFiles, ...text === undefined ? [] : this.#options.besides ?? []])) hash.update(await readFile(path).catch(() => 'absent')).update('\0')
    return hash.digest('hex')
  }

  /** Key files that the first text names. Most name none, and are not read a second time. */
  #keyFilesOf (text = ''): readonly string[] {
    if (!text.includes('${file:')) return []
    const result = this.#options.load(text, this.#current.revision)
    return result.ok ? result.keyFiles : []
  }

  #judge ({ text, error }: Reading): Verdict {
    const { rereadMs, shrinkMs } = this.#timing
    if (text === undefined) return { problems: [unreadable(this.#file, error)], patienceMs: rereadMs }
    const result = this.#options.load(text, this.#current.revision + 1)
    if (!result.ok) return { problems: result.problems, patienceMs: rereadMs }
    if (!result.hasUsableProvider) {
      const problem = fileProblem('SR-115', this.#file, 'no provider in the file can be used: keys are missing, or all are switched off', 'set a key for one of its providers')
      return { problems: [problem], patienceMs: rereadMs, keyFiles: result.keyFiles }
    }
    return { result, patienceMs: losesMostProviders(this.#current, result.config) ? shrinkMs : 0 }
  }

  async #settle (reading: Reading, verdict: Verdict): Promise<ReloadOutcome> {
    this.#keyFiles = ('problems' in verdict ? verdict.keyFiles : verdict.result.keyFiles) ?? this.#keyFiles
    this.#settled = await this.#fingerprint(reading.text)
    return 'problems' in verdict ? this.#reject(reading, verdict.problems) : this.#accept(verdict.result)
  }

  #accept ({ config, warnings }: Extract<RoutingFileResult, { ok: true }>): AcceptedReload {
    const previous = this.#current
    const changes = describeChanges(previous, config)
    this.#rejection = undefined
    if (changes.length > 0) this.#current = config
    const outcome: AcceptedReload = {
      accepted: true,
      config: this.#current,
      changes,
      summary: changes.length === 0 ? 'no changes' : changes.join(', '),
      warnings,
    }
    if (changes.length > 0) for (const listener of this.#listeners) this.#tell(() => { listener(config, previous) })
    this.#tell(() => { this.#options.onAccepted?.(outcome) })
    return outcome
  }

  #reject ({ text }: Reading, problems: readonly ConfigProblem[]): RejectedReload {
    const outcome: RejectedReload = { accepted: false, problems, config: this.#current, ...(text === undefined ? {} : { text }) }
    this.#rejection = outcome
    this.#tell(() => { this.#options.onRejected?.(outcome) })
    return outcome
  }

  #tell (call: () => void): void {
    try { call() } catch (error) { this.#report(error) }
  }

  #report (error: unknown): void {
    try { this.#options.onError?.(error) } catch { /* Whoever is told of errors must not cause one. */ }
  }
}

/** Resolves when changes of the file are seen. */
export const watchRouting = async (options: WatchOptions): Promise<RoutingWatcher> => {
  const routing = new FileRouting(options)
  await routing.start()
  return routing
}
