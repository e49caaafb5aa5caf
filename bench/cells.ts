/**
 * What is measured side by side: each cell is one kind of request, each lane of a cell sends it to one server. Data and
 * targets only; measure.ts runs them.
 */

import { BURST, PACED, wholeJson, wholeStream } from './answers.ts'
import type { AnswerName } from './answers.ts'
import { bodyRing } from './bodies.ts'
import type { Wire } from './bodies.ts'
import type { Call } from './load.ts'

export const SUBJECTS = ['pass-through', 'router'] as const
export type Subject = (typeof SUBJECTS)[number]

export interface Lane {
  readonly name: string
  readonly subject: Subject
  readonly call: Call
  /** Highest ratio to the first lane that we promise; absent where nothing is promised. */
  readonly target?: number
  /** The lane that the ratio is to, where it is not the first. */
  readonly comparedWith?: string
}

export interface Cell {
  readonly name: string
  readonly title: string
  /** What the CPU time is divided by, and how many of them one request has. */
  readonly unit: 'request' | 'chunk'
  readonly unitsPerRequest: number
  readonly concurrency: number
  readonly staggerMs: number
  /** How long a lane is under load before the next one takes its turn. */
  readonly turnMs: number
  /** What the fake provider must have been asked for once per request, or the lane has cheated. */
  readonly answer: AnswerName
  /** The pass-through is the first. */
  readonly lanes: readonly Lane[]
}

/** So many different bodies are sent in turn. */
const ring = (bytes: number): number => bytes === 0 ? 64 : bytes < 500_000 ? 16 : 4

function jsonCall (model: string, bytes: number, answer: 'json-small' | 'json-100k'): Call {
  return { path: '/v1/chat/completions', bodies: bodyRing({ wire: 'openai', model, stream: false, bytes }, ring(bytes)), check: wholeJson(answer) }
}

function streamCall (wire: Wire, answer: AnswerName, chunks: number): Call {
  return {
    path: wire === 'openai' ? '/v1/chat/completions' : '/v1/messages',
    bodies: bodyRing({ wire, model: `bench/${answer}`, stream: true, bytes: 0 }, ring(0)),
    check: wholeStream(wire, chunks),
  }
}

interface JsonCell {
  readonly name: string
  readonly title: string
  readonly bytes: number
  readonly concurrency: number
  readonly target?: number
}

/** The same body three ways: pass-through, router with the target named, router that has to choose. */
function jsonCell ({ name, title, bytes, concurrency, target }: JsonCell): Cell {
  const call = jsonCall('bench/json-small', bytes, 'json-small')
  return {
    name, title, unit: 'request', unitsPerRequest: 1, concurrency, staggerMs: 0, turnMs: 250, answer: 'json-small',
    lanes: [
      { name: 'pass-through', subject: 'pass-through', call },
      { name: 'router', subject: 'router', call, ...(target === undefined ? {} : { target }) },
      { name: 'router auto', subject: 'router', call: jsonCall('auto', bytes, 'json-small') },
    ],
  }
}

function largeAnswerCell (): Cell {
  const call = jsonCall('bench/json-100k', 0, 'json-100k')
  return {
    name: 'answer-100k', title: 'JSON, 300 B body, 100 KB answer', unit: 'request', unitsPerRequest: 1, concurrency: 16, staggerMs: 0, turnMs: 250, answer: 'json-100k',
    lanes: [{ name: 'pass-through', subject: 'pass-through', call }, { name: 'router', subject: 'router', call }],
  }
}

function pacedCell (): Cell {
  const call = streamCall('openai', 'stream-paced', PACED.chunks)
  return {
    name: 'sse-paced', title: `stream, a chunk every ${PACED.intervalMs} ms`, unit: 'chunk', unitsPerRequest: PACED.chunks, concurrency: 16, staggerMs: 50, turnMs: 400, answer: 'stream-paced',
    lanes: [
      { name: 'pass-through', subject: 'pass-through', call },
      { name: 'router', subject: 'router', call, target: 1.3 },
      { name: 'router from Anthropic wire', subject: 'router', call: streamCall('anthropic', 'stream-paced', PACED.chunks), target: 2.5, comparedWith: 'router' },
    ],
  }
}

/** The last lane is a client of the Anthropic wire at the same provider: every frame is decoded and encoded anew. */
function burstCell (): Cell {
  const call = streamCall('openai', 'stream-burst', BURST.chunks)
  return {
    name: 'sse-burst', title: `stream, ${BURST.chunks} chunks at once`, unit: 'chunk', unitsPerRequest: BURST.chunks, concurrency: 16, staggerMs: 0, turnMs: 250, answer: 'stream-burst',
    lanes: [
      { name: 'pass-through', subject: 'pass-through', call },
      { name: 'router', subject: 'router', call, target: 2.5 },
      { name: 'router from Anthropic wire', subject: 'router', call: streamCall('anthropic', 'stream-burst', BURST.chunks) },
    ],
  }
}

export const cellMakers: Readonly<Record<string, () => Cell>> = {
  'json-300': () => jsonCell({ name: 'json-300', title: 'JSON, 300 B body', bytes: 0, concurrency: 16, target: 1.6 }),
  'json-100k': () => jsonCell({ name: 'json-100k', title: 'JSON, 100 KB body', bytes: 100_000, concurrency: 16, target: 2.5 }),
  'json-1m': () => jsonCell({ name: 'json-1m', title: 'JSON, 1 MB body', bytes: 1_000_000, concurrency: 8 }),
  'answer-100k': largeAnswerCell,
  'sse-paced': pacedCell,
  'sse-burst': burstCell,
}
