/** What a probe is, as data: what it asks, in one way or in several, and how an answer is judged. Judging is pure. */

import type { MeasuredFlags } from '../../config/measured-shape.ts'
import type { Target } from '../../config/target.ts'
import type { Ask } from './ask.ts'
import type { Answer } from './exchange.ts'
import type { Facts, State, Verdict } from './verdict.ts'

/** In the order in which they are asked and shown. */
export const PROBE_NAMES = [
  'stream', 'usage', 'tools', 'forced', 'parallel', 'thinking', 'loop', 'images', 'documents', 'schema', 'json', 'prefill', 'errors', 'window',
] as const
export type ProbeName = (typeof PROBE_NAMES)[number]

/** One way to ask for the same thing. The first that is supported counts; an unclear one ends the asking. */
export interface Way {
  /** `first`: nothing more; the answer with which the target was reached is looked at. */
  readonly ask: Ask | 'first'
  /** The target is asked as if it were so; where it is supported, that is said of it. */
  readonly as?: MeasuredFlags
  /** The same, and nothing is said of it. */
  readonly asIf?: MeasuredFlags
  /** Goes on from the answer, and that answer is judged; `undefined` where there is nothing to go on from. Only the second is asked `as`. */
  readonly next?: (answer: Answer) => Ask | undefined
  /** Of answers; failures are judged by `judgeError`. */
  readonly judge: (answer: Answer) => Verdict
  /** `judge` judges failures as well. */
  readonly expectsErrors?: true
  /** Only where the way before was refused in such words. */
  readonly onlyAfter?: RegExp
  /** The request is too large for the usual limits of time. */
  readonly isLong?: true
}

/** What is known of the target when a probe's turn comes. */
export interface Known {
  readonly target: Target
  readonly stateOf: (probe: ProbeName) => State | undefined
  /** The way that decided it, from 0. */
  readonly wayOf: (probe: ProbeName) => number | undefined
  /** What the target was first reached with. */
  readonly reachedAs: MeasuredFlags
  /** What costs more is asked too. */
  readonly isDeep: boolean
}

export interface Probe {
  readonly name: ProbeName
  /** What it means that it is supported. */
  readonly meaning: string
  /** A text says why nothing is asked. */
  readonly ways: (known: Known) => readonly Way[] | string
  /** What follows from a clear verdict, beside what its way and its judge say. */
  readonly says?: (state: 'supported' | 'unsupported', known: Known) => Facts
}
