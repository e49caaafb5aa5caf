/** The README's commands, run as they are written there, against a router that runs: what people paste must work. */

import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { REPOSITORY, startRouterProcess } from './support/router-process.ts'

const run = promisify(execFile)

const README = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
const PACKAGE = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>>, readonly bin: object }

const DEFAULT_PORT = '4747'

/** Commands of the fenced `sh` blocks; lines that end in a backslash go on in the next. */
const commandsOf = (text: string): readonly string[] => [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
  .map(line => line.trim())
  .filter(line => line !== '' && !line.startsWith('#'))

const COMMANDS = commandsOf(README)
/** What installs, starts a server or runs the tests is only checked to be there. */
const isNpm = (command: string): boolean => /(?:^|\s)npm (?:ci|start|test|run )/.test(command)
const RUNNABLE = COMMANDS.filter(command => !isNpm(command))

/** `npx` finds what is installed here; nothing is fetched. */
const environment = (port: string): NodeJS.ProcessEnv =>
  ({ PATH: `${join(process.execPath, '..')}:${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH']}`, HOME: process.env['HOME'], PORT: port, npm_config_offline: 'true', npm_config_update_notifier: 'false' })

const asWritten = async (command: string): Promise<{ readonly stdout: string }> => {
  const { url } = await startRouterProcess()
  const { port } = new URL(url)
  return await run('/bin/sh', ['-c', command.replaceAll(DEFAULT_PORT, port)], { cwd: REPOSITORY, env: environment(port) })
}

test('the commands of the README, when they are gathered, are of every kind', () => {
  expect(COMMANDS.length).toBeGreaterThan(4)
  expect(RUNNABLE.some(command => command.startsWith('curl '))).toBe(true)
  expect(RUNNABLE.some(command => command.startsWith('npx '))).toBe(true)
  expect(README).not.toMatch(/\b(?:\/home\/|\/root\/|\/Users\/)/)
})

test.each(COMMANDS.filter(isNpm))('"%s", which installs or starts, names scripts that exist', (command) => {
  for (const [, verb, name = ''] of command.matchAll(/npm (ci|start|test|run) ?([\w-]*)/g)) {
    if (verb === 'ci') expect(existsSync(join(REPOSITORY, 'package-lock.json'))).toBe(true)
    else expect(PACKAGE.scripts).toHaveProperty(verb === 'run' ? name : verb ?? '')
  }
})

test('scripts named anywhere in the README, when they are looked up, exist', () => {
  for (const [, name = ''] of README.matchAll(/`npm run ([\w-]+)/g)) expect(PACKAGE.scripts).toHaveProperty(name)
})

describe('as written', () => {
  test.each(RUNNABLE)('"%s" works', async (command) => {
    const { stdout } = await asWritten(command)
    expect(stdout.trim()).not.toBe('')
    if (command.includes('curl -i')) {
      expect(stdout).toMatch(/^HTTP\/1\.1 200 OK/)
      for (const [, name] of README.matchAll(/`(?:x-smart-router)?(-(?:model|task|reason|attempts|trail|overhead-ms))`/g)) expect(stdout).toContain(`x-smart-router${name}:`)
      expect(stdout).toContain('"service_used":"demo-')
    } else if (command.startsWith('curl')) expect(JSON.parse(stdout)).toHaveProperty('candidates')
  })
})

test('paths named in the README, when they are looked up, exist', () => {
  const paths = [...README.matchAll(/`((?:src|config|test|bench|docs)\/[\w./-]*)`/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(5)
  expect(paths.filter(path => !existsSync(join(REPOSITORY, path)))).toEqual([])
})
