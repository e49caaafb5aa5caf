/** `smart-router healthcheck`: for containers and service units, which have no curl. */

import { request } from 'undici'
import { readEnvironment } from '../config/environment.ts'
import { formatEnvironmentProblems } from '../config/format-problems.ts'
import { EXIT, printData, printError, type VerbCall } from './verb.ts'

const LIMIT_MS = 3_000
/** Listening everywhere means reachable on loopback. */
const REACHABLE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }

export const healthcheck = async ({ isJson }: VerbCall): Promise<number> => {
  const read = readEnvironment(process.env)
  if (!read.ok) { printError(isJson, 'usage', formatEnvironmentProblems(read.problems)); return EXIT.usage }
  const { host, port } = read.environment
  const origin = `http://${REACHABLE[host] ?? (host.includes(':') ? `[${host}]` : host)}:${port}`
  try {
    const { statusCode, body } = await request(`${origin}/readyz?verbose`, { signal: AbortSignal.timeout(LIMIT_MS) })
    const state = await body.json() as { status?: string }
    printData(isJson ? JSON.stringify(state) : `${origin} is ${state.status ?? statusCode}`)
    return statusCode === 200 ? EXIT.ok : EXIT.failed
  } catch {
    printError(isJson, 'not_running', `nothing answers at ${origin}`, 'start it with: npm start')
    return EXIT.notRunning
  }
}
