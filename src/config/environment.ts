/**
 * The static configuration: what is read once from the environment and needs a restart to change. Everything dynamic stands in
 * `config/routing.yaml`. Nothing is read at import; the variables are handed in.
 */

import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { Secret } from '../lib/secret.ts'
import { closestWord, didYouMean, listWords } from './did-you-mean.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export const LOG_FORMATS = ['pretty', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

export interface Environment {
  /** A host name or address to listen on [127.0.0.1]. */
  readonly host: string
  /** 0 to 65535 [4747]; 0 takes any free port. */
  readonly port: number
  /** `SMART_ROUTER_CONFIG`, absolute; absent: looked for. */
  readonly configPath?: string
  /** Absolute folder for journals and databases. */
  readonly dataFolder: string
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
  /** `REDIS_URL`, `redis://` or `rediss://`; absent: nothing is shared with other processes. */
  readonly redisUrl?: Secret
}

export interface EnvironmentProblem {
  readonly code: 'SR-201' | 'SR-202'
  /** The variable: `PORT`. */
  readonly variable: string
  readonly message: string
  readonly suggestion?: string
}

/** What surrounds the process, handed in so that tests can be another machine. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly homeFolder: string
  readonly workingFolder: string
  /** Standard output is a terminal. */
  readonly isTerminal: boolean
}

export type EnvironmentResult =
  | { readonly ok: true; readonly environment: Environment; readonly warnings: readonly EnvironmentProblem[] }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[] }

type Variables = Readonly<Record<string, string | undefined>>

export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 4747

/** Ours alone; a name that is nearly one of these is a slip of the finger. */
const OWN_NAMES = ['SMART_ROUTER_CONFIG', 'SMART_ROUTER_DATA'] as const

export const surroundingsOfProcess = (): Surroundings =>
  ({ platform: process.platform, homeFolder: homedir(), workingFolder: process.cwd(), isTerminal: process.stdout.isTTY === true })

/** An empty variable is one that is not set. */
const read = (variables: Variables, name: string): string | undefined => {
  const value = variables[name]?.trim()
  return value === '' ? undefined : value
}

type Checked<Value> = { readonly value: Value } | { readonly problem: EnvironmentProblem }

const refuse = (variable: string, message: string, suggestion?: string): { problem: EnvironmentProblem } =>
  ({ problem: { code: 'SR-201', variable, message, ...(suggestion === undefined ? {} : { suggestion }) } })

const readPort = (variables: Variables): Checked<number> => {
  const text = read(variables, 'PORT')
  if (text === undefined) return { value: DEFAULT_PORT }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65_535 ? { value: port } : refuse('PORT', `PORT is "${text}", which is no port`, `use a whole number from 0 to 65535, for example ${DEFAULT_PORT}`)
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

const readHost = (variables: Variables): Checked<string> => {
  const text = read(variables, 'HOST')
  if (text === undefined) return { value: DEFAULT_HOST }
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0) return { value: host }
  if (/^\d+(\.\d+)+$/.test(host) || !HOST_NAME.test(host)) return refuse('HOST', `HOST is "${text}", which is no host name and no address`, 'use a name or address alone, without http:// and port: 127.0.0.1, 0.0.0.0, ::1 or localhost')
  return { value: host }
}

const readWord = <Word extends string>(variables: Variables, name: string, words: readonly Word[], fallback: Word): Checked<Word> => {
  const text = read(variables, name)
  if (text === undefined) return { value: fallback }
  const word = words.find((candidate) => candidate === text.toLowerCase())
  return word === undefined ? refuse(name, `${name} is "${text}", which is not known`, didYouMean(text, words) ?? `use ${listWords(words)}`) : { value: word }
}

/** Of a URL that a client of Redis can do something with. What it would take from a query are its own settings, not ours. */
const isRedisUrl = (text: string): boolean => {
  const url = URL.parse(text)
  // In small letters: its client takes any other scheme for one without TLS.
  if (url === null || !/^rediss?:\/\//.test(text) || url.hostname === '') return false
  if (!/^(?:\/\d{0,5})?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return false
  try {
    decodeURIComponent(url.username + url.password)
    return true
  } catch {
    return false
  }
}

/** Never shown as it was written: it may hold a password. */
const readRedisUrl = (variables: Variables): Checked<Secret | undefined> => {
  const text = read(variables, 'REDIS_URL')
  if (text === undefined) return { value: undefined }
  return isRedisUrl(text)
    ? { value: new Secret(text) }
    : refuse('REDIS_URL', 'REDIS_URL is no address of a Redis', 'use redis://HOST:PORT or redis://USER:PASSWORD@HOST:PORT/DATABASE, rediss:// with TLS, without "?"; percent-encode signs like @ / # % in the password')
}

/** The folder in which programs of this platform keep their data. Windows and XDG variables win over the custom. */
const defaultDataFolder = (variables: Variables, { platform, homeFolder }: Surroundings): string => {
  if (platform === 'win32') return join(read(variables, 'LOCALAPPDATA') ?? join(homeFolder, 'AppData', 'Local'), 'smart-router')
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'smart-router')
  const xdg = read(variables, 'XDG_DATA_HOME')
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homeFolder, '.local', 'share'), 'smart-router')
}

const toAbsolute = (path: string, { homeFolder, workingFolder }: Surroundings): string =>
  path === '~' || path.startsWith('~/') ? join(homeFolder, path.slice(1)) : resolve(workingFolder, path)

/** Names that only look like ours; the setting that was meant would silently not hold. */
const misspelt = (variables: Variables): EnvironmentProblem[] => Object.keys(variables).flatMap((name): EnvironmentProblem[] => {
  if (!name.startsWith('SMART_ROUTER_') || OWN_NAMES.some((known) => known === name)) return []
  const suffix = name.slice('SMART_ROUTER_'.length)
  const meant = closestWord(suffix, OWN_NAMES.map((known) => known.slice('SMART_ROUTER_'.length)))
  return meant === undefined ? [] : [{ code: 'SR-202', variable: name, message: `${name} is not a setting`, suggestion: `did you mean "SMART_ROUTER_${meant}"?` }]
})

export const readEnvironment = (variables: Variables, surroundings: Surroundings = surroundingsOfProcess()): EnvironmentResult => {
  const host = readHost(variables)
  const port = readPort(variables)
  const logLevel = readWord(variables, 'LOG_LEVEL', LOG_LEVELS, 'info')
  const logFormat = readWord(variables, 'LOG_FORMAT', LOG_FORMATS, surroundings.isTerminal ? 'pretty' : 'json')
  const redisUrl = readRedisUrl(variables)
  if ('problem' in host || 'problem' in port || 'problem' in logLevel || 'problem' in logFormat || 'problem' in redisUrl) {
    return { ok: false, problems: [host, port, logLevel, logFormat, redisUrl].flatMap((checked) => ('problem' in checked ? [checked.problem] : [])) }
  }
  const config = read(variables, 'SMART_ROUTER_CONFIG')
  const data = read(variables, 'SMART_ROUTER_DATA')
  const environment: Environment = {
    host: host.value,
    port: port.value,
    ...(config === undefined ? {} : { configPath: toAbsolute(config, surroundings) }),
    dataFolder: data === undefined ? defaultDataFolder(variables, surroundings) : toAbsolute(data, surroundings),
    logLevel: logLevel.value,
    logFormat: logFormat.value,
    ...(redisUrl.value === undefined ? {} : { redisUrl: redisUrl.value }),
  }
  return { ok: true, environment, warnings: misspelt(variables) }
}
