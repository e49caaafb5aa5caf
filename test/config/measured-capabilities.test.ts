/** What was measured, and how far it is believed: over presets, under the routing file's own words, and never when it is broken. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lacks, measuredWords } from '../../src/config/lacks.ts'
import { loadRouting, readRoutingText } from '../../src/config/load-routing.ts'
import { capabilitiesPath, parseMeasured, targetFingerprint } from '../../src/config/measured-capabilities.ts'
import { readMeasured } from '../../src/config/read-measured.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'
import type { ConfigProblem } from '../../src/config/config-problem.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'measured-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const MEASURED = 'measured: 2026-11-20'

interface Read { readonly config: RoutingConfig, readonly warnings: readonly ConfigProblem[], readonly keyFiles: readonly string[] }

const read = (routing: string, measured: string): Read => {
  const path = capabilitiesPath(folder)
  writeFileSync(path, measured)
  const result = readRoutingText(`version: 1\n${routing}`, { path: '/routing.yaml', variables: {}, file: 'routing.yaml', capabilitiesPath: path })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

const HOUSE = (model: string, more = ''): string => `providers: { house: { base_url: "https://house.test/v1", api_key: none, ${more} models: { m: ${model} } } }\n`
const of = (id: string, facts: string): string => `version: 1\ntargets:\n  ${id}: ${facts}\n`

describe('what was measured', () => {
  test('of a preset\'s model: is believed over the preset', () => {
    const { config, warnings } = read('providers: { deepseek: { preset: deepseek, api_key: a-test-key } }\n', of('deepseek/deepseek-v4-pro', `{ capabilities: { tools: { supported: false, ${MEASURED} }, images: { supported: true, ${MEASURED} } }, compat: { tool_choice: { value: all, ${MEASURED} } }, context_window: { tokens: 65536, ${MEASURED} } }`))
    const target = config.targets.get('deepseek/deepseek-v4-pro')
    expect({ warnings, capabilities: [...target?.capabilities ?? []] }).toEqual({ warnings: [], capabilities: ['reasoning', 'structured_output', 'images'] })
    expect(target).toMatchObject({ contextWindow: 65_536, compat: { toolChoice: 'all', structuredOutput: 'json-object' }, measured: { capabilities: { tools: { supported: false, day: '2026-11-20' } }, days: { 'compat.tool_choice': '2026-11-20', context_window: '2026-11-20' } } })
    expect(config.targets.get('deepseek/deepseek-flash')).not.toHaveProperty('measured')
  })

  test('on one wire: says nothing of the others', () => {
    const { config } = read('providers: { deepseek: { preset: deepseek, api_key: a-test-key } }\n', of('deepseek/deepseek-v4-pro', `{ capabilities: { tools: { supported: false, ${MEASURED} } }, compat: { image_input: { value: supported, ${MEASURED} } } }`))
    const target = config.targets.get('deepseek/deepseek-v4-pro')
    const other = target?.otherWires?.get('anthropic-messages')
    if (target === undefined || other === undefined) throw new Error('the preset speaks both wires')
    expect([lacks(target, 'tools'), lacks(other, 'tools')]).toEqual([true, false])
    expect([target.compat.imageInput, other.compat.imageInput]).toEqual(['supported', 'text-placeholder'])
    expect(other).not.toHaveProperty('measured')
  })

  test('of a model of which nobody told: is all that is known, and the rest stays possible', () => {
    const target = read(HOUSE('{}'), of('house/m', `{ capabilities: { tools: { supported: false, ${MEASURED} }, images: { supported: true, ${MEASURED} } } }`)).config.targets.get('house/m')
    if (target === undefined) throw new Error('it is listed')
    expect(target.capabilities).toBeUndefined()
    expect((['tools', 'images', 'documents'] as const).map(name => [lacks(target, name), measuredWords(target, name)])).toEqual([[true, ' (measured 2026-11-20)'], [false, ' (measured 2026-11-20)'], [false, '']])
  })

  test('of what the routing file says itself under models: is passed over, the rest is believed', () => {
    const everything = `{ capabilities: { tools: { supported: false, ${MEASURED} } }, compat: { tool_choice: { value: auto-only, ${MEASURED} }, structured_output: { value: none, ${MEASURED} } }, context_window: { tokens: 10, ${MEASURED} } }`
    const target = read(HOUSE('{ capabilities: [tools], context_window: 20, compat: { tool_choice: all } }'), of('house/m', everything)).config.targets.get('house/m')
    expect(target).toMatchObject({ contextWindow: 20, compat: { toolChoice: 'all', structuredOutput: 'none' }, measured: { capabilities: {}, days: { 'compat.structured_output': '2026-11-20' } } })
    expect([...target?.capabilities ?? []]).toEqual(['tools'])
    const untouched = read(HOUSE('{ capabilities: [tools] }'), of('house/m', `{ capabilities: { tools: { supported: false, ${MEASURED} } } }`)).config.targets.get('house/m')
    expect(untouched).not.toHaveProperty('measured')
  })

  test('of a flag that the provider has in the file: is passed over; a preset\'s name there is nobody\'s own word', () => {
    const facts = of('house/m', `{ compat: { tool_choice: { value: all, ${MEASURED} } } }`)
    expect(read(HOUSE('{}', 'compat: { tool_choice: auto-only },'), facts).config.targets.get('house/m')?.compat.toolChoice).toBe('auto-only')
    expect(read(HOUSE('{}', 'compat: glm,'), facts).config.targets.get('house/m')?.compat.toolChoice).toBe('all')
  })

  test('of a model that no list has, where any name is one: is believed as soon as a task names it', () => {
    const llama = 'providers: { llama: { preset: ollama } }\ntasks: { code: [llama/llama3.3] }\n'
    const { config } = read(llama, of('llama/llama3.3', `{ capabilities: { tools: { supported: false, ${MEASURED} } } }`))
    const target = config.targets.get('llama/llama3.3')
    expect(target !== undefined && lacks(target, 'tools')).toBe(true)
  })

  test('at another address, or of another model: is told and not believed', () => {
    const facts = (fingerprint: string): string => of('house/m', `{ fingerprint: ${fingerprint}, capabilities: { tools: { supported: false, ${MEASURED} } } }`)
    expect(read(HOUSE('{}'), facts(targetFingerprint('openai', 'https://house.test/v1', 'm'))).config.targets.get('house/m')?.measured).toBeDefined()
    const { config, warnings } = read(HOUSE('{}'), facts(targetFingerprint('openai', 'https://elsewhere.test/v1', 'm')))
    expect(config.targets.get('house/m')?.measured).toBeUndefined()
    expect(warnings).toMatchObject([{ code: 'SR-161', file: capabilitiesPath(folder), line: 3, column: 3, message: 'house/m: measured at another address or of another model; not obeyed', suggestion: 'run "smart-router providers test house" again' }])
  })

  test('of several models at another address: is told once', () => {
    const two = `version: 1\ntargets:\n  house/a: { fingerprint: "000000000000" }\n  house/b: { fingerprint: "000000000000" }\n`
    expect(read('providers: { house: { base_url: "https://house.test/v1", api_key: none, models: [a, b] } }\n', two).warnings.map(({ message }) => message)).toEqual(['house/a and 1 more: measured at another address or of another model; not obeyed'])
  })

  test('of nobody who is configured: changes nothing', () => {
    expect(read(HOUSE('{}'), of('barn/m', `{ capabilities: { tools: { supported: false, ${MEASURED} } } }`)).config.targets.get('house/m')).not.toHaveProperty('measured')
    expect(read(HOUSE('{}'), of('house/m', '')).warnings).toEqual([])
  })

  test('in a file that changes: makes the routing one that is read again', () => {
    expect(read(HOUSE('{}'), 'version: 1\n').keyFiles).toEqual([capabilitiesPath(folder)])
  })

  test('where keys in the environment are the whole configuration: is believed too', async () => {
    const load = async (): Promise<RoutingConfig> => {
      const loaded = await loadRouting({ environment: { dataFolder: folder }, variables: { XAI_API_KEY: 'a-test-key' }, surroundings: { workingFolder: folder, homeFolder: folder } })
      if (!loaded.ok) throw new Error('a key is set')
      return loaded.config
    }
    const [id = ''] = [...(await load()).targets.keys()]
    writeFileSync(capabilitiesPath(folder), of(id, `{ capabilities: { tools: { supported: false, ${MEASURED} } } }`))
    const target = (await load()).targets.get(id)
    expect(target !== undefined && lacks(target, 'tools')).toBe(true)
  })
})

describe('a file that is broken or hostile', () => {
  test.each([
    ['is no YAML', 'version: 1\ntargets: [\n', 3],
    ['says something twice', 'version: 1\nversion: 1\n', 2],
    ['reaches into prototypes', 'version: 1\ntargets:\n  __proto__: { capabilities: { tools: { supported: false, measured: 2026-11-20 } } }\n', 3],
    ['is a list', '- version\n', 1],
    ['is of another version', 'version: 2\n', 1],
    ['names a capability that is none', of('house/m', `{ capabilities: { flying: { supported: true, ${MEASURED} } } }`), 3],
    ['has a day that is none', of('house/m', '{ capabilities: { tools: { supported: true, measured: yesterday } } }'), 3],
    ['sends requests elsewhere', of('house/m', `{ compat: { continuation_base_url: { value: "https://evil.test", ${MEASURED} } } }`), 3],
    ['changes how keys travel', of('house/m', `{ compat: { authentication: { value: none, ${MEASURED} } } }`), 3],
    ['has a value that the flag has not', of('house/m', `{ compat: { tool_choice: { value: sometimes, ${MEASURED} } } }`), 3],
    ['has a window of nothing', of('house/m', `{ context_window: { tokens: 0, ${MEASURED} } }`), 3],
    ['has a fingerprint that is none', of('house/m', '{ fingerprint: "zz" }'), 3],
    ['multiplies itself', `a: &a [${'x, '.repeat(20)}]\nb: &b [${'*a, '.repeat(20)}]\nc: &c [${'*b, '.repeat(20)}]\nd: [${'*c, '.repeat(20)}]\n`, 1],
  ])('because it %s: is a warning with its line, and is ignored', (_what, text, line) => {
    const { targets, warnings } = parseMeasured(text, 'capabilities.yaml')
    expect(targets.size).toBe(0)
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings[0]).toMatchObject({ code: 'SR-160', file: 'capabilities.yaml', line, message: expect.stringMatching(/; measured capabilities are ignored$/) as unknown })
  })

  test('with many mistakes: is told with the first of them', () => {
    expect(parseMeasured(`version: 1\ntargets:\n${Array.from({ length: 9 }, (_, index) => `  house/${index}: { wrong: 1 }\n`).join('')}`, 'f').warnings).toHaveLength(3)
  })

  test('leaves the routing as it would be without it', () => {
    const { config, warnings } = read(HOUSE('{}'), 'version: 1\ntargets: { house/m: { capabilities: no } }\n')
    expect(config.targets.get('house/m')).not.toHaveProperty('measured')
    expect(warnings).toMatchObject([{ code: 'SR-160', line: 2 }])
  })

  test('that cannot be read: is a warning with the reason; one that is not there is none', () => {
    const path = join(folder, 'odd')
    expect(readMeasured(path, 'odd')).toMatchObject({ warnings: [] })
    expect(readMeasured(join(folder, 'odd', 'below'), 'odd').warnings).toEqual([])
    mkdirSync(path)
    expect(readMeasured(path, 'odd').warnings).toMatchObject([{ code: 'SR-160', file: 'odd', line: 1, message: 'it cannot be read: it is not a file; measured capabilities are ignored' }])
    writeFileSync(join(folder, 'large'), `# ${'x'.repeat(1024 * 1024)}`)
    expect(readMeasured(join(folder, 'large'), 'large').warnings).toMatchObject([{ message: expect.stringContaining('larger than') as unknown }])
  })

  test('that is empty: says nothing', () => {
    for (const text of ['', '# nothing yet\n', 'version: 1\n']) expect(parseMeasured(text, 'f')).toMatchObject({ warnings: [], file: 'f' })
  })
})
