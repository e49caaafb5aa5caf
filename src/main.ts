#!/usr/bin/env -S node --max-semi-space-size=8
/** The process: a Node that is new enough, then the command line, then the exit code. Nothing else happens at import. */

import { enableCompileCache } from 'node:module'

const OLDEST = [24, 7] as const

const isTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])
}

if (isTooOld(process.versions.node)) {
  process.stderr.write(`smart-router needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. In the repository "npm start" brings its own.\n`)
  process.exitCode = 1
} else {
  enableCompileCache()
  // Whoever reads our words may stop reading (`… | head`); that is no failure, and no reason for a daemon to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const { runCommandLine } = await import('./cli/run.ts')
  process.exitCode = await runCommandLine(process.argv.slice(2))
}
