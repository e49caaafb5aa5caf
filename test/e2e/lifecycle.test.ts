/** The life of the real process: how it starts, what it says when it cannot, and how it ends. */

import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGate } from '../../src/simulator/gate.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer, hang } from '../../src/simulator/steps.ts'
import { runHere } from '../support/command-line.ts'
import { connectRaw } from '../support/raw-client.ts'
import { type RouterProcess, runProcess, startRouterProcess, temporaryFolder } from '../support/router-process.ts'

const READY_WITHIN_MS = 5_000

const startProvider = async (): Promise<ScriptedProvider> => {
  const provider = await startScriptedProvider()
  onTestFinished(() => provider.close())
  return provider
}

const routingFile = async (text: string): Promise<string> => {
  const path = join(await temporaryFolder(), 'routing.yaml')
  await writeFile(path, text)
  return path
}

const withProvider = async (): Promise<{ readonly provider: ScriptedProvider, readonly router: RouterProcess }> => {
  const provider = await startProvider()
  const path = await routingFile(`version: 1\nproviders:\n  first: { base_url: "${provider.url}/v1", api_key: a-test-key, models: [m] }\n`)
  return { provider, router: await startRouterProcess({ variables: { SMART_ROUTER_CONFIG: path } }) }
}

describe('start', () => {
  test('without any key, the demonstration answers, and says so', async () => {
    const router = await startRouterProcess()
    console.info(`start to ready, demonstration: ${router.readyMs.toFixed(0)} ms`)
    expect(router.readyMs).toBeLessThan(READY_WITHIN_MS)
    expect(router.isDemo).toBe(true)
    const response = await router.ask()
    expect(response.headers.get('x-smart-router-demo')).toBe('true')
    expect(await response.text()).toContain('demonstration')
  })

  test('with a file, its providers answer', async () => {
    const { router } = await withProvider()
    console.info(`start to ready, with a file: ${router.readyMs.toFixed(0)} ms`)
    expect(router.readyMs).toBeLessThan(READY_WITHIN_MS)
    expect(router.isDemo).toBe(false)
    expect((await router.ask()).headers.get('x-smart-router-trail')).toBe('first/m=ok')
  })

  test('on a port that a smart-router has, it says so, and what to do', async () => {
    const { port } = new URL((await startRouterProcess()).url)
    const { code, stderr } = await runProcess(['start'], { variables: { PORT: port } })
    expect({ code, stderr }).toEqual({ code: 1, stderr: `smart-router: port ${port} on 127.0.0.1 is taken by a smart-router that is already running\n  stop it, or choose another port: PORT=${Number(port) + 1} npm start\n` })
  })

  test('on a port that another program has, it says so', async () => {
    const other = createServer(socket => { socket.end('SSH-2.0-OpenSSH\r\n') }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => { other.close() })
    const { port } = other.address() as AddressInfo
    const { code, stdout } = await runProcess(['start', '--json'], { variables: { PORT: String(port) } })
    expect({ code, error: (JSON.parse(stdout) as { error: unknown }).error }).toMatchObject({ code: 1, error: { code: 'cannot_listen', message: `port ${port} on 127.0.0.1 is taken by another program` } })
  })

  test('on an address of another machine, it says so', async () => {
    const { code, stderr } = await runProcess(['start'], { variables: { HOST: '192.0.2.1' } })
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('192.0.2.1 is not an address of this machine') as unknown })
  })

  test('with an invalid file, it exits with 78 and the line at fault', async () => {
    const path = await routingFile('version: 1\nproviders:\n  first: { base_url: "http://127.0.0.1:9/v1", api_key: x, modles: [m] }\n')
    const { code, stderr } = await runProcess(['start'], { variables: { SMART_ROUTER_CONFIG: path } })
    expect(code).toBe(78)
    expect(stderr).toMatch(/routing\.yaml:3:\d+/)
    expect(stderr).toContain('models')
  })

  test('with an invalid file, for a program, it says the same as JSON', async () => {
    const path = await routingFile('version: 1\nproviders: [\n')
    const { code, stdout } = await runHere(['start', '--json'], { SMART_ROUTER_CONFIG: path })
    expect(code).toBe(78)
    expect(JSON.stringify(JSON.parse(stdout))).toContain('routing.yaml')
  })

  test.each([['PORT', '70000'], ['HOST', 'http://x'], ['LOG_LEVEL', 'loud']])('with %s=%s, it exits with 78 and says what would do', async (name, value) => {
    const { code, stderr } = await runHere(['start'], { [name]: value })
    expect({ code, stderr }).toMatchObject({ code: 78, stderr: expect.stringContaining(`${name} is "${value}"`) as unknown })
  })

  test('with a file that is not there, it exits with 78 and names it', async () => {
    const { code, stderr } = await runHere(['start'], { SMART_ROUTER_CONFIG: '/nowhere/routing.yaml' })
    expect({ code, stderr }).toMatchObject({ code: 78, stderr: expect.stringContaining('/nowhere/routing.yaml') as unknown })
  })
})

const isRefused = async (url: string): Promise<boolean> => await connectRaw(url).then(() => false, (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED')

/** Reads on until the connection is refused: the stop begins when the signal arrives, not when it is sent. */
const untilRefused = async (url: string): Promise<void> => { while (!await isRefused(url)) { /* again */ } }

describe('stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('on %s with open streams, they end with the provider\'s own end, and the exit code is 0', async (signal) => {
    const { provider, router } = await withProvider()
    const gate = createGate()
    provider.otherwise(answer({ parts: ['hel', gate, 'lo'] }))
    const streams = await Promise.all(Array.from({ length: 5 }, async () => await router.ask('hi', true)))
    router.child.kill(signal)
    await router.line(({ signal: told }) => told === signal)
    await untilRefused(router.url)
    gate.open()
    for (const stream of streams) expect(await stream.text()).toMatch(/"lo"[\s\S]*data: \[DONE\]\n\n$/)
    expect(await router.exited).toMatchObject({ code: 0, signal: null })
  })

  test('on SIGTERM with nothing to do but kept connections, it ends at once', async () => {
    const router = await startRouterProcess()
    await (await router.ask()).text()
    const signalledAtMs = performance.now()
    router.child.kill('SIGTERM')
    expect((await router.exited).code).toBe(0)
    expect(performance.now() - signalledAtMs).toBeLessThan(READY_WITHIN_MS)
  })

  test('on a second signal, it does not wait for the streams', async () => {
    const { provider, router } = await withProvider()
    provider.otherwise(hang('after-content'))
    const stream = await router.ask('hi', true)
    router.child.kill('SIGTERM')
    await router.line(({ signal }) => signal === 'SIGTERM')
    router.child.kill('SIGTERM')
    expect((await router.exited).code).toBe(1)
    await expect(stream.text()).rejects.toThrow()
  })

  test('on SIGKILL, it leaves nothing that keeps the next one from starting', async () => {
    const folder = await temporaryFolder()
    const first = await startRouterProcess({ variables: { SMART_ROUTER_DATA: folder } })
    await (await first.ask()).text()
    first.child.kill('SIGKILL')
    expect((await first.exited).signal).toBe('SIGKILL')
    const { port } = new URL(first.url)
    const second = await startRouterProcess({ variables: { SMART_ROUTER_DATA: folder, PORT: port } })
    expect((await second.ask()).status).toBe(200)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a log that nobody reads', () => {
  test('with standard output closed, it goes on, and ends well', async () => {
    const { router } = await withProvider()
    router.child.stdout?.destroy()
    for (let count = 0; count < 3; count++) expect((await router.ask()).status).toBe(200)
    router.child.kill('SIGTERM')
    expect((await router.exited).code).toBe(0)
  })
})

describe('C19', () => {
  test('C19: with no file left to open, connections are turned away, and the process lives', async () => {
    const router = await startRouterProcess({ command: ['/bin/sh', '-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, join(import.meta.dirname, '../../src/main.ts')] })
    const clients = await Promise.all(Array.from({ length: 80 }, async () => await connectRaw(router.url)))
    // The first one over the limit is closed at once; then there is no file for anybody.
    await Promise.any(clients.map(({ closed }) => closed))
    expect(router.child.exitCode).toBeNull()
    for (const { socket } of clients) socket.destroy()
    const alive = async (): Promise<boolean> => await fetch(`${router.url}/livez`).then(({ ok }) => ok, () => false)
    await expect.poll(alive, { timeout: 10_000 }).toBe(true)
    expect((await router.ask()).status).toBe(200)
  })
})
