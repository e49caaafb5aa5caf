import { describe, expect, test } from 'vitest'
import type { ConfigProblem } from '../../src/config/config-problem.ts'
import { fileProblem } from '../../src/config/config-problem.ts'
import { formatProblems, keptRevision, problemsToJson } from '../../src/config/format-problems.ts'
import { accept, FILE, problemsOf } from './routing-texts.ts'

const show = (text: string, options: Parameters<typeof formatProblems>[2] = {}): string => formatProblems(problemsOf(text), [], { sources: { [FILE]: text }, ...options })

const misspelt = 'version: 1\nproviders:\n  house:\n    base_urll: http://x\n'

describe('problems as text', () => {
  test('a misspelt key: is shown with its line, a caret and what was meant', () => {
    expect(show(misspelt, { closing: keptRevision(7) })).toBe([
      'config/routing.yaml:4:5  error  SR-103  unknown key "base_urll" in providers.house',
      '    4 |     base_urll: http://x',
      '      |     ^^^^^^^^^  did you mean "base_url"?',
      '1 error. The running configuration (revision 7) was kept.',
    ].join('\n'))
  })

  test('an unknown target: is shown with its place in the matrix', () => {
    expect(show('version: 1\nproviders: { deepseek: { preset: deepseek, api_key: k } }\ntasks:\n  code: [deepseek/deepseek-v4-pro, deepsek/deepseek-reasoner]\n')).toBe([
      'config/routing.yaml:4:36  error  SR-110  tasks.code[1]: unknown target "deepsek/deepseek-reasoner"',
      '    4 |   code: [deepseek/deepseek-v4-pro, deepsek/deepseek-reasoner]',
      '      |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^  did you mean "deepseek/deepseek-reasoner"?',
      '1 error.',
    ].join('\n'))
  })

  test('a problem of the whole file: is shown without a line, with its advice', () => {
    expect(show('')).toMatch(/^config\/routing\.yaml:1:1 {2}error {2}SR-109 {2}the file is empty\n {6}write at least .*\n1 error\.$/)
    expect(formatProblems([fileProblem('SR-100', 'x.yaml', 'gone')])).toBe('x.yaml:1:1  error  SR-100  gone\n1 error.')
  })

  test('providers that are left out: take one line each', () => {
    const { warnings } = accept('version: 1\nproviders: { a: { preset: openai }, b: { preset: xai } }')
    expect(formatProblems([], warnings)).toBe([
      'config/routing.yaml:2:14  warning  SR-150  provider "a" is left out: OPENAI_API_KEY is not set',
      'config/routing.yaml:2:37  warning  SR-150  provider "b" is left out: XAI_API_KEY is not set',
      '2 warnings.',
    ].join('\n'))
  })

  test('errors and warnings together: are counted apart; nothing at all is zero errors', () => {
    const warning: ConfigProblem = fileProblem('SR-152', FILE, 'plain')
    expect(formatProblems(problemsOf(misspelt), [warning])).toMatch(/1 error, 1 warning\.$/)
    expect(formatProblems([])).toBe('0 errors.')
  })

  test('colour: comes only when asked for', () => {
    expect(show(misspelt)).not.toContain('\u001B')
    expect(show(misspelt, { colour: true })).toContain('\u001B[')
  })

  test('a long line: is cut around the problem, and the caret stays under it', () => {
    const [head, line, caret] = show(`version: 1\nproviders: { a: { preset: openai, headers: {${Array.from({ length: 40 }, (_unused, index) => ` header-${index}: v`).join(',')} }, baad: 1 } }\n`).split('\n')
    expect(head).toContain('"baad"')
    expect(line?.length).toBeLessThan(160)
    expect(line?.slice(caret?.indexOf('^') ?? 0)).toMatch(/^baad/)
    expect(show(`version: 1\nprovidrs: ${'x'.repeat(300)}\n`)).toContain('providrs: x')
  })

  test('a line with tabs: keeps the caret under the problem', () => {
    const [, line, caret] = show('version: 1\nproviders:\n  a:\tvalue\n').split('\n')
    expect(line?.slice(caret?.indexOf('^'))).toMatch(/^value/)
  })

  test('a key on the shown line: is hidden', () => {
    const secret = 'sk-canary-0123456789'
    for (const text of [
      `version: 1\nproviders:\n  a: { preset: openai, api_key: ${secret}, oops: 1 }\n`,
      `version: 1\nproviders:\n  a:\n    preset: openai\n    api_keys:\n      - "${secret} x"\n`,
      'version: 1\nproviders:\n  a: { preset: openai, headers: { x-a: canary, Host: canary } }\n',
      'version: 1\nproviders:\n  a:\n    preset: openai\n    headers:\n      host: canary\n',
      'version: 1\nproviders:\n  a: { preset: openai, apikey: canary-word }\n',
    ]) expect(show(text)).not.toContain('canary')
  })
})

test('problems as JSON: are the same facts, and say whether the file is good', () => {
  const problems = problemsOf(misspelt)
  expect(JSON.parse(JSON.stringify(problemsToJson(problems)))).toEqual({
    ok: false,
    errors: [{ code: 'SR-103', file: FILE, line: 4, column: 5, length: 9, path: 'providers.house.base_urll', message: 'unknown key "base_urll" in providers.house', suggestion: 'did you mean "base_url"?' }],
    warnings: [],
  })
  expect(problemsToJson([])).toEqual({ ok: true, errors: [], warnings: [] })
})
