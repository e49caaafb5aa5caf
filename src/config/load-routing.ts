/**
 * Decides what the process routes with: a file, the keys in the environment, or the demo, in this order; and reads it.
 * `SMART_ROUTER_CONFIG`, else ./config/routing.yaml, else $XDG_CONFIG_HOME/smart-router/routing.yaml.
 */

import { relative } from 'node:path'
import { buildRouting } from './build-routing.ts'
import { fileProblem } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { demoRouting } from './demo-routing.ts'
import type { DemoProvider } from './demo-routing.ts'
import { surroundingsOfProcess } from './environment.ts'
import type { Environment, Surroundings } from './environment.ts'
import { routingFromEnvironment } from './from-environment.ts'
import type { Variables } from './from-environment.ts'
import { listWords } from './did-you-mean.ts'
import { capabilitiesPath as capabilitiesIn } from './measured-capabilities.ts'
import type { MeasuredFile } from './measured-capabilities.ts'
import { obeyMeasured } from './obey-measured.ts'
import { parseRouting } from './parse-routing.ts'
import { ENVIRONMENT_PRESETS } from './presets/index.ts'
import { readMeasured } from './read-measured.ts'
import { exists, fileLookup, readTextFile, usualPaths } from './routing-files.ts'
import type { RoutingConfig } from './snapshot.ts'

/** A routing file, read. `hasUsableProvider` false: valid, but every provider is left out or switched off. */
export type RoutingFileResult =
  | {
    readonly ok: true
    readonly hasUsableProvider: boolean
    readonly config: RoutingConfig
    readonly warnings: readonly ConfigProblem[]
    /** Files with keys that it names, and the one with measured capabilities; when one changes, the routing changes. */
    readonly keyFiles: readonly string[]
  }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

export interface ReadOptions {
  readonly path: string
  readonly variables: Variables
  readonly revision?: number
  /** Name in messages. Default: the path as seen from the working folder. */
  readonly file?: string
  /** Where measured capabilities are. Default: nothing was measured. */
  readonly capabilitiesPath?: string | undefined
}

export const displayPath = (path: string, workingFolder = process.cwd()): string => {
  const near = relative(workingFolder, path)
  return near === '' || near.startsWith('..') ? path : near
}

const measuredAt = (path: string | undefined): MeasuredFile | undefined => path === undefined ? undefined : readMeasured(path, displayPath(path))

/** The text of a routing file to a snapshot; what `check`, the start and every reload have in common. */
export const readRoutingText = (text: string, { path, variables, revision = 1, file = displayPath(path), capabilitiesPath }: ReadOptions): RoutingFileResult => {
  const lookup = fileLookup(variables, path)
  const parsed = parseRouting(text, { file, lookup })
  if (!parsed.ok) return parsed
  const { plan, warnings } = obeyMeasured(parsed.config, measuredAt(capabilitiesPath))
  return {
    ok: true,
    hasUsableProvider: parsed.hasUsableProvider,
    config: buildRouting(plan, revision),
    warnings: [...parsed.warnings, ...warnings],
    keyFiles: [...lookup.filesAsked, ...(capabilitiesPath === undefined ? [] : [capabilitiesPath])],
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  EFBIG: 'it is larger than 1 MiB',
}

export const unreadable = (file: string, error: unknown): ConfigProblem => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return fileProblem('SR-100', file, `the file cannot be read: ${READ_ERRORS[code] ?? message}`, code === 'ENOENT' ? 'check SMART_ROUTER_CONFIG, or create the file' : 'check its permissions and size')
}

export type LoadedRouting =
  | {
    readonly ok: true
    readonly kind: 'file' | 'environment' | 'demo'
    readonly config: RoutingConfig
    readonly warnings: readonly ConfigProblem[]
    /** Told at the start: why it is not the file that routes. */
    readonly notice?: string
    /** The file to watch: the one that was read, or the one that would be. */
    readonly path: string
    /** Text of the file as it was read, for code frames and for the watcher. */
    readonly text?: string
  }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[]; readonly path: string; readonly text?: string }

export interface LoadOptions {
  /** Without a data folder nothing was measured. */
  readonly environment: Pick<Environment, 'configPath'> & Partial<Pick<Environment, 'dataFolder'>>
  readonly variables: Variables
  /** Asked only when the demo is needed, and waited for: the simulator starts then. */
  readonly demoProviders?: () => Promise<readonly DemoProvider[]> | readonly DemoProvider[]
  readonly surroundings?: Pick<Surroundings, 'workingFolder' | 'homeFolder'>
}

/** Warnings that only repeat that no key is set, or that are told again of what is used instead. */
const SAID_BY_NOTICE: ReadonlySet<string> = new Set(['SR-150', 'SR-151', 'SR-155', 'SR-160', 'SR-161'])

/** Keys that are advised: not of vendors that may not allow this use. */
const keyNames = (): string => listWords(ENVIRONMENT_PRESETS.filter(({ warning }) => warning === undefined).map(({ keyVariables }) => keyVariables[0]?.name ?? ''))

const capabilitiesOf = ({ environment: { dataFolder } }: LoadOptions): string | undefined => dataFolder === undefined ? undefined : capabilitiesIn(dataFolder)

/** What routes when no file does. */
const withoutFile = async (options: LoadOptions, path: string, notUsed: string | undefined, warnings: readonly ConfigProblem[]): Promise<LoadedRouting> => {
  const fromEnvironment = routingFromEnvironment(options.variables, 1, measuredAt(capabilitiesOf(options)))
  const all = [...warnings, ...fromEnvironment.warnings]
  if (fromEnvironment.config !== undefined) {
    return {
      ok: true,
      kind: 'environment',
      config: fromEnvironment.config,
      warnings: all,
      path,
      ...(notUsed === undefined ? {} : { notice: `${notUsed}; the keys in the environment are used instead` }),
    }
  }
  const advice = `set one of ${keyNames()}`
  if (options.demoProviders === undefined) return {
    ok: false,
    path,
    problems: [fileProblem('SR-115', notUsed === undefined ? 'environment' : displayPath(path), notUsed ?? 'no provider key is set', advice)],
  }
  const config = demoRouting(await options.demoProviders())
  return {
    ok: true,
    kind: 'demo',
    config,
    warnings: all,
    path,
    notice: `${notUsed ?? 'no provider key is set'}; the built-in demo answers. For real models ${advice}`,
  }
}

/** Reads what is there. A file that is wrong is never passed over: that is an answer with problems. */
export const loadRouting = async (options: LoadOptions): Promise<LoadedRouting> => {
  const { environment, variables, surroundings = surroundingsOfProcess() } = options
  const usual = usualPaths(variables, surroundings)
  const path = environment.configPath ?? usual.find(exists)
  if (path === undefined) return await withoutFile(options, usual[0] ?? '', undefined, [])
  const file = displayPath(path, surroundings.workingFolder)
  let text: string
  try {
    text = readTextFile(path)
  } catch (error) {
    return { ok: false, path, problems: [unreadable(file, error)] }
  }
  const read = readRoutingText(text, { path, variables, file, capabilitiesPath: capabilitiesOf(options) })
  if (!read.ok) return { ok: false, path, text, problems: read.problems }
  if (!read.hasUsableProvider) return {
    ...await withoutFile(options, path, `no provider in ${file} has a key`, read.warnings.filter(({ code }) => !SAID_BY_NOTICE.has(code))),
    text,
  }
  return { ok: true, kind: 'file', config: read.config, warnings: read.warnings, path, text }
}
