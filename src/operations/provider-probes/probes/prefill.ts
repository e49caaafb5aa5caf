/** Whether an answer that was begun is gone on with, as when a broken answer is taken over. */

import { DIALECT_WIRES } from '../../../config/target.ts'
import type { Target } from '../../../config/target.ts'
import type { Ask } from '../ask.ts'
import type { Answer } from '../exchange.ts'
import type { Probe, Way } from '../probe.ts'
import { supported, unclear, unsupported } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

/** Cut in the middle of a word: only who really goes on says the rest of it. Nobody would begin an answer like this. */
const BEGUN = 'Here goes, and nobody stops me: one, two, thr'

const COUNT: Ask = { text: 'Count from one to six in English words, on one line.', begun: BEGUN }

const judge = ({ text }: Answer): Verdict => {
  if (text.startsWith(BEGUN)) return supported('the beginning is said again', { compat: { continuation_echoes: true } })
  if (/^ee\b/i.test(text)) return supported()
  return /^\W*(?:three|four)\b/i.test(text) ? unclear('it goes on, and not from the last letter') : unsupported('it begins a new answer')
}

type Form = 'prefill' | 'prefix' | 'partial'

/** The form that is known of it, or else those that somebody may know. `prefix` needs an address of its own. */
const formsOf = ({ compat: { continuation = 'none' }, provider }: Target): readonly Form[] => {
  if (continuation !== 'none') return [continuation]
  return DIALECT_WIRES[provider.dialect] === 'openai-chat' ? ['prefill', 'partial'] : ['prefill']
}

export const prefill: Probe = {
  name: 'prefill',
  meaning: 'an answer that was begun is gone on with, word for word',
  ways: ({ target }) => target.compat.reasoningAlwaysOn === true
    ? 'not asked: it always thinks first, and is asked to go on in words'
    : formsOf(target).map((form): Way => ({ ask: COUNT, as: { continuation: form }, judge })),
  says: state => state === 'unsupported' ? { compat: { continuation: 'none' } } : {},
}
