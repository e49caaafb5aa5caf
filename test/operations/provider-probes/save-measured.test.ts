/** The file with what was measured: written whole or not at all, added to and never thrown away, and always one that is obeyed. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseMeasured, targetFingerprint } from '../../../src/config/measured-capabilities.ts'
import { plainWords } from '../../../src/operations/provider-probes/plain-words.ts'
import type { ProbeName } from '../../../src/operations/provider-probes/probe.ts'
import { saveMeasured, type Saved, type SaveOptions } from '../../../src/operations/provider-probes/save-measured.ts'
import type { Outcome, TargetReport } from '../../../src/operations/provider-probes/test-target.ts'
import type { Facts } from '../../../src/operations/provider-probes/verdict.ts'
import { aTarget } from '../../support/routing-fixtures.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-'))
  path = join(folder, 'data', 'capabilities.yaml')
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const report = (id: string, outcomes: Readonly<Partial<Record<ProbeName, Facts & { readonly reason?: string }>>>, baseUrl = 'https://house.test/v1'): TargetReport => ({
  target: aTarget({ id, provider: { baseUrl } }),
  outcomes: new Map(Object.entries(outcomes).map(([name, { reason = '', ...facts }]) => [name as ProbeName, { state: 'supported', reason, facts, way: 0, ms: 1 } satisfies Outcome])),
  requests: 1,
  isComplete: true,
})

const TOOLS = { tools: { capabilities: { tools: true } } } as const
const NO_TOOLS = { tools: { capabilities: { tools: false }, reason: 'refused: no \u001B[31mtools\nhere' } } as const

const save = async (reports: readonly TargetReport[], options: Partial<SaveOptions> = {}): Promise<Saved | undefined> =>
  await saveMeasured(reports, { path, version: '1.2.3', at: new Date('2026-11-20T10:00:00Z'), plain: text => plainWords(text, each => each), ...options })

const text = (): string => readFileSync(path, 'utf8')
const fingerprint = targetFingerprint('openai', 'https://house.test/v1', 'm')

describe('a file of what was measured', () => {
  test('written for the first time: says what it is, and each fact with its day and its reason', async () => {
    expect(await save([report('house/m', { ...NO_TOOLS, forced: { compat: { tool_choice: 'auto-only', soft_errors: ['server-busy'] } }, window: { contextWindow: 4096 } })])).toEqual({ targets: 1, facts: 4 })
    expect(text()).toMatch(/^# What "smart-router providers test" measured/)
    expect(text().slice(text().indexOf('version:'))).toBe(`version: 1
targets:
  house/m:
    tested: 2026-11-20T10:00:00.000Z
    by: smart-router 1.2.3
    fingerprint: ${fingerprint}
    capabilities:
      tools: { supported: false, measured: 2026-11-20, because: "refused: no [31mtools here" }
    compat:
      tool_choice: { value: auto-only, measured: 2026-11-20 }
      soft_errors: { value: [ server-busy ], measured: 2026-11-20 }
    context_window: { tokens: 4096, measured: 2026-11-20 }
`)
    expect(readdirSync(join(folder, 'data'))).toEqual(['capabilities.yaml'])
  })

  test('written again: gets newer facts, and keeps older ones, other targets and people\'s comments', async () => {
    await save([report('house/m', { ...NO_TOOLS, images: { capabilities: { images: true } } }), report('barn/m', TOOLS)])
    writeFileSync(path, text().replace('    capabilities:\n', '    capabilities: # seen on Friday\n'))
    await save([report('house/m', TOOLS)], { at: new Date('2026-11-21T10:00:00Z') })
    expect(text()).toContain('# seen on Friday')
    expect(text()).toContain('tools: { supported: true, measured: 2026-11-21 }')
    expect(parseMeasured(text(), 'f').targets.get('house/m')?.capabilities).toEqual({ tools: { supported: true, measured: '2026-11-21' }, images: { supported: true, measured: '2026-11-20' } })
    expect(parseMeasured(text(), 'f').targets.has('barn/m')).toBe(true)
  })

  test('of a target that is elsewhere now: forgets what it was', async () => {
    await save([report('house/m', { images: { capabilities: { images: true } } })])
    await save([report('house/m', TOOLS, 'https://elsewhere.test/v1')])
    expect(parseMeasured(text(), 'f').targets.get('house/m')?.capabilities).toEqual({ tools: { supported: true, measured: '2026-11-20' } })
  })

  test('of which nothing is clear: is not written', async () => {
    expect(await save([report('house/m', { images: { capabilities: {} } }), report('barn/m', {})])).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  test('that was broken: is set aside, and a new one begun', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(path, 'version: [')
    expect(await save([report('house/m', TOOLS)])).toEqual({ targets: 1, facts: 1, setAside: `${path}.broken` })
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('version: [')
    expect(parseMeasured(text(), 'f')).toMatchObject({ warnings: [] })
  })

  test.each(['', '# nothing\n', 'version: 1\n', 'version: 1\ntargets:\n', 'version: 1\ntargets: { house/m: }\n'])('that began as %j: is added to', async (before) => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(path, before)
    await save([report('house/m', TOOLS)])
    expect(parseMeasured(text(), 'f').targets.get('house/m')?.capabilities).toEqual({ tools: { supported: true, measured: '2026-11-20' } })
  })

  test('in which somebody used aliases: is written out, and added to', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(path, 'version: 1\ntargets:\n  a/m: { capabilities: &all { images: { supported: true, measured: 2026-11-19 } } }\n  house/m: { capabilities: *all }\n')
    await save([report('house/m', TOOLS)])
    const { targets } = parseMeasured(text(), 'f')
    expect(targets.get('house/m')?.capabilities).toEqual({ images: { supported: true, measured: '2026-11-19' }, tools: { supported: true, measured: '2026-11-20' } })
    expect(targets.get('a/m')?.capabilities).toEqual({ images: { supported: true, measured: '2026-11-19' } })
  })

  test('of too many targets: loses the oldest', async () => {
    mkdirSync(join(folder, 'data'))
    const old = Array.from({ length: 1000 }, (_, index) => `  old/${index}: { tested: 2026-11-0${index === 7 ? 1 : 2}T00:00:00Z }\n`).join('')
    writeFileSync(path, `version: 1\ntargets:\n${old}`)
    await save([report('house/m', TOOLS)])
    const { targets } = parseMeasured(text(), 'f')
    expect([targets.size, targets.has('old/7'), targets.has('house/m')]).toEqual([1000, false, true])
  })

  test('that would not be obeyed: is never written', async () => {
    await expect(save([report('house/m', TOOLS)], { plain: () => 'x'.repeat(600) })).resolves.toBeDefined()
    const before = text()
    await expect(save([report('house/m', NO_TOOLS)], { plain: () => 'x'.repeat(600) })).rejects.toThrow('cannot be written down')
    expect(text()).toBe(before)
  })

  test('where no file can be: fails, and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'data'), 'a file, not a folder')
    await expect(save([report('house/m', TOOLS)])).rejects.toThrow(/EEXIST|ENOTDIR/)
    rmSync(join(folder, 'data'))
    mkdirSync(join(path, 'below'), { recursive: true })
    await expect(save([report('house/m', TOOLS)])).resolves.toMatchObject({ setAside: `${path}.broken` })
  })
})

describe('a provider\'s words', () => {
  test('with escapes, breaks and turns of direction: become one plain line', () => {
    expect(plainWords('a\u001B[2J\r\n\tb\u202Ec\u0000  d', each => each)).toBe('a [2J b c d')
  })

  test('with a secret: lose it, before they are cut', () => {
    expect(plainWords(`key ${'k'.repeat(300)} is wrong`, each => each.replace(/k{300}/, '[secret]'))).toBe('key [secret] is wrong')
    expect([...plainWords('字'.repeat(300), each => each)]).toHaveLength(200)
  })
})
