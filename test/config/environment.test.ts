import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import type { Environment, EnvironmentProblem, Surroundings } from '../../src/config/environment.ts'
import { formatEnvironmentProblems } from '../../src/config/format-problems.ts'

const LINUX: Surroundings = { platform: 'linux', homeFolder: '/home/me', workingFolder: '/project', isTerminal: false }

const read = (variables: Record<string, string>, surroundings: Partial<Surroundings> = {}): Environment => {
  const result = readEnvironment(variables, { ...LINUX, ...surroundings })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.environment
}

const problems = (variables: Record<string, string>): readonly EnvironmentProblem[] => {
  const result = readEnvironment(variables, LINUX)
  return result.ok ? [] : result.problems
}

describe('the static configuration', () => {
  test('of an empty environment: is the documented defaults', () => {
    expect(read({})).toEqual({ host: '127.0.0.1', port: 4747, dataFolder: '/home/me/.local/share/smart-router', logLevel: 'info', logFormat: 'json' })
  })

  test('with everything set: is what was set', () => {
    expect(read({ HOST: '0.0.0.0', PORT: '0', SMART_ROUTER_CONFIG: 'my.yaml', SMART_ROUTER_DATA: '/data', LOG_LEVEL: 'DEBUG', LOG_FORMAT: 'pretty' })).toEqual({
      host: '0.0.0.0', port: 0, configPath: '/project/my.yaml', dataFolder: '/data', logLevel: 'debug', logFormat: 'pretty',
    })
  })

  test('empty and blank variables: count as not set', () => {
    expect(read({ HOST: '', PORT: ' ', LOG_LEVEL: '', SMART_ROUTER_CONFIG: '', SMART_ROUTER_DATA: '' })).toEqual(read({}))
  })

  test('on a terminal: logs are pretty unless told otherwise', () => {
    expect(read({}, { isTerminal: true }).logFormat).toBe('pretty')
    expect(read({ LOG_FORMAT: 'json' }, { isTerminal: true }).logFormat).toBe('json')
  })

  test('without surroundings: those of the process are taken', () => {
    expect(readEnvironment({})).toMatchObject({ ok: true, environment: { port: 4747 } })
  })

  test.each([
    ['linux', {}, '/home/me/.local/share/smart-router'],
    ['linux', { XDG_DATA_HOME: '/xdg' }, '/xdg/smart-router'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/smart-router'],
    ['darwin', { XDG_DATA_HOME: '/xdg' }, '/home/me/Library/Application Support/smart-router'],
    ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'smart-router')],
    ['win32', {}, join('/home/me', 'AppData', 'Local', 'smart-router')],
  ] as const)('the data folder on %s with %j: is %s', (platform, variables, folder) => {
    expect(read(variables, { platform }).dataFolder).toBe(folder)
  })

  test.each([['~', '/home/me'], ['~/x', '/home/me/x'], ['x/y', '/project/x/y'], ['~other', '/project/~other']])('SMART_ROUTER_DATA %s: is the folder %s', (value, folder) => {
    expect(read({ SMART_ROUTER_DATA: value }).dataFolder).toBe(folder)
  })

  test.each(['localhost', '::1', '[::1]', '192.168.1.4', 'router.example.com', 'my-host'])('HOST %s: is accepted', (value) => {
    expect(read({ HOST: value }).host).toBe(value.replaceAll(/[[\]]/g, ''))
  })

  test.each(['http://localhost', 'localhost:4747', '1.2.3', '999.1.1.1', 'a b', '-x', '[::1]:80'])('HOST %s: is refused with what to write', (value) => {
    expect(problems({ HOST: value })).toEqual([{ code: 'SR-201', variable: 'HOST', message: expect.stringContaining(`"${value}"`), suggestion: expect.stringContaining('without http://') }])
  })

  test.each(['abc', '65536', '-1', '80.5', '0x50', '1e3', '99999999'])('PORT %s: is refused with the range', (value) => {
    expect(problems({ PORT: value })).toEqual([{ code: 'SR-201', variable: 'PORT', message: expect.stringContaining(value), suggestion: expect.stringContaining('0 to 65535') }])
  })

  test.each(['redis://127.0.0.1:6379', 'redis://localhost', 'rediss://user:p%40ss@redis.example.com:6380/2', 'redis://:secret@[::1]:6379/'])('REDIS_URL %s: is accepted, and not shown', (value) => {
    const { redisUrl } = read({ REDIS_URL: value })
    expect([redisUrl?.reveal(), JSON.stringify(redisUrl).includes(value)]).toEqual([value, false])
  })

  test.each(['localhost:6379', 'http://hidden', 'REDISS://hidden', 'redis://', 'redis:hidden', 'redis://hidden:99999', 'redis://hidden/zero', 'redis://hidden?tls=false', 'redis://hidden#x', 'redis://%zz@hidden'])('REDIS_URL %s: is refused with what to write, and not shown', (value) => {
    expect(problems({ REDIS_URL: value })).toEqual([{ code: 'SR-201', variable: 'REDIS_URL', message: 'REDIS_URL is no address of a Redis', suggestion: expect.stringContaining('redis://HOST:PORT') }])
    expect(JSON.stringify(problems({ REDIS_URL: value }))).not.toContain('hidden')
  })

  test('a misspelt level and an unknown format: are told together, with what was meant', () => {
    expect(problems({ LOG_LEVEL: 'wran', LOG_FORMAT: 'xml', PORT: 'x' }).map(({ variable, suggestion }) => [variable, suggestion])).toEqual([
      ['PORT', expect.any(String)], ['LOG_LEVEL', 'did you mean "warn"?'], ['LOG_FORMAT', 'use pretty or json'],
    ])
  })

  test('a name that is nearly one of ours: is warned of; other names are left alone', () => {
    const result = readEnvironment({ SMART_ROUTER_CONFG: 'x', SMART_ROUTER_ADMIN_KEY: 'y', SMART_ROUTER_DATA: '/d', OTHER: 'z' }, LINUX)
    expect(result.ok && result.warnings).toEqual([{ code: 'SR-202', variable: 'SMART_ROUTER_CONFG', message: 'SMART_ROUTER_CONFG is not a setting', suggestion: 'did you mean "SMART_ROUTER_CONFIG"?' }])
  })

  test('problems of it as text: one line each, with the advice under it', () => {
    expect(formatEnvironmentProblems(problems({ PORT: 'x' }))).toBe('environment  error  SR-201  PORT is "x", which is no port\n      use a whole number from 0 to 65535, for example 4747')
    expect(formatEnvironmentProblems([{ code: 'SR-202', variable: 'A', message: 'm' }], 'warning', true)).toContain('\u001B[')
  })
})
