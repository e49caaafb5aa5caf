/** How a server process of the benchmark tells the harness where it listens, and ends when the harness is gone. */

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Sends `{ port }` of a listening server to the parent process. */
export function reportPort (server: Server): void {
  process.send?.({ port: (server.address() as AddressInfo).port })
  process.once('disconnect', () => process.exit(0))
}
