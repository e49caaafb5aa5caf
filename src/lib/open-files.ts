/** How many files and sockets this process may have open, as the kernel says; `undefined` where it does not say. */

import { readFileSync } from 'node:fs'

export const openFilesLimit = (): number | undefined => {
  try {
    const match = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
    return match?.[1] === undefined ? undefined : Number(match[1])
  } catch {
    return undefined
  }
}
