/**
 * What a process has used so far: CPU time, resident memory, child processes. Read from outside, in the same way for every
 * process, so that no measured process has to help. Linux: `/proc`, in nanoseconds where the kernel keeps them; elsewhere: `ps`.
 */

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'

const hasScheduleStatistics = existsSync('/proc/self/schedstat')
const hasProc = existsSync('/proc/self/stat')

/** For the head of the report. */
export const cpuSource = hasScheduleStatistics ? '/proc/<pid>/task/*/schedstat (ns)' : hasProc ? '/proc/<pid>/stat (ticks of 10 ms)' : 'ps (10 ms)'

/** User and system CPU time of one process, all threads; microseconds since it started. */
export class CpuClock {
  readonly pid: number
  readonly #nanosecondsByThread = new Map<string, number>()

  constructor (pid: number) {
    this.pid = pid
  }

  /** Threads that have ended count with what they had at the last reading. */
  read (): number {
    if (!hasScheduleStatistics) return hasProc ? cpuFromTicks(this.pid) : cpuFromPs(this.pid)
    for (const thread of readdirSync(`/proc/${this.pid}/task`)) {
      const statistics = readOrUndefined(`/proc/${this.pid}/task/${thread}/schedstat`)
      if (statistics !== undefined) this.#nanosecondsByThread.set(thread, Number(statistics.split(' ')[0]))
    }
    return [...this.#nanosecondsByThread.values()].reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1_000
  }
}

function cpuFromTicks (pid: number): number {
  const fields = statFields(pid)
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** `ps` prints `[hours:]minutes:seconds.hundredths`. */
function cpuFromPs (pid: number): number {
  const parts = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim().split(':')
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0) * 1_000_000
}

/** Resident memory of one process, in bytes. */
export function residentBytes (pid: number): number {
  if (!hasProc) return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1_024
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1_024
}

/** Every process that this one started, and those that they started. Empty where there is no `/proc`. */
export function descendantsOf (pid: number): readonly number[] {
  if (!hasProc) return []
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(other => parentOf(other) === pid)
  return children.flatMap(child => [child, ...descendantsOf(child)])
}

function parentOf (pid: number): number | undefined {
  const parent = statFields(pid)[1]
  return parent === undefined ? undefined : Number(parent)
}

/** The fields of `/proc/<pid>/stat` after the process's name; the first is its state. Empty when it has ended. */
function statFields (pid: number): readonly string[] {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** A process or a thread may end between being listed and being read. */
function readOrUndefined (path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
