/**
 * Short forms of tool names that are too long for a provider. A short form is computed from the name alone, so the way
 * back needs no memory: it is found by shortening the names of the request's tools once more.
 */

import { hash } from 'node:crypto'
import type { Tool } from '../chat/request.ts'

const DIGEST_LENGTH = 8

/** The name itself where it is short enough, else its beginning and a digest of the whole. */
export const shortToolName = (name: string, maxLength: number): string => name.length <= maxLength
  ? name
  : `${name.slice(0, maxLength - DIGEST_LENGTH - 1)}_${hash('sha256', name).slice(0, DIGEST_LENGTH)}`

/** Long names by their short forms; `undefined` where no tool needs one. */
export const longToolNames = (tools: readonly Tool[], maxLength: number): ReadonlyMap<string, string> | undefined => {
  const long = tools.filter(tool => tool.name.length > maxLength)
  return long.length === 0 ? undefined : new Map(long.map(tool => [shortToolName(tool.name, maxLength), tool.name]))
}
