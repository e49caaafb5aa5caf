/** A routing file that changes while the real process is under load: no request fails, and none sees two versions. */

import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, status } from '../../src/simulator/steps.ts'
import { type RouterProcess, startRouterProcess, temporaryFolder } from '../support/router-process.ts'

const CLIENTS = 4
const VERSIONS = 4

const startProvider = async (): Promise<ScriptedProvider> => {
  const provider = await startScriptedProvider({ keeps: 100_000 })
  onTestFinished(() => provider.close())
  return provider
}

/** Every request meets both providers: the first refuses it, the second answers. Both are told the version of the file. */
const fileOf = (version: number, first: ScriptedProvider, second: ScriptedProvider): string => JSON.stringify({
  version: 1,
  providers: Object.fromEntries(Object.entries({ first, second }).map(([name, { url }]) => [name, { base_url: `${url}/v1`, api_key: 'a-test-key', models: ['m'] }])),
  tasks: { general: ['first/m', 'second/m'].map(target => ({ target, parameters: { user: `version ${version}` } })) },
  routing: { breaker: { minimum_calls: 1_000_000 } },
}, undefined, 1)

/** How a file can be put in the place of another; each gives the way to write the next version. */
const WAYS: ReadonlyArray<readonly [name: string, prepare: (folder: string, text: string) => Promise<{ readonly path: string, readonly write: (text: string) => Promise<void> }>]> = [
  ['a new file renamed over it', async (folder, text) => {
    const path = join(folder, 'routing.yaml')
    await writeFile(path, text)
    return { path, write: async (next) => { await writeFile(`${path}.new`, next); await rename(`${path}.new`, path) } }
  }],
  ['a write in place', async (folder, text) => {
    const path = join(folder, 'routing.yaml')
    await writeFile(path, text)
    return { path, write: async (next) => { await writeFile(path, next) } }
  }],
  ['the swap of a ConfigMap\'s link', async (folder, text) => {
    let count = 0
    const place = async (next: string): Promise<void> => {
      count += 1
      await mkdir(join(folder, `..${count}`))
      await writeFile(join(folder, `..${count}`, 'routing.yaml'), next)
      await symlink(`..${count}`, join(folder, '..data_tmp'))
      await rename(join(folder, '..data_tmp'), join(folder, '..data'))
    }
    await place(text)
    await symlink('..data/routing.yaml', join(folder, 'routing.yaml'))
    return { path: join(folder, 'routing.yaml'), write: place }
  }],
]

interface Load {
  /** Ends the load; gives the statuses, and how many requests there were. */
  stop (): Promise<readonly number[]>
}

const startLoad = (router: RouterProcess): Load => {
  let isOver = false
  const statuses: number[] = []
  const clients = Array.from({ length: CLIENTS }, async (_item, client) => {
    for (let count = 0; !isOver; count++) {
      const response = await router.ask(`question ${client}-${count}`, count % 2 === 0)
      const text = await response.text()
      statuses.push(response.status === 200 && text.includes('hello') ? 200 : response.status + 1000)
    }
  })
  return { stop: async () => { isOver = true; await Promise.all(clients); return statuses } }
}

/** What each question's requests were told. */
const versionsByQuestion = (...providers: readonly ScriptedProvider[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const versions = new Map<string, Set<string>>()
  for (const { json } of providers.flatMap(({ requests }) => requests)) {
    const [{ content: question }] = json['messages'] as readonly [{ readonly content: string }]
    versions.set(question, (versions.get(question) ?? new Set()).add(String(json['user'])))
  }
  return versions
}

const isRevision = (revision: number) => (line: Record<string, unknown>): boolean => line['revision'] === revision && line['changes'] !== undefined

describe('hot reload', () => {
  test.each(WAYS)('by %s, under load, loses no request and mixes no versions', async (_name, prepare) => {
    const [first, second] = [await startProvider(), await startProvider()]
    first.otherwise(status(503))
    second.otherwise(answer())
    const { path, write } = await prepare(await temporaryFolder(), fileOf(1, first, second))
    const router = await startRouterProcess({ variables: { SMART_ROUTER_CONFIG: path } })
    const load = startLoad(router)
    for (let version = 2; version <= VERSIONS; version++) {
      await write(fileOf(version, first, second))
      await router.line(isRevision(version))
    }
    expect(await (await router.ask('the last question')).text()).toContain('hello')
    const statuses = await load.stop()
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(statuses.length).toBeGreaterThan(VERSIONS)
    const versions = versionsByQuestion(first, second)
    expect([...versions].filter(([, seen]) => seen.size !== 1)).toEqual([])
    expect(versions.get('the last question')).toEqual(new Set([`version ${VERSIONS}`]))
  })

  test('with a file that is wrong, the last good one stays in force, and the log and the metrics tell', async () => {
    const provider = await startProvider()
    const path = join(await temporaryFolder(), 'routing.yaml')
    await writeFile(path, fileOf(1, provider, provider))
    const router = await startRouterProcess({ variables: { SMART_ROUTER_CONFIG: path } })
    await writeFile(path, fileOf(2, provider, provider).replace('"models"', '"modles"'))
    const refusal = await router.line(({ problems }) => problems !== undefined)
    expect(refusal).toMatchObject({ level: 50, revision: 1, problems: [{ at: expect.stringMatching(/routing\.yaml:\d+:\d+$/) as unknown, path: 'providers.first.modles' }] })
    expect(await (await router.ask()).text()).toContain('hello')
    expect(provider.requests[0]?.json).toMatchObject({ user: 'version 1' })
    const metrics = await (await fetch(`${router.url}/metrics`)).text()
    expect(metrics).toContain('smart_router_config_reloads_total{result="rejected"} 1')
    expect(metrics).toContain('smart_router_config_last_reload_successful 0')
    await writeFile(path, fileOf(3, provider, provider))
    await router.line(isRevision(2))
    expect(await (await fetch(`${router.url}/metrics`)).text()).toContain('smart_router_config_last_reload_successful 1')
  })

  test('on SIGHUP, the file is read at once, and nothing else happens', async () => {
    const provider = await startProvider()
    const path = join(await temporaryFolder(), 'routing.yaml')
    await writeFile(path, fileOf(1, provider, provider))
    const router = await startRouterProcess({ variables: { SMART_ROUTER_CONFIG: path } })
    router.child.kill('SIGHUP')
    expect(await router.line(({ changes }) => changes === 'no changes')).toMatchObject({ revision: 1 })
    expect((await router.ask()).status).toBe(200)
  })

  test('a demonstration, when a file with a provider is written, gives way to it without a restart', async () => {
    const provider = await startProvider()
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'config'))
    const router = await startRouterProcess({ folder })
    expect(router.isDemo).toBe(true)
    await writeFile(join(folder, 'config', 'routing.yaml'), fileOf(1, provider, provider))
    await router.line(isRevision(2))
    expect((await router.ask()).headers.get('x-smart-router-provider')).toBe('first')
  })
})
