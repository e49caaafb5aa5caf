/** Whether a failure is told as one: some servers answer it with status 200, or as if the model had said it. */

import type { Ask } from '../ask.ts'
import type { Answer } from '../exchange.ts'
import type { Known, Probe } from '../probe.ts'
import { softErrorNameOf } from '../soft-error-names.ts'
import { supported, unclear, unsupported } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

const NOBODY: Ask = { text: 'Say hello in one word.', model: 'smart-router-probe-no-such-model' }

const judgeFailure = ({ target: { compat } }: Known) => ({ error, statusCode }: Answer): Verdict => {
  if (error === undefined) return unclear('it answers whatever model is named')
  if (statusCode === undefined) return unclear(`${error.failure}: ${error.message}`)
  if (statusCode >= 300) return supported()
  const name = softErrorNameOf(error.message)
  if (name === undefined) return unsupported(`errors come with status ${statusCode}; the router sees through them: ${error.message}`)
  return unsupported(`errors come as if the model had said them: ${error.message}`, { compat: { soft_errors: [...new Set([...compat.softErrors ?? [], name])] } })
}

export const errors: Probe = {
  name: 'errors',
  meaning: 'an error is told as one',
  ways: known => [{ ask: NOBODY, expectsErrors: true, judge: judgeFailure(known) }],
}
