/** How answers come: the one with which the target was reached is looked at once more, and nothing is asked. */

import type { Answer } from '../exchange.ts'
import type { Probe } from '../probe.ts'
import { supported, unsupported } from '../verdict.ts'

export const stream: Probe = {
  name: 'stream',
  meaning: 'answers come bit by bit',
  ways: () => [{ ask: 'first', judge: ({ isEventStream }) => isEventStream ? supported() : unsupported('the answer comes as one piece, although a stream was asked for') }],
}

const hasUsage = ({ result: { usage } }: Answer): boolean => usage?.outputTokens !== undefined

export const usage: Probe = {
  name: 'usage',
  meaning: 'tokens are told at the end of a stream; where they are not, the router counts them',
  ways: ({ reachedAs }) => [{
    ask: 'first',
    judge: (answer) => {
      const isRefused = reachedAs.supports_stream_usage === false
      if (hasUsage(answer)) return supported(isRefused ? 'told unasked: stream_options is refused' : '', { compat: reachedAs })
      return unsupported(isRefused ? 'stream_options is refused, and no tokens are told' : 'no tokens are told', isRefused ? { compat: reachedAs } : undefined)
    },
  }],
}
