/** How far a test is, on standard error: one line that changes on a terminal, a line for each target elsewhere. */

import type { Target } from '../config/target.ts'
import type { TestProgress } from '../operations/provider-probes/test-targets.ts'
import { printMessage } from './verb.ts'

const CLEAR_LINE = '\r\u001B[2K'

const plural = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? '' : 's'}`

export interface ShownProgress extends Required<TestProgress> {
  /** Takes the changing line away. */
  end (): void
}

export const showProgress = (targets: readonly Target[], stream: NodeJS.WriteStream): ShownProgress => {
  let requests = 0
  let done = 0
  const isTerminal = stream.isTTY === true
  const line = (what: string): void => {
    if (!isTerminal) return
    const text = `${done}/${targets.length} targets, ${plural(requests, 'request')}: ${what}`
    // A longer one would be broken, and its first half never cleared.
    stream.write(CLEAR_LINE + text.slice(0, Math.max(20, (stream.columns ?? 80) - 1)))
  }
  return {
    onRequest: () => { requests += 1 },
    onProbe: ({ id }, probe) => { line(`${id} ${probe}`) },
    onTarget: ({ target, trouble, isComplete }) => {
      done += 1
      const how = trouble !== undefined ? 'cannot be reached' : isComplete ? 'tested' : 'left'
      if (isTerminal) line(target.id)
      else printMessage(`${done}/${targets.length} ${target.id}: ${how}, ${plural(requests, 'request')} so far`)
    },
    end: () => { if (isTerminal) stream.write(CLEAR_LINE) },
  }
}

export const announcement = (targets: readonly Target[], requests: number): string => {
  const providers = new Set(targets.map(({ provider }) => provider.name)).size
  return `testing ${plural(targets.length, 'target')} of ${plural(providers, 'provider')}: at most ${plural(requests, 'request')}, which the providers may charge for; Ctrl-C ends it and keeps what is known`
}
