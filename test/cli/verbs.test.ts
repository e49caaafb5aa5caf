/** What each verb does, but for `start`, which has a life of its own. */

import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runHere } from '../support/command-line.ts'
import { runProcess, startProcess, temporaryFolder } from '../support/router-process.ts'
import { aConfig } from '../support/routing-fixtures.ts'
import { startRouter } from '../support/running-router.ts'

const GOOD = 'version: 1\nproviders:\n  house: { base_url: "http://127.0.0.1:9/v1", api_key: a-test-key, models: [large, small] }\ntasks:\n  code: [house/large]\n'

const fileWith = async (text: string): Promise<string> => {
  const path = join(await temporaryFolder(), 'routing.yaml')
  await writeFile(path, text)
  return path
}

describe('check', () => {
  test('a good file, when it is checked, is said to be good', async () => {
    const path = await fileWith(GOOD)
    const { code, stdout } = await runHere(['check', path])
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${path} is valid: 1 provider, 2 targets with a key\n` })
    expect(JSON.parse((await runHere(['check', path, '--json'])).stdout)).toMatchObject({ file: path, targets: ['house/large', 'house/small'] })
  })

  test('a wrong file, when it is checked, is shown at the line at fault, with the exit code 3', async () => {
    const path = await fileWith(GOOD.replace('house/large]', 'house/huge]'))
    const { code, stdout, stderr } = await runHere(['check', path])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/routing\.yaml:5:\d+/)
    expect(stderr).toContain('house/huge')
    const json = await runHere(['check', '--json', path])
    expect({ code: json.code, text: JSON.stringify(JSON.parse(json.stdout)) }).toEqual({ code: 3, text: expect.stringContaining('house/huge') as unknown })
  })

  test('a file that is not there, when it is checked, is named, with the exit code 3', async () => {
    expect(await runHere(['check', '/nowhere/routing.yaml'])).toMatchObject({ code: 3, stderr: expect.stringContaining('/nowhere/routing.yaml') as unknown })
  })

  test('without a file, the one that start would read is checked', async () => {
    expect(await runHere(['check'])).toMatchObject({ code: 0, stdout: 'config/routing.yaml is valid, but none of its providers has a key here\n' })
    expect(await runHere(['check'], { DEEPSEEK_API_KEY: 'a-test-key-that-is-long' })).toMatchObject({ code: 0, stdout: expect.stringMatching(/^config\/routing\.yaml is valid: 1 provider, \d+ targets with a key\n$/) as unknown })
  })
})

describe('explain', () => {
  test('an Arabic prompt for a program, when it is explained, goes to the targets for code, in their order', async () => {
    const path = await fileWith(GOOD)
    const { code, stdout } = await runHere(['explain', 'اكتب function python'], { SMART_ROUTER_CONFIG: path })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^task {6}code \(classifier, [\d.]+ %\)$/m)
    expect(stdout).toMatch(/^ {3}1\. house\/large {2}\(code #1\)$/m)
  })

  test('the same for a program, when --json stands first, is the decision that the router would make', async () => {
    const path = await fileWith(GOOD)
    const { code, stdout } = await runHere(['--json', 'explain', 'اكتب function python'], { SMART_ROUTER_CONFIG: path })
    expect({ code, ...JSON.parse(stdout) as object }).toMatchObject({ code: 0, task: 'code', task_source: 'classifier', candidates: [{ target: 'house/large' }, { target: 'house/small' }] })
  })

  test('a task, a model and tools, when they are given, are kept', async () => {
    const variables = { SMART_ROUTER_CONFIG: await fileWith(GOOD) }
    const explain = async (...words: readonly string[]): Promise<unknown> => JSON.parse((await runHere(['explain', '--json', 'hi', ...words], variables)).stdout)
    expect(await explain('--task', 'thinking')).toMatchObject({ task: 'thinking', task_source: 'header' })
    expect(await explain('--model', 'house/small')).toMatchObject({ task: null, strategy: 'explicit', candidates: [{ target: 'house/small' }] })
    expect(await explain('--tools')).toMatchObject({ task_source: 'classifier' })
  })

  test('what nobody knows, when it is named, is answered with the nearest, and an exit code that tells whose fault it is', async () => {
    const variables = { SMART_ROUTER_CONFIG: await fileWith(GOOD) }
    expect(await runHere(['explain', 'hi', '--task', 'cooking'], variables)).toMatchObject({ code: 2, stderr: expect.stringContaining('"cooking" is not a task') as unknown })
    expect(await runHere(['explain', 'hi', '--model', 'house/smal'], variables)).toMatchObject({ code: 1, stderr: expect.stringContaining('"house/small"') as unknown })
    expect(await runHere(['explain', 'hi'], { SMART_ROUTER_CONFIG: await fileWith('version: 2') })).toMatchObject({ code: 3 })
  })
})

describe('classify', () => {
  test('lines, when they come, are answered in their order, broken ones in their place', async () => {
    const { code, stdout } = await runProcess(['classify'], { input: '{"text":"اكتب function python"}\nno json\n\n{"text":"写一首诗"}\n{"text":"fix the tests","req":{"tools":true}}\n' })
    const answers = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as { task?: string, error?: unknown })
    expect({ code, answers }).toMatchObject({ code: 0, answers: [{ task: 'code', confidence: expect.any(Number) as unknown }, { error: { code: 'invalid_json' } }, { task: expect.any(String) as unknown }, { task: expect.any(String) as unknown }] })
  })

  test('a reader that leaves, in the middle of it, ends it without a word', async () => {
    const running = await startProcess(['classify'], { input: `${JSON.stringify({ text: 'write a function' })}\n`.repeat(20_000) })
    await new Promise(resolve => running.child.stdout?.once('data', resolve))
    running.child.stdout?.destroy()
    expect(await running.exited).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('healthcheck', () => {
  test('a router that runs, when it is asked, is well', async () => {
    const router = await startRouter({ routing: aConfig() })
    onTestFinished(() => router.close())
    const { url } = router
    const variables = { PORT: new URL(url).port }
    expect(await runHere(['healthcheck'], variables)).toMatchObject({ code: 0, stdout: `${url} is ok\n` })
    const everywhere = await runHere(['healthcheck', '--json'], { ...variables, HOST: '0.0.0.0' })
    expect({ code: everywhere.code, ...JSON.parse(everywhere.stdout) as object }).toMatchObject({ code: 0, status: 'ok' })
  })

  test('a router that is not ready, when it is asked, gives the exit code 1', async () => {
    const server = createServer((_request, response) => { response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"unavailable"}') }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => { server.close() })
    const { port } = server.address() as AddressInfo
    expect(await runHere(['healthcheck'], { PORT: String(port) })).toMatchObject({ code: 1, stdout: `http://127.0.0.1:${port} is unavailable\n` })
  })

  test('a router that does not run, when it is asked, gives the exit code 4 and says how to start it', async () => {
    const variables = { PORT: '9' }
    expect(await runHere(['healthcheck'], variables)).toMatchObject({ code: 4, stderr: 'smart-router: nothing answers at http://127.0.0.1:9\n  start it with: npm start\n' })
    expect(JSON.parse((await runHere(['healthcheck', '--json'], variables)).stdout)).toMatchObject({ error: { code: 'not_running' } })
  })

  test('a setting that is none, when it is asked with it, gives the exit code 2', async () => {
    expect(await runHere(['healthcheck'], { PORT: 'x' })).toMatchObject({ code: 2 })
  })
})
