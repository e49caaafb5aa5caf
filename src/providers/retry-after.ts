/** How long a provider asks to be left alone: headers of every vendor, and the words of its message. Nothing is capped here. */

export type Headers = Readonly<Record<string, string | string[] | undefined>>

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const DURATION = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g
const WORDS = /(?:try again|retry) (?:in|after) (\d+(?:\.\d+)?) ?(milliseconds?|seconds?|minutes?)\b/i
const SHORT_WORDS = /(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)\b/i
const WORD_UNIT_MS: Readonly<Record<string, number>> = { mil: 1, sec: 1000, min: 60_000 }
/** Larger numbers are points in time, not spans. */
const EARLIEST_EPOCH_SECONDS = 1_000_000_000
const EARLIEST_EPOCH_MS = EARLIEST_EPOCH_SECONDS * 1000

/** The first value of a header. */
export const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const fromNumber = (value: number, nowMs: number): number => {
  if (value >= EARLIEST_EPOCH_MS) return value - nowMs
  return value >= EARLIEST_EPOCH_SECONDS ? value * 1000 - nowMs : value * 1000
}

/** Seconds, `1m30s`, a date, or a point in time as a number of seconds or milliseconds. */
const spanOf = (text: string, nowMs: number): number | undefined => {
  const trimmed = text.trim()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return fromNumber(Number(trimmed), nowMs)
  if (/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(trimmed)) {
    return [...trimmed.matchAll(DURATION)].reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_MS[unit as string] as number), 0)
  }
  const date = Date.parse(trimmed)
  return Number.isNaN(date) ? undefined : date - nowMs
}

/** Of the limits a provider reports, the longest that is used up; where none says so, the shortest. */
const fromLimits = (headers: Headers, nowMs: number): number | undefined => {
  const usedUp: number[] = []
  const others: number[] = []
  for (const name of Object.keys(headers)) {
    const isReset = /^anthropic-ratelimit-.+-reset$|^x-ratelimit-reset(?:-.+)?$/.test(name)
    const span = isReset ? spanOf(headerOf(headers, name) as string, nowMs) : undefined
    if (span === undefined) continue
    const remaining = headerOf(headers, name.startsWith('x-') ? name.replace('reset', 'remaining') : name.replace(/reset$/, 'remaining'))
    const list = remaining !== undefined && Number(remaining) <= 0 ? usedUp : others
    list.push(span)
  }
  if (usedUp.length > 0) return Math.max(...usedUp)
  return others.length > 0 ? Math.min(...others) : undefined
}

const fromWords = (message: string): number | undefined => {
  const [, span] = SHORT_WORDS.exec(message) ?? []
  if (span !== undefined) return spanOf(span, 0)
  const [, number, unit] = WORDS.exec(message) ?? []
  return unit === undefined ? undefined : Number(number) * (WORD_UNIT_MS[unit.slice(0, 3).toLowerCase()] as number)
}

/** Milliseconds, at least 0; `undefined` where the provider did not say. */
export const retryAfterOf = (headers: Headers, message: string, nowMs: number): number | undefined => {
  const exact = Number(headerOf(headers, 'retry-after-ms') ?? Number.NaN)
  const plain = headerOf(headers, 'retry-after')
  const span = Number.isFinite(exact)
    ? exact
    : (plain === undefined ? undefined : spanOf(plain, nowMs)) ?? fromWords(message) ?? fromLimits(headers, nowMs)
  return span === undefined ? undefined : Math.max(0, Math.ceil(span))
}
