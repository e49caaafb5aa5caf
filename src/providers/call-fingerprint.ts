/**
 * What a tool call is known by: its id, its tool and its arguments, within one caller's own calls. Ids that could stand in
 * anybody's conversation (`call_0`, `Bash:0`) are known within their conversation only. A fingerprint tells nothing of what
 * it was made of.
 */

import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ChatRequest } from '../chat/request.ts'
import type { CallInHistory } from './dialect.ts'
import { atMost } from '../lib/bounded.ts'

/** Arguments beyond this, characters, are taken as they are: putting them in order is not worth the time. */
const LONGEST_ORDERED = 256 * 1024

/** A run of letters and digits at the end that nobody comes to by counting. */
const UNGUESSABLE = /(?=[a-z]*\d)[a-z\d]{9,}$/i

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([name, member]) => [name, ordered(member)])
}

/** Clients write the arguments anew: blanks, escapes and the order of members say nothing. */
const canonical = (argumentsText: string): string => {
  if (argumentsText.length > LONGEST_ORDERED) return argumentsText
  try {
    return JSON.stringify(ordered(JSON.parse(argumentsText === '' ? '{}' : argumentsText)))
  } catch {
    return argumentsText
  }
}

const digest = (...facts: readonly string[]): string => hash('sha256', JSON.stringify(facts), 'base64url')

/** Up to this, characters, putting arguments in order costs no more than looking whether it was done before. */
const SHORT = 512

/** By the digest of arguments as they came: a history brings the same ones with every request. */
const orderedDigests = new LRUCache<string, string>(atMost(20_000))

/** The same for the same arguments, however they are written. */
const argumentsDigest = (argumentsText: string): string => {
  if (argumentsText.length <= SHORT) return canonical(argumentsText)
  const asWritten = hash('sha256', argumentsText, 'base64url')
  const known = orderedDigests.get(asWritten)
  if (known !== undefined) return known
  const inOrder = hash('sha256', canonical(argumentsText), 'base64url')
  orderedDigests.set(asWritten, inOrder)
  return inOrder
}

/** What a person said first: the same in every request of a conversation. */
const openingOf = (request: ChatRequest): string => {
  try {
    const first = request.messages.find(({ role }) => role === 'user')
    return (first?.content ?? []).map(block => block.type === 'text' ? block.text : '').join('')
  } catch {
    // Messages that cannot be read are for their provider to refuse: nobody else has asked for them yet.
    return ''
  }
}

export interface Fingerprints {
  ofCall (call: CallInHistory): string
  /** Of a signature, whoever made it and whoever shows it. */
  ofSignature (signature: string): string
}

/** `scope`: whose calls these are; no two callers share one. */
export const fingerprintsOf = (request: ChatRequest, scope: string): Fingerprints => {
  let opening: string | undefined
  const conversation = (): string => opening ??= openingOf(request)
  return {
    ofCall: ({ id, name, argumentsText }) => digest('call', scope, id, name, argumentsDigest(argumentsText), UNGUESSABLE.test(id) ? '' : conversation()),
    ofSignature: signature => digest('signature', scope, signature),
  }
}
