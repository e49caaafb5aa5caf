/**
 * The commit point of an answer that is only relayed: its first bytes that are what was asked for. An answer in one piece
 * was read whole before that; of the others, what comes later can only be finished or broken off.
 */

import type { RoutingSettings } from '../config/snapshot.ts'
import type { RelayBatch, RelayPart, RelayRequest } from '../providers/relay-request.ts'
import { commitPointOf } from './commit-point.ts'

/** An empty text is a ping; the end of a text that has none is an answer too. */
const commits = (batch: RelayBatch): boolean =>
  batch.some(part => part.type === 'response-end' || (part.type === 'content' && part.text !== ''))

const bytesOf = (batch: RelayBatch): number => batch.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0)

/** A picture that is drawn in events takes its time between two of them. */
const idleTimeoutMs = ({ endpoint, wantsEvents }: RelayRequest, settings: RoutingSettings): number =>
  wantsEvents && !endpoint.streamsTokens ? Math.max(settings.idleTimeoutMs, settings.resultTimeoutMs) : settings.idleTimeoutMs

export const relayCommitPoint = commitPointOf<RelayRequest, RelayPart>({ isWhole: () => true, commits, sizeOf: bytesOf, idleTimeoutMs })
