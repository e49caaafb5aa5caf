/** The first question to a target: whether it can be reached at all, with which of its keys, and whether it streams. */

import type { Failure, ProviderError } from '../../chat/errors.ts'
import { DIALECT_WIRES } from '../../config/target.ts'
import type { Credential, Target } from '../../config/target.ts'
import type { MeasuredFlags } from '../../config/measured-shape.ts'
import type { Ask } from './ask.ts'
import type { Answer } from './exchange.ts'
import { judgeError } from './verdict.ts'

const HELLO: Ask = { text: 'Answer with the one word: ready.' }

export interface Approach {
  readonly as: MeasuredFlags
  readonly isStream: boolean
}

const APPROACHES: readonly Approach[] = [
  { as: { supports_stream_usage: true }, isStream: true },
  { as: { supports_stream_usage: false }, isStream: true },
  { as: {}, isStream: false },
]

const approachesTo = ({ provider }: Target): readonly Approach[] =>
  DIALECT_WIRES[provider.dialect] === 'openai-chat' ? APPROACHES : [{ as: {}, isStream: true }, { as: {}, isStream: false }]

export const maxApproaches = (target: Target): number => approachesTo(target).length

/** Failures of the key, not of the target: another key may do. */
const OF_THE_KEY: ReadonlySet<Failure> = new Set<Failure>(['authentication', 'permission', 'quota-exhausted', 'rate-limited'])

export interface Reached extends Approach {
  readonly credential: Credential
  readonly answer: Answer
}

export type Ways = (ask: Ask, approach: Approach, credential: Credential) => Promise<Answer>

/** The answer, or why there is none. Each key is tried, as long as it is the key that fails. */
export const reach = async (target: Target, askWith: Ways): Promise<Reached | ProviderError> => {
  let failure: ProviderError | undefined
  for (const credential of target.provider.credentials) {
    for (const approach of approachesTo(target)) {
      const answer = await askWith(HELLO, approach, credential)
      if (answer.error === undefined) return { ...approach, credential, answer }
      failure = answer.error
      if (judgeError(failure).state !== 'unsupported') break
    }
    if (failure !== undefined && !OF_THE_KEY.has(failure.failure)) break
  }
  if (failure === undefined) throw new TypeError(`${target.id} has no key to ask with`)
  return failure
}
