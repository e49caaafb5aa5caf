/**
 * From the bytes of a request body to an object that is safe to work with: UTF-8, JSON, not too deep, no member that hides
 * another. It knows no wire; what the members mean is for the protocols.
 */

import { isAscii, isUtf8 } from 'node:buffer'

import { RouterError } from '../chat/errors.ts'
import type { JsonObject, JsonValue, OriginalBody } from '../chat/request.ts'
import { findJsonFault } from '../lib/json-fault.ts'
import { scanJson } from '../lib/json-scan.ts'
import type { JsonScan } from '../lib/json-scan.ts'
import { isObject, kindOf } from './members.ts'

/** `JSON.parse` takes millions of levels; `JSON.stringify` breaks at ten thousand. No honest request comes near either. */
export const MAXIMUM_DEPTH = 64
const MAXIMUM_MEMBERS = 1000
/** Texts beyond this, characters, are refused without saying where: looking would hold up everybody else. */
const LONGEST_LOCATED = 1024 * 1024
const LIMITS = { depth: MAXIMUM_DEPTH, members: MAXIMUM_MEMBERS }

/** Of two members of one name a parser keeps one: which one must not differ between the router's rules and a provider. */
const UNIQUE_MEMBERS: readonly string[] = ['model', 'stream', 'messages', 'input', 'max_tokens', 'max_output_tokens']

/** Every spelling of the names that `refusePrototypeNames` refuses matches, escaped letters included. */
const SUSPICIOUS_NAME = /\\u00[4-7]|__proto__|prototype/

const withoutByteOrderMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

const refuseEncoding = (bytes: Buffer): never => {
  const hint = bytes[0] === 0x1f && bytes[1] === 0x8b ? '; it looks compressed, and compressed requests are not taken' : ''
  throw new RouterError('invalid_encoding', `the request body is not valid UTF-8${hint}`)
}

const refuseBeyondLimits = ({ depth }: JsonScan): never => {
  throw depth > MAXIMUM_DEPTH
    ? new RouterError('json_too_deep', `the request body nests deeper than ${MAXIMUM_DEPTH} levels`)
    : new RouterError('invalid_request', `the request body has more than ${MAXIMUM_MEMBERS} top-level members`)
}

const refuseSyntax = (text: string, cause: unknown): never => {
  if (text.trim() === '') throw new RouterError('invalid_json', 'the request body is empty; a JSON object is expected')
  const fault = text.length > LONGEST_LOCATED ? undefined : findJsonFault(text)
  const where = fault === undefined ? '' : `: line ${fault.line}, column ${fault.column}: expected ${fault.expected}, found ${fault.found}`
  throw new RouterError('invalid_json', `the request body is not JSON${where}${fault?.hint === undefined ? '' : ` (${fault.hint})`}`, { cause })
}

const parse = (text: string): JsonValue => {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    return refuseSyntax(text, error)
  }
}

const refuseDuplicates = ({ duplicates }: JsonScan): void => {
  const name = duplicates.find((duplicate) => UNIQUE_MEMBERS.includes(duplicate))
  if (name !== undefined) throw new RouterError('duplicate_key', `${name} stands more than once in the request body`, { parameter: name })
}

/** Depth is limited already, so recursion is safe. */
const refusePrototypeNames = (value: JsonValue | undefined): void => {
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw new RouterError('invalid_request', 'a member of the request body is named __proto__, which is refused')
  const constructor = Object.hasOwn(value, 'constructor') ? (value as JsonObject)['constructor'] : undefined
  if (isObject(constructor) && Object.hasOwn(constructor, 'prototype')) {
    throw new RouterError('invalid_request', 'a member of the request body is named constructor.prototype, which is refused')
  }
  for (const member of Object.values(value)) refusePrototypeNames(member)
}

/**
 * Throws `RouterError`: `invalid_json`, `invalid_encoding`, `json_too_deep`, `duplicate_key`, `invalid_request`.
 * A byte order mark is tolerated and is no part of the result's bytes.
 */
export const readOriginalBody = (received: Buffer): OriginalBody => {
  const bytes = withoutByteOrderMark(received)
  const isAsciiText = isAscii(bytes)
  if (!isAsciiText && !isUtf8(bytes)) refuseEncoding(bytes)
  const latin1 = bytes.toString('latin1')
  const scan = scanJson(bytes, latin1, LIMITS)
  if (!scan.isWithinLimits) refuseBeyondLimits(scan)
  const json = parse(isAsciiText ? latin1 : bytes.toString('utf8'))
  if (!isObject(json)) throw new RouterError('invalid_request', `the request body must be a JSON object, not ${kindOf(json)}`)
  refuseDuplicates(scan)
  if (SUSPICIOUS_NAME.test(latin1)) refusePrototypeNames(json)
  return { bytes, json, members: scan.members }
}
