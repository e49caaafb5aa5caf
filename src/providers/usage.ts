/** Reads the numbers of usage reports. Which member means what is each dialect's own business. */

/** More than any model can have read or written: such a report is not to be believed. */
const MOST_TOKENS = 10_000_000

/** A count of tokens; `undefined` where none was reported. */
export const tokenCount = (value: unknown): number | undefined => typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** Negative, or beyond all measure. */
export const isAbsurd = (count: unknown): boolean => typeof count === 'number' && (count < 0 || count > MOST_TOKENS)
