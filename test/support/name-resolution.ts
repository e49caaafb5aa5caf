/** Takes the place of the system's resolver in this process: for names that nobody answers about. */

import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { onTestFinished } from 'vitest'

const swapLookup = (lookup: typeof dns.lookup): void => {
  dns.lookup = lookup
  syncBuiltinESMExports()
}

/** Until the running test is over, questions about this name get no answer; gives how often it was asked for. */
export const hangNameResolution = (name: string): { readonly times: number } => {
  const { lookup } = dns
  const asked = { times: 0 }
  const hanging = (hostname: string, ...rest: unknown[]): void => {
    if (hostname === name) asked.times += 1
    else Reflect.apply(lookup, dns, [hostname, ...rest])
  }
  swapLookup(hanging as unknown as typeof dns.lookup)
  onTestFinished(() => { swapLookup(lookup) })
  return asked
}
