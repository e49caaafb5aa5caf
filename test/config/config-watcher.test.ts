import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

describe('an edit that is good', () => {
  test('renamed over the file: is taken over, counted, and told in short words', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    const before = watcher.current()
    writeFileSync(`${path}.new`, text('a', 'b'))
    renameSync(`${path}.new`, path)
    const { config, summary, changes } = await outcomes.accepted()
    expect(config.revision).toBe(2)
    expect(changes[0]).toBe('+provider b')
    expect(summary).toContain('+provider b, ~tasks.code')
    expect(watcher.current()).toBe(config)
    expect([...before.providers.keys()]).toEqual(['a'])
  })

  test('renamed over twice, as editors do with a backup: both are seen', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    for (const added of ['b', 'c']) {
      renameSync(path, `${path}~`)
      writeFileSync(path, text('a', added))
      await outcomes.accepted()
      expect(names(watcher)).toEqual(['a', added])
    }
    expect(watcher.current().revision).toBe(3)
  })

  test('written in place slowly, with halves that are wrong: is taken over once, without a complaint', async () => {
    writeFileSync(path, text('a'))
    let onHalf: (() => void) | undefined
    const half = new Promise<void>((resolve) => { onHalf = resolve })
    const { watcher, outcomes } = await watched.watch(text('a'), {
      load: (content, revision) => {
        const result = watched.read(content, revision)
        if (!result.ok) onHalf?.()
        return result
      },
      timing: { ...TIMING, rereadMs: 1000 },
    })
    const file = await open(path, 'w')
    await file.write('version: 1\nproviders: { a: { base_url: "https://a.test", models: [m] }, ')
    await half
    await file.write('b: { base_url: "https://b.test", models: [m] } }\n')
    await file.close()
    const { config } = await outcomes.accepted()
    expect([...config.providers.keys()]).toEqual(['a', 'b'])
    expect(outcomes.untaken).toEqual([])
    expect(watcher.rejection()).toBeUndefined()
  })

  test('swapped under a ConfigMap: is taken over through the links', async () => {
    const put = (version: string, content: string): void => {
      mkdirSync(join(folder, version))
      writeFileSync(join(folder, version, 'routing.yaml'), content)
      symlinkSync(version, join(folder, '..data_tmp'))
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    }
    put('..v1', text('a'))
    symlinkSync(join('..data', 'routing.yaml'), path)
    const { watcher, outcomes } = await watched.watch(text('a'))
    put('..v2', text('a', 'b'))
    rmSync(join(folder, '..v1'), { recursive: true })
    await outcomes.accepted()
    // The old version may also stay.
    put('..v3', text('a', 'c'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a', 'c'])
  })

  test('in a folder that is never still: is taken over all the same', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'), { timing: { ...TIMING, debounceMs: 100 } })
    const noise = setInterval(() => { writeFileSync(join(folder, 'log'), String(Math.random())) }, 5)
    try {
      writeFileSync(path, text('a', 'b'))
      await outcomes.accepted()
      expect(names(watcher)).toEqual(['a', 'b'])
    } finally {
      clearInterval(noise)
    }
  })

  test('made between the first reading and the watch: is not lost', async () => {
    writeFileSync(path, text('a', 'b'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a', 'b'])
  })

  test('of a comment alone: is accepted as no change, and the snapshot stays the same object', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    const before = watcher.current()
    writeFileSync(path, `# hello\n${text('a')}`)
    expect(await outcomes.accepted()).toMatchObject({ summary: 'no changes', changes: [] })
    expect(watcher.current()).toBe(before)
  })

  test('that takes most providers away: is believed when it stays', async () => {
    writeFileSync(path, text('a', 'b', 'c', 'd'))
    const { watcher, outcomes } = await watched.watch(text('a', 'b', 'c', 'd'))
    writeFileSync(path, text('a'))
    await outcomes.accepted()
    expect(names(watcher)).toEqual(['a'])
  })

  test('that takes most providers away for a moment: is never used', async () => {
    writeFileSync(path, text('a', 'b', 'c', 'd'))
    const loads: string[] = []
    let onCut: (() => void) | undefined
    const cut = new Promise<void>((resolve) => { onCut = resolve })
    const { watcher, outcomes } = await watched.watch(text('a', 'b', 'c', 'd'), {
      load: (content, revision) => {
        loads.push(content)
        if (content === text('a')) onCut?.()
        return watched.read(content, revision)
      },
      timing: { ...TIMING, shrinkMs: 400 },
    })
    const seen: string[][] = []
    watcher.subscribe((next) => { seen.push([...next.providers.keys()]) })
    writeFileSync(path, text('a'))
    await cut
    writeFileSync(path, text('a', 'b', 'c', 'd', 'e'))
    await outcomes.accepted()
    expect(loads).toContain(text('a'))
    expect(seen).toEqual([['a', 'b', 'c', 'd', 'e']])
  })
})

describe('an edit that is bad', () => {
  test('once it stays: is refused with its place, and the last good one goes on', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    const before = watcher.current()
    writeFileSync(path, BAD)
    const rejected = await outcomes.rejected()
    expect(rejected).toMatchObject({ problems: [{ file: 'routing.yaml', line: 4, column: 1, code: 'SR-103', suggestion: 'did you mean "routing"?' }], text: BAD })
    expect(rejected.config).toBe(before)
    expect(watcher.current()).toBe(before)
    expect(watcher.rejection()).toBe(rejected)
  })

  test('once mended: is taken over, and the complaint is withdrawn', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    writeFileSync(path, BAD)
    await outcomes.rejected()
    writeFileSync(path, text('a', 'b'))
    expect((await outcomes.accepted()).config.revision).toBe(2)
    expect(watcher.rejection()).toBeUndefined()
  })

  test('and taken back to what runs: withdraws the complaint without a new revision', async () => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    writeFileSync(path, BAD)
    await outcomes.rejected()
    writeFileSync(path, text('a'))
    expect(await outcomes.accepted()).toMatchObject({ changes: [], config: { revision: 1 } })
    expect(watcher.rejection()).toBeUndefined()
  })

  test.each([['', 'SR-109'], ['version: 1\n', 'SR-106'], ['version: 1\nproviders: { openai: { preset: openai } }\n', 'SR-115']])('%j: is refused with %s', async (content, code) => {
    writeFileSync(path, text('a'))
    const { watcher, outcomes } = await watched.watch(text('a'))
    writeFileSync(path, content)
    expect((await outcomes.rejected()).problems).toMatchObject([{ code }])
    expect(names(watcher)).toEqual(['a'])
  })

  test('a file too large to be one: is refused unread', async () => {
    writeFileSync(path, text('a'))
    const { outcomes } = await watched.watch(text('a'))
    writeFileSync(path, `# ${'x'.repeat(1024 * 1024)}`)
    expect((await outcomes.rejected()).problems).toMatchObject([{ code: 'SR-100' }])
  })
})
