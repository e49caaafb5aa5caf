/** Looks, on Linux, for TCP connections of a process and its children that lead out of this machine. Elsewhere it sees nothing. */

import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

const INTERVAL_MS = 50

const tryRead = <Value>(read: () => Value, otherwise: Value): Value => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

const childrenOf = (pid: number): readonly number[] => {
  const tasks = tryRead(() => readdirSync(`/proc/${pid}/task`), [])
  return tasks.flatMap(task => tryRead(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'), '').split(' ').map(Number).filter(child => child > 0))
}

const familyOf = (pid: number): readonly number[] => [pid, ...childrenOf(pid).flatMap(familyOf)]

const socketsOf = (pid: number): readonly string[] => tryRead(() => readdirSync(`/proc/${pid}/fd`), [])
  .map(descriptor => /^socket:\[(\d+)\]$/u.exec(tryRead(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`), ''))?.[1] ?? '')
  .filter(inode => inode !== '')

/** `0100007F:1F90`, bytes of the address from the last to the first. */
export const isOutside = (address: string): boolean => !/^(?:0+|[0-9A-F]{6}7F|0{24}[0-9A-F]{6}7F|0{16}FFFF0000[0-9A-F]{6}7F|0{24}01000000):/u.test(address)

/** Peers outside, by the inode of their socket. */
const outsidePeers = (): ReadonlyMap<string, string> => new Map(['tcp', 'tcp6'].flatMap(table =>
  tryRead(() => readFileSync(`/proc/net/${table}`, 'utf8'), '').split('\n').slice(1).map(line => line.trim().split(/\s+/u))
    .filter(fields => fields[2] !== undefined && isOutside(fields[2]))
    .map(fields => [fields[9] ?? '', fields[2] ?? ''] as const)))

export interface SocketWatch {
  /** Peers seen so far, in the kernel's own form. */
  readonly peers: ReadonlySet<string>
  stop (): void
}

export const watchSockets = (pid: number | undefined): SocketWatch => {
  const peers = new Set<string>()
  const look = (): void => {
    const outside = outsidePeers()
    if (outside.size === 0 || pid === undefined) return
    for (const inode of familyOf(pid).flatMap(socketsOf)) {
      const peer = outside.get(inode)
      if (peer !== undefined) peers.add(peer)
    }
  }
  const timer = process.platform === 'linux' && pid !== undefined ? setInterval(look, INTERVAL_MS) : undefined
  return { peers, stop: () => { clearInterval(timer) } }
}
