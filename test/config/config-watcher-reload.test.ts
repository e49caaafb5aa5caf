import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoRouting } from '../../src/config/demo-routing.ts'
import { BAD, names, text, TIMING, WatchedFolder } from './watched-folder.ts'

let watched: WatchedFolder
let folder: string
let path: string

beforeEach(() => {
  watched = new WatchedFolder()
  folder = watched.folder
  path = watched.path
})
afterEach(() => watched.remove())

describe('a file that goes away', () => {
  test('and comes back: is taken over; meanwhile the last good one goes on', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    rmSync(path)
    expect((await outcomes.rejected()).problems).toMatchObject([{ code: 'SR-100', message: expect.stringContaining('no such file') }])
    expect(names(watcher)).toEqual(['a'])
    writeFileSync(path, text('a', 'b'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a', 'b'])
  })

  test('and comes back at once: is never complained of', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'), { timing: { ...TIMING, rereadMs: 1000 } })
    rmSync(path)
    writeFileSync(path, text('a', 'b'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a', 'b'])
    expect(outcomes.untaken).toEqual([])
  })

  test('a file that was never there: is awaited in silence, and ends the demo when it comes', async () => {
    const demo = demoRouting([{ name: 'demo-kimi', dialect: 'openai', baseUrl: 'http://127.0.0.1:9', models: [{ id: 'k', contextWindow: 8, maxOutputTokens: 4, capabilities: [] }] }])
    const { outcomes } = await watched.watch(undefined, { initial: demo })
    writeFileSync(path, text('a'))
    expect((await outcomes.accepted()).changes).toEqual(expect.arrayContaining(['-provider demo-kimi', '+provider a']))
  })
})

describe('a reload that is asked for', () => {
  test('reads at once, also the files with keys', async () => {
    writeFileSync(join(folder, 'key'), 'one')
    const content = `${text('a')}  k: { base_url: "https://k.test", api_key: "\${file:key}", models: [m] }\n`
    writeFileSync(path, content)
    const { watcher } = await watched.watch(content)
    writeFileSync(join(folder, 'key'), 'two')
    expect(await watcher.reload()).toMatchObject({ accepted: true, summary: '~provider k (keys)' })
    expect(watcher.current().providers.get('k')?.credentials[0]?.secret.reveal()).toBe('two')
    expect(await watcher.reload()).toMatchObject({ accepted: true, summary: 'no changes' })
  })

  test('of a bad file: answers with the problems', async () => {
    writeFileSync(path, text('a'))
    const { watcher } = await watched.watch(text('a'), { timing: { ...TIMING, debounceMs: 5000 } })
    writeFileSync(path, BAD)
    expect(await watcher.reload()).toMatchObject({ accepted: false, problems: [{ code: 'SR-103' }] })
  })
})

describe('the net under the events', () => {
  test('a key file that was rotated: is found by the poll', async () => {
    writeFileSync(join(folder, 'key'), 'one')
    const content = `${text('a')}  k: { base_url: "https://k.test", api_key: "\${file:key}", models: [m] }\n`
    writeFileSync(path, content)
    const { watcher, outcomes } = await watched.watch(content, { timing: { ...TIMING, pollMs: 40 } })
    writeFileSync(join(folder, 'key'), 'two')
    expect((await outcomes.accepted()).summary).toBe('~provider k (keys)')
    expect(watcher.current().revision).toBe(2)
  })
})

test('a key file that was missing: mends a refused file when it comes', async () => {
  writeFileSync(path, text('a'))
  const { outcomes } = await watched.watch(text('a'), { timing: { ...TIMING, pollMs: 40 } })
  writeFileSync(path, 'version: 1\nproviders: { k: { base_url: "https://k.test", api_key: "${file:key}", models: [m] } }\n')
  expect((await outcomes.rejected()).problems).toMatchObject([{ code: 'SR-115' }])
  writeFileSync(join(folder, 'key'), 'one')
  expect([...(await outcomes.accepted()).config.providers.keys()]).toEqual(['k'])
})

describe('listeners', () => {
  test('are told of the next and the previous snapshot, until they leave', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    const told: number[][] = []
    const leave = watcher.subscribe((next, previous) => { told.push([next.revision, previous.revision]) })
    writeFileSync(path, text('a', 'b'))
    await outcomes.accepted()
    leave()
    writeFileSync(path, text('a', 'c'))
    await outcomes.accepted()
    expect(told).toEqual([[2, 1]])
  })

  test('that throw: harm nobody else, and the error is reported', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes, errors } = await watched.watch(text('a'))
    const told: number[] = []
    watcher.subscribe(() => { throw new Error('listener') })
    watcher.subscribe((next) => { told.push(next.revision) })
    writeFileSync(path, text('a', 'b'))
    await outcomes.accepted()
    expect(told).toEqual([2])
    expect(errors).toMatchObject([{ message: 'listener' }])
  })

  test('for errors that throw themselves: harm nobody', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'), { onError: () => { throw new Error('worse') } })
    watcher.subscribe(() => { throw new Error('listener') })
    writeFileSync(path, text('a', 'b'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a', 'b'])
  })

  test('a reading that throws: is reported, and the watch goes on', async () => {
    writeFileSync(path, text('a'))
    let isBroken = false
    let onReport: (() => void) | undefined
    const reported = new Promise<void>((resolve) => { onReport = resolve })
    const { outcomes } = await watched.watch(text('a'), {
      load: (content, revision) => {
        if (isBroken) throw new Error('broken')
        return watched.read(content, revision)
      },
      onError: () => { onReport?.() },
    })
    isBroken = true
    writeFileSync(path, text('a', 'b'))
    await reported
    isBroken = false
    writeFileSync(path, text('a', 'c'))
    expect([...(await outcomes.accepted()).config.providers.keys()]).toEqual(['a', 'c'])
  })
})

test('a closed watcher: ends a wait in progress and tells nobody any more', async () => {
  writeFileSync(path, text('a'))
  let onLoad: (() => void) | undefined
  const { watcher, outcomes } = await watched.watch(text('a'), {
    load: (content, revision) => {
      onLoad?.()
      return watched.read(content, revision)
    },
    timing: { ...TIMING, rereadMs: 60_000 },
  })
  const seen = new Promise<void>((resolve) => { onLoad = resolve })
  writeFileSync(path, BAD)
  await seen
  await watcher.close()
  expect(outcomes.untaken).toEqual([])
  expect(watcher.current().revision).toBe(1)
})
