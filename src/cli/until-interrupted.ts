/** Work that a person may end with Ctrl-C and still have what was done so far. A second time ends the process at once. */

import { EXIT } from './verb.ts'

export const untilInterrupted = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
  const ending = new AbortController()
  const stop = (): void => {
    if (ending.signal.aborted) process.exit(EXIT.failed)
    ending.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    return await work(ending.signal)
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}
