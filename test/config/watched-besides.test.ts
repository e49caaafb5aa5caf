/** A file beside the routing file that matters too: seen when it comes, changes or goes, and nothing else of its folder is. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRoutingText } from '../../src/config/load-routing.ts'
import type { RoutingFileResult } from '../../src/config/load-routing.ts'
import { text, TIMING, type Watched, WatchedFolder } from './watched-folder.ts'

let watched: WatchedFolder
let path: string
let loads: number

beforeEach(() => {
  watched = new WatchedFolder()
  path = join(watched.folder, 'data', 'capabilities.yaml')
  loads = 0
  writeFileSync(watched.path, text('a'))
})
afterEach(() => watched.remove())

const load = (content: string, revision: number): RoutingFileResult => {
  loads += 1
  return readRoutingText(content, { path: watched.path, variables: {}, revision, file: 'routing.yaml', capabilitiesPath: path })
}

const watch = (): Promise<Watched> => watched.watch(text('a'), { load, besides: [path] })

const put = (content: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

const noTools = (day: string): string => `version: 1\ntargets: { a/m: { capabilities: { tools: { supported: false, measured: ${day} } } } }\n`

describe('a file beside', () => {
  test('that comes, in a folder that was not there: is read with the routing file, then again when it changes, and when it goes', async () => {
    const { watcher, outcomes } = await watch()
    put(noTools('2026-11-20'))
    expect(await outcomes.accepted()).toMatchObject({ summary: '~provider a', config: { revision: 2 } })
    expect(watcher.current().targets.get('a/m')?.measured?.capabilities.tools).toEqual({ supported: false, day: '2026-11-20' })
    put(noTools('2026-11-21'))
    expect((await outcomes.accepted()).config.targets.get('a/m')?.measured?.capabilities.tools?.day).toBe('2026-11-21')
    rmSync(path)
    expect((await outcomes.accepted()).config.targets.get('a/m')?.measured).toBeUndefined()
  })

  test('that is broken: is a warning of an accepted routing', async () => {
    const { outcomes } = await watch()
    put('version: [')
    expect(await outcomes.accepted()).toMatchObject({ changes: [], warnings: [{ code: 'SR-160', line: 1 }] })
  })

  test('in a busy folder: is all that is looked at there', async () => {
    put(noTools('2026-11-20'))
    const { outcomes } = await watch()
    const before = loads
    for (let count = 0; count < 20; count++) writeFileSync(join(dirname(path), 'journal'), `${count}`)
    put(noTools('2026-11-21'))
    await outcomes.accepted()
    expect(loads - before).toBeLessThan(4)
  })

  test('while the routing file is not there: says nothing', async () => {
    const { outcomes } = await watched.watch(text('a'), { load, besides: [path], timing: { ...TIMING, rereadMs: 20 } })
    rmSync(watched.path)
    await outcomes.rejected()
    put(noTools('2026-11-20'))
    writeFileSync(watched.path, text('a'))
    expect(await outcomes.accepted()).toMatchObject({ summary: '~provider a' })
    expect(outcomes.untaken).toEqual([])
  })
})
