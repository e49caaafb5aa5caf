import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { plainBytes, readStart, readWhole } from '../../src/providers/read-body.ts'
import { chunksOf } from '../support/fixtures.ts'

const TEXT = 'The quick brown fox. '.repeat(100)
const cut = (bytes: Buffer, size = 7): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))

const read = async (bytes: AsyncIterable<Buffer>, maxBytes = 32 * 1024 * 1024): Promise<string> => (await readWhole(bytes, maxBytes)).toString()

describe('plain bytes', () => {
  test.each([undefined, '', 'identity', ' Identity '])('a body with the encoding "%s" is the very same', (encoding) => {
    const bytes = chunksOf([])
    expect(plainBytes(bytes, encoding)).toBe(bytes)
  })

  test.each<[string, Buffer]>([
    ['gzip', gzipSync(TEXT)], ['x-gzip', gzipSync(TEXT)], ['GZIP', gzipSync(TEXT)], ['deflate', deflateSync(TEXT)], ['br', brotliCompressSync(TEXT)], ['zstd', zstdCompressSync(TEXT)],
  ])('a body in %s, whatever was asked for, is read in any pieces', async (encoding, compressed) => {
    expect(await read(plainBytes(chunksOf([compressed]), encoding))).toBe(TEXT)
    expect(await read(plainBytes(chunksOf(cut(compressed)), encoding))).toBe(TEXT)
  })

  test.each<[string, string, Buffer]>([
    ['no gzip at all', 'gzip', Buffer.from('this is no gzip')],
    ['gzip that stops in the middle', 'gzip', gzipSync(TEXT).subarray(0, -12)],
    ['an encoding that nobody knows', 'sdch', Buffer.from('x')],
    ['several encodings', 'gzip, br', Buffer.from('x')],
  ])('a body of %s is a bad response', async (_, encoding, bytes) => {
    await expect(read(plainBytes(chunksOf([bytes]), encoding))).rejects.toMatchObject({ failure: 'bad-response', billing: 'maybe' })
  })

  test('a body that grows without measure is given up early', async () => {
    let plainLength = 0
    const bomb = plainBytes(chunksOf([gzipSync(Buffer.alloc(256 * 1024 * 1024))]), 'gzip')
    await expect((async () => { for await (const chunk of bomb) plainLength += chunk.length })()).rejects.toMatchObject({ failure: 'bad-response', message: 'sent a compressed body that grows without measure' })
    expect(plainLength).toBeLessThan(32 * 1024 * 1024)
  })

  test('a small body that compresses well is no bomb', async () => {
    expect((await read(plainBytes(chunksOf([gzipSync(Buffer.alloc(1024 * 1024))]), 'gzip'))).length).toBe(1024 * 1024)
  })

  test('a socket that breaks while a body is inflated is an error of the socket', async () => {
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    const breaking = async function * (): AsyncGenerator<Buffer> { yield gzipSync(TEXT).subarray(0, 10); throw reset }
    await expect(read(plainBytes(breaking(), 'gzip'))).rejects.toBe(reset)
  })

  test('a reader that leaves while a body is inflated ends its source', async () => {
    let hasEnded = false
    const source = async function * (): AsyncGenerator<Buffer> {
      try { for (const chunk of cut(gzipSync(Buffer.from(crypto.getRandomValues(new Uint8Array(65_536)))), 1_000)) yield chunk } finally { hasEnded = true }
    }
    for await (const _ of plainBytes(source(), 'gzip')) break
    await new Promise(setImmediate)
    expect(hasEnded).toBe(true)
  })
})

describe('a whole body', () => {
  test('one chunk is given as it is, several are put together, none is empty', async () => {
    const one = Buffer.from('one')
    expect(await readWhole(chunksOf([one]), 10)).toBe(one)
    expect(await read(chunksOf([one, Buffer.from('two')]), 6)).toBe('onetwo')
    expect(await read(chunksOf([]), 6)).toBe('')
  })

  test('one byte more than the limit is a bad response', async () => {
    await expect(read(chunksOf([Buffer.alloc(6), Buffer.alloc(1)]), 6)).rejects.toMatchObject({ failure: 'bad-response', message: 'sent more than 6 bytes' })
  })
})

describe('the start of a body', () => {
  test('a body, when it is short, is all of it', async () => {
    expect(await readStart(chunksOf([Buffer.from('sho'), Buffer.from('rt')]), 10)).toBe('short')
  })

  test('a body, when it is long, is cut and its reading ended', async () => {
    let hasEnded = false
    const endless = async function * (): AsyncGenerator<Buffer> { try { for (;;) yield Buffer.from('abc') } finally { hasEnded = true } }
    expect(await readStart(endless(), 10)).toBe('abcabcabca')
    expect(hasEnded).toBe(true)
  })

  test('a body, when it breaks off, is what came before', async () => {
    const breaking = async function * (): AsyncGenerator<Buffer> { yield Buffer.from('half'); throw new Error('reset') }
    expect(await readStart(breaking(), 10)).toBe('half')
  })
})
