/** Why a target could not be reached, and what to do about it. */

import type { Failure } from '../chat/errors.ts'
import type { TargetReport } from '../operations/provider-probes/test-target.ts'

const ADDRESS = 'check its base_url, and the network between'
const LATER = 'try again later; smart-router asks others meanwhile'

const ADVICE: Readonly<Partial<Record<Failure, string>>> = {
  authentication: 'check its key: it was refused',
  permission: 'check what the key may be used for, at the provider',
  'quota-exhausted': 'check the balance and the limits of the account, at the provider',
  'model-not-found': 'check the name of the model, at the provider',
  'rate-limited': LATER,
  overloaded: LATER,
  unavailable: LATER,
  'server-error': LATER,
  dns: ADDRESS,
  refused: ADDRESS,
  'connect-timeout': ADDRESS,
  tls: ADDRESS,
  redirect: ADDRESS,
  'bad-http': ADDRESS,
  'first-content-timeout': `${LATER}; or ${ADDRESS}`,
}

const OTHERWISE = 'check its dialect and its base_url'

export const adviceOn = (failure: Failure): string => ADVICE[failure] ?? OTHERWISE

/** One line for each target that could not be reached. */
export const troubleLines = (reports: readonly TargetReport[], plain: (text: string) => string): readonly string[] => reports.flatMap(({ target, trouble }) => trouble === undefined ? [] : [
  `${target.id} cannot be tested: ${trouble.failure}${trouble.statusCode === undefined ? '' : ` (status ${trouble.statusCode})`}: ${plain(trouble.message)}\n  ${adviceOn(trouble.failure)}`,
])
