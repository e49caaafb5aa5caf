/** The command line as people and programs use it: words, exit codes, and what stands on which stream. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runHere } from '../support/command-line.ts'
import { runProcess } from '../support/router-process.ts'

const VERBS = ['start', 'check', 'explain', 'providers', 'classify', 'healthcheck'] as const
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('with %j, the overview names every verb', async (words) => {
    const { code, stdout, stderr } = await runHere(words)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb} +\\S`, 'm'))
  })

  test('for a program, the overview is JSON, wherever --json stands', async () => {
    for (const words of [['--json'], ['--help', '--json'], ['--json', '--help']]) {
      const { code, stdout } = await runHere(words)
      expect({ code, ...JSON.parse(stdout) as object }).toMatchObject({ code: 0, version, verbs: Object.fromEntries(VERBS.map(verb => [verb, { summary: expect.any(String) as unknown }])) })
    }
  })

  test.each(VERBS)('of %s, asked for in every way, says how it is used', async (verb) => {
    for (const words of [[verb, '--help'], [verb, '-h'], ['help', verb]]) expect(await runHere(words)).toMatchObject({ code: 0, stdout: expect.stringMatching(new RegExp(`^smart-router ${verb}\\b[^]*--json`)) as unknown })
    expect(JSON.parse((await runHere(['--json', verb, '--help'])).stdout)).toMatchObject({ verb })
  })
})

describe('the process', () => {
  test('its exit code and its streams, when it is really started, are the same', async () => {
    const [help, wrong] = await Promise.all([runProcess(['--help', '--json']), runProcess(['strat'])])
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\{"version":/) as unknown })
    expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('did you mean') as unknown })
  })
})

describe('version', () => {
  test.each([[['--version']], [['-v']], [['start', '--version']]])('with %j, it is the one of the package', async (words) => {
    expect(await runHere(words)).toMatchObject({ code: 0, stdout: `${version}\n` })
  })

  test('for a program, it comes with that of Node', async () => {
    expect(JSON.parse((await runHere(['--version', '--json'])).stdout)).toEqual({ version, node: process.versions.node })
  })
})

describe('wrong words', () => {
  test.each([
    [['strat'], '"strat" is not a verb of smart-router', 'did you mean "smart-router start"?'],
    [['chekc', 'x.yaml'], '"chekc" is not a verb of smart-router', 'did you mean "smart-router check"?'],
    [['help', 'explian'], '"explian" is not a verb of smart-router', 'did you mean "smart-router explain"?'],
    [['banana'], '"banana" is not a verb of smart-router', 'smart-router --help lists them'],
    [['toString'], '"toString" is not a verb of smart-router', 'smart-router --help lists them'],
    [['explain', '--modle', 'x', 'hi'], '"--modle" is not an option of explain', 'did you mean "--model"?'],
    [['start', '--port', '1'], '"--port" is not an option of start', 'smart-router start --help lists them'],
    [['start', 'now'], 'start takes no argument', 'smart-router start'],
    [['explain', 'write', 'code'], 'explain takes one argument; quote a prompt that has spaces', 'smart-router explain "<prompt>"'],
    [['explain'], 'explain needs a prompt', 'smart-router explain "اكتب function python"'],
  ])('%j is answered with what would be right, and the exit code 2', async (words, message, hint) => {
    expect(await runHere(words)).toMatchObject({ code: 2, stdout: '', stderr: `smart-router: ${message}\n  ${hint}\n` })
    const { code, stdout, stderr } = await runHere(['--json', ...words])
    expect({ code, stderr, ...JSON.parse(stdout) as object }).toEqual({ code: 2, stderr: '', error: { code: 'usage', message, hint } })
  })
})
