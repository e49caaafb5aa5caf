/** The parts of the tests of real clients that tell what went wrong: who spoke to the outside, what ran too long, what failed. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { readRoutingText } from '../../src/config/load-routing.ts'
import { SECOND_ADDRESSES, VENDORS } from '../../src/simulator/vendors/index.ts'
import type { RunningVendor } from '../../src/simulator/vendors/start-vendor.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { COMMAND_LINE_CLIENTS } from './command-line-clients.ts'
import { isOutside } from './outside-sockets.ts'
import { startRecordingProxy } from './recording-proxy.ts'
import { keyVariables, routingText, targetOf } from './routing-file.ts'
import type { CellResult } from './run-cell.ts'
import { runProgram } from './run-program.ts'
import { summaryOf, tableOf } from './table.ts'

/** What a proxy says to whoever asks it for a host. */
const throughProxy = (proxyUrl: string, head: string): Promise<string> => new Promise((resolve, reject) => {
  const socket = connect(Number(new URL(proxyUrl).port), '127.0.0.1', () => { socket.write(`${head}\r\nhost: x\r\nconnection: close\r\n\r\n`) })
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => { text += chunk }).on('close', () => { resolve(text) }).on('error', reject)
})

test('the proxy, when it is asked for a host outside, notes it down and lets nobody through', async () => {
  const proxy = await closesAfterTest(startRecordingProxy())
  expect(await throughProxy(proxy.url, 'CONNECT telemetry.invalid:443 HTTP/1.1')).toMatch(/^HTTP\/1\.1 403 /)
  expect(await throughProxy(proxy.url, 'GET http://updates.invalid/version HTTP/1.1')).toMatch(/^HTTP\/1\.1 403 /)
  expect(proxy.hosts).toEqual(['telemetry.invalid:443', 'updates.invalid'])
})

test('the proxy, when it is asked for the loopback, hands it on and notes nothing', async () => {
  const proxy = await closesAfterTest(startRecordingProxy())
  const server = createServer((_request, response) => { response.end('at home') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const { port } = server.address() as AddressInfo
  expect(await throughProxy(proxy.url, `GET http://127.0.0.1:${port}/ HTTP/1.1`)).toMatch(/200 OK[\s\S]*at home/)
  expect(proxy.hosts).toEqual([])
})

test.each([
  ['0100007F:1F90', false], ['3500007F:0035', false], ['00000000:0000', false], ['08080808:01BB', true],
  ['00000000000000000000000001000000:1F90', false], ['0000000000000000FFFF00000100007F:1F90', false], ['00000000000000000000000000000000:0000', false],
  ['0000000000000000FFFF000008080808:01BB', true], ['60480126000000000000000088880000:01BB', true],
])('a peer, when the kernel calls it %s, is outside: %s', (address, outside) => {
  expect(isOutside(address)).toBe(outside)
})

const shell = (script: string, timeoutMs: number) => runProgram({ command: ['/bin/sh', '-c', script], folder: '/', environment: { GIVEN: 'this' }, timeoutMs })

test('a program, when it ends by itself, is told with its code, its words, and nothing of this environment', async () => {
  expect(await shell('echo "$GIVEN $HOME"; echo no >&2; exit 3', 10_000)).toEqual({ code: 3, isTimedOut: false, stdout: 'this \n', stderr: 'no\n', outsidePeers: [] })
})

test('a program, when its time is over, ends with all that it started', async () => {
  expect(await shell('echo begun; cat /dev/zero > /dev/null & cat /dev/zero > /dev/null', 200)).toMatchObject({ code: null, isTimedOut: true, stdout: 'begun\n' })
})

const runningAt = (vendor: RunningVendor['vendor']): RunningVendor =>
  ({ vendor, baseUrl: `http://127.0.0.1:9${vendor.basePath}`, requests: [], refusals: [], forget: () => undefined, close: () => Promise.resolve() })

test('the routing file, when the router reads it, has every vendor with its preset\'s own quirks', () => {
  const running = [...VENDORS, ...SECOND_ADDRESSES].map(runningAt)
  const read = readRoutingText(routingText(running), { path: '/routing.yaml', variables: keyVariables(running), file: 'routing.yaml' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  for (const { vendor } of running) expect(read.config.targets.has(targetOf(vendor))).toBe(true)
  expect(read.config.targets.get('kimi/kimi-k3')).toMatchObject({ provider: { baseUrl: 'http://127.0.0.1:9/v1' }, compat: { toolCallIds: 'mint' } })
  expect(read.config.targets.get('deepseek-messages/deepseek-v4-pro')?.otherWires?.get('anthropic-messages')?.provider.baseUrl).toBe('http://127.0.0.1:9/anthropic')
})

const [client] = COMMAND_LINE_CLIENTS
const [vendor, other] = VENDORS

const cell = (task: CellResult['task'], reason: string | undefined): CellResult => {
  if (client === undefined || vendor === undefined) throw new Error('nobody is there')
  return { client, vendor: runningAt(vendor), task, reason, durationMs: 1, outcome: { code: 0, isTimedOut: false, stdout: '', stderr: '', outsidePeers: [] } }
}

test('results, when they are shown, have a mark for each task, and each reason once', () => {
  const results = [cell('plain', undefined), cell('tools', 'it broke')]
  expect(tableOf([client?.name ?? ''], [vendor?.name ?? '', other?.name ?? ''], results).split('\n')).toEqual([
    'plain, tools  deepseek  kimi',
    'claude-code   ✓ ✗',
  ])
  expect(summaryOf(results)).toBe('✗ it broke\n    claude-code × deepseek × tools\n1 of 2 passed')
})
