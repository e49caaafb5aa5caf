/** What a start says: where it is, and why it cannot be there. */

import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { banner, originOf } from '../../src/cli/banner.ts'
import { explainListenError } from '../../src/cli/listen-error.ts'
import { aConfig } from '../support/routing-fixtures.ts'
import { startRouter } from '../support/running-router.ts'

describe('originOf', () => {
  test.each([['127.0.0.1', 'http://127.0.0.1:4747'], ['0.0.0.0', 'http://127.0.0.1:4747'], ['::', 'http://127.0.0.1:4747'], ['::1', 'http://[::1]:4747'], ['router.test', 'http://router.test:4747']])('%s, where it listens, is called at %s', (host, origin) => {
    expect(originOf(host, 4747)).toBe(origin)
  })
})

describe('banner', () => {
  test('a start, when it is done, ends with four lines to paste from', () => {
    const lines = banner('http://127.0.0.1:1', false).split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines) expect(line).toContain('http://127.0.0.1:1')
    expect(lines.join()).not.toContain('DEMONSTRATION')
    expect(banner('http://127.0.0.1:1', true)).toContain('DEMONSTRATION')
  })
})

describe('explainListenError', () => {
  const explain = async (code: string, port = 80): Promise<string> => (await explainListenError(Object.assign(new Error('because'), { code }), '127.0.0.1', port)).join(' | ')

  test('a port that a router has, when it is taken, is told from one that another program has', async () => {
    const router = await startRouter({ routing: aConfig() })
    onTestFinished(() => router.close())
    expect(await explain('EADDRINUSE', Number(new URL(router.url).port))).toContain('a smart-router that is already running')
    const other = createServer(socket => { socket.end('hello') }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => { other.close() })
    const { port } = other.address() as AddressInfo
    expect(await explain('EADDRINUSE', port)).toBe(`port ${port} on 127.0.0.1 is taken by another program | stop it, or choose another port: PORT=${port + 1} npm start`)
  })

  test.each([['EACCES', 'more rights'], ['EADDRNOTAVAIL', 'not an address of this machine'], ['ENOTFOUND', 'cannot listen on 127.0.0.1:80: because']])('%s, when it comes, is put into words', async (code, words) => {
    expect(await explain(code)).toContain(words)
  })
})
