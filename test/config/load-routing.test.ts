import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { displayPath, loadRouting, readRoutingText } from '../../src/config/load-routing.ts'
import type { LoadedRouting, LoadOptions } from '../../src/config/load-routing.ts'
import type { DemoProvider } from '../../src/config/demo-routing.ts'
import { HOUSE } from './routing-texts.ts'

const DEMO: readonly DemoProvider[] = [{ name: 'demo-kimi', dialect: 'openai', baseUrl: 'http://127.0.0.1:9', models: [{ id: 'k', contextWindow: 8, maxOutputTokens: 4, capabilities: [] }] }]

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'routing-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const put = (path: string, text: string): string => {
  const absolute = join(folder, path)
  mkdirSync(dirname(absolute), { recursive: true })
  writeFileSync(absolute, text)
  return absolute
}

const load = (options: Partial<LoadOptions> = {}): Promise<LoadedRouting> =>
  loadRouting({ environment: {}, variables: {}, demoProviders: () => DEMO, surroundings: { workingFolder: join(folder, 'work'), homeFolder: join(folder, 'home') }, ...options })

const loaded = async (options: Partial<LoadOptions> = {}): Promise<Extract<LoadedRouting, { ok: true }>> => {
  const result = await load(options)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

const KEYED = 'version: 1\nproviders: { openai: { preset: openai } }\n'

describe('what routes', () => {
  test('with nothing at all: is the demo, and the notice names the keys that would end it', async () => {
    const result = await loaded()
    expect(result).toMatchObject({ kind: 'demo', warnings: [], path: join(folder, 'work/config/routing.yaml') })
    expect(result.notice).toMatch(/no provider key is set; the built-in demo answers.*DEEPSEEK_API_KEY/)
    expect(result.config.providers.get('demo-kimi')?.isDemo).toBe(true)
  })

  test('with a key and no file: is the environment, without a notice', async () => {
    const result = await loaded({ variables: { XAI_API_KEY: 'k' } })
    expect(result).toMatchObject({ kind: 'environment', config: { source: 'environment' } })
    expect(result.notice).toBeUndefined()
  })

  test('with ./config/routing.yaml: is that file, although keys are set', async () => {
    const path = put('work/config/routing.yaml', HOUSE)
    put('home/.config/smart-router/routing.yaml', KEYED)
    expect(await loaded({ variables: { XAI_API_KEY: 'k' } })).toMatchObject({ kind: 'file', path, text: HOUSE, config: { source: 'config/routing.yaml' } })
  })

  test('with a file in the folder of the user: is that file', async () => {
    const path = put('home/.config/smart-router/routing.yaml', HOUSE)
    expect(await loaded()).toMatchObject({ kind: 'file', path })
    const xdg = put('xdg/smart-router/routing.yaml', HOUSE)
    expect(await loaded({ variables: { XDG_CONFIG_HOME: join(folder, 'xdg') } })).toMatchObject({ kind: 'file', path: xdg })
  })

  test('with SMART_ROUTER_CONFIG: is the file named there, before all others', async () => {
    put('work/config/routing.yaml', KEYED)
    const path = put('other.yaml', HOUSE)
    expect(await loaded({ environment: { configPath: path } })).toMatchObject({ kind: 'file', path })
  })

  test('with a file whose keys are all missing: is the demo, which says so without repeating it', async () => {
    const path = put('work/config/routing.yaml', KEYED)
    const result = await loaded()
    expect(result).toMatchObject({ kind: 'demo', path, text: KEYED, warnings: [] })
    expect(result.notice).toMatch(/^no provider in config\/routing\.yaml has a key; the built-in demo answers/)
  })

  test('with such a file and the key of a vendor it does not name: is the environment, with a notice', async () => {
    put('work/config/routing.yaml', KEYED)
    const result = await loaded({ variables: { XAI_API_KEY: 'k' } })
    expect(result).toMatchObject({ kind: 'environment' })
    expect(result.notice).toContain('the keys in the environment are used instead')
  })

  test('with nothing, where no demo is wanted: is refused with what to set', async () => {
    const { demoProviders: _unused, ...options } = { demoProviders: undefined, environment: {}, variables: {}, surroundings: { workingFolder: folder, homeFolder: folder } }
    expect(await loadRouting(options)).toMatchObject({ ok: false, problems: [{ code: 'SR-115', message: 'no provider key is set' }] })
    put('config/routing.yaml', KEYED)
    expect(await loadRouting(options)).toMatchObject({ ok: false, text: KEYED, problems: [{ code: 'SR-115', message: expect.stringContaining('has a key') }] })
  })

  test('with a file that is wrong: is refused, and neither keys nor demo hide it', async () => {
    put('work/config/routing.yaml', 'version: 1\nprovidrs: {}\n')
    expect(await load({ variables: { XAI_API_KEY: 'k' } })).toMatchObject({ ok: false, text: expect.any(String), problems: [{ file: 'config/routing.yaml' }, {}] })
  })

  test('with a file that cannot be read: is refused with the reason', async () => {
    const missing = join(folder, 'none.yaml')
    expect(await load({ environment: { configPath: missing } })).toMatchObject({ ok: false, path: missing, problems: [{ code: 'SR-100', message: 'the file cannot be read: there is no such file', suggestion: expect.stringContaining('SMART_ROUTER_CONFIG') }] })
    expect(await load({ environment: { configPath: folder } })).toMatchObject({ problems: [{ message: 'the file cannot be read: it is a folder' }] })
    expect(await load({ environment: { configPath: put('big.yaml', `# ${'x'.repeat(1024 * 1024)}`) } })).toMatchObject({ problems: [{ message: 'the file cannot be read: it is larger than 1 MiB' }] })
    expect(await load({ environment: { configPath: put('file.yaml', HOUSE) + '/below' } })).toMatchObject({ problems: [{ message: expect.stringContaining('ENOTDIR') }] })
  })

  test('with the surroundings of the process: is looked for where the process runs', async () => {
    expect(await loadRouting({ environment: { configPath: put('a.yaml', HOUSE) }, variables: {} })).toMatchObject({ ok: true, kind: 'file' })
  })
})

describe('files with keys', () => {
  const text = 'version: 1\nproviders: { openai: { preset: openai, api_key: "${file:key}" } }\n'
  const keyOf = (variables: Record<string, string> = {}): unknown => {
    const result = readRoutingText(text, { path: join(folder, 'routing.yaml'), variables })
    return result.ok ? { key: result.config.providers.get('openai')?.credentials[0]?.secret.reveal(), keyFiles: result.keyFiles } : result.problems
  }

  test('with a relative path: are looked for beside the routing file', () => {
    const path = put('key', 'beside\n')
    expect(keyOf()).toEqual({ key: 'beside', keyFiles: [path] })
  })

  test('with credentials of systemd: are looked for there first', () => {
    put('key', 'beside')
    const path = put('credentials/key', 'systemd')
    expect(keyOf({ CREDENTIALS_DIRECTORY: join(folder, 'credentials') })).toEqual({ key: 'systemd', keyFiles: [path] })
    expect(keyOf({ CREDENTIALS_DIRECTORY: join(folder, 'none') })).toMatchObject({ key: 'beside' })
  })

  test('that are folders: are a problem with its reason', () => {
    mkdirSync(join(folder, 'key'))
    expect(keyOf()).toMatchObject([{ code: 'SR-114', message: expect.stringContaining('EISDIR') }])
  })

  test('with an absolute path: are read there', () => {
    const path = put('elsewhere/key', 'absolute')
    chmodSync(path, 0o400)
    const result = readRoutingText(text.replace('file:key', `file:${path}`), { path: '/nowhere/routing.yaml', variables: {} })
    expect(result.ok && result.keyFiles).toEqual([path])
  })
})

test('a path to show: is short inside the working folder and whole outside of it', () => {
  expect(displayPath('/project/config/routing.yaml', '/project')).toBe('config/routing.yaml')
  expect(displayPath('/etc/routing.yaml', '/project')).toBe('/etc/routing.yaml')
})
