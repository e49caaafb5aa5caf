/** `smart-router providers`: what it lists, what it finds out, what it writes, and that the router obeys it. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { parseMeasured } from '../../src/config/measured-capabilities.ts'
import { answer, hang, status } from '../../src/simulator/steps.ts'
import { type Body, hasPicture, startAbleProvider } from '../operations/provider-probes/able-provider.ts'
import { runHere } from '../support/command-line.ts'
import { startProcess, temporaryFolder } from '../support/router-process.ts'

const hasTools = (body: Body): boolean => body['tools'] !== undefined
const TODAY = /\d{4}-\d{2}-\d{2}/g

interface World {
  readonly variables: Readonly<Record<string, string>>
  /** Of what was measured. */
  readonly path: string
}

/** A routing file, and a data folder that is empty. */
const aWorld = async (providers: object, rest: object = {}): Promise<World> => {
  const folder = await temporaryFolder()
  const routing = join(folder, 'routing.yaml')
  writeFileSync(routing, JSON.stringify({ version: 1, providers, ...rest }))
  return { variables: { SMART_ROUTER_CONFIG: routing, SMART_ROUTER_DATA: join(folder, 'data') }, path: join(folder, 'data', 'capabilities.yaml') }
}

const house = ({ url }: { readonly url: string }, more: object = {}): object => ({ base_url: url, api_key: 'a-test-key-of-the-house', models: ['m'], ...more })

describe('providers list', () => {
  const PRICED = { kind: 'chat', context_window: 131_072, price: { input: 0.3, output: 1.25 }, capabilities: ['tools', 'images'] }

  test('targets, when they are listed, are told with what is known and what was measured', async () => {
    const { variables, path } = await aWorld({ house: { base_url: 'http://127.0.0.1:9/v1', api_key: 'k', models: { large: PRICED, 深度: null, draws: { kind: 'image' } } } })
    mkdirSync(join(path, '..'))
    writeFileSync(path, 'version: 1\ntargets:\n  house/深度: { capabilities: { tools: { supported: false, measured: 2026-11-20 } }, compat: { tool_choice: { value: auto-only, measured: 2026-11-21 } } }\n')
    const { code, stdout } = await runHere(['providers', 'list'], variables)
    expect(code).toBe(0)
    expect(stdout).toBe(`target       kind   window  $ in / out per M  capabilities  measured
house/large  chat   131072  0.3 / 1.25        tools images  –
house/深度   chat   –       –                 no tools      2026-11-21
house/draws  image  –       –                 –             –
`)
    expect(JSON.parse((await runHere(['providers', 'list', 'house/深度', '--json'], variables)).stdout)).toMatchObject({ targets: [{ target: 'house/深度', capabilities: null, measured: { day: '2026-11-21', capabilities: { tools: { supported: false, day: '2026-11-20' } } } }] })
  })

  test('without a key, when they are listed, are those of the demonstration', async () => {
    const { code, stdout, stderr } = await runHere(['providers', 'list'], { SMART_ROUTER_CONFIG: 'config/routing.yaml' })
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringContaining('demo-deepseek/') as unknown, stderr: expect.stringContaining('the built-in demo answers') as unknown })
  })
})

describe('wrong words', () => {
  test.each([
    [['providers'], 'providers needs to know what to do', 'smart-router providers list, or smart-router providers test'],
    [['providers', 'tset'], '"tset" is nothing that providers can do', 'did you mean "smart-router providers test"?'],
    [['providers', 'toString'], '"toString" is nothing that providers can do', 'smart-router providers list, or smart-router providers test'],
    [['providers', 'list', '--deep'], '"--deep" is not an option of providers list', 'smart-router providers --help'],
    [['providers', 'test', '--concurrency', '0'], '--concurrency is "0"', 'use a whole number from 1 to 32'],
    [['providers', 'test', '--concurrency', 'many'], '--concurrency is "many"', 'use a whole number from 1 to 32'],
    [['providers', 'test', 'hose'], '"hose" is neither a provider nor a target', 'did you mean "house"?'],
    [['providers', 'test', 'house/mm'], '"house/mm" is neither a provider nor a target', 'did you mean "house/m"?'],
    [['providers', 'test', 'm'], '"m" is neither a provider nor a target', 'did you mean "house/m"?'],
    [['providers', 'list', 'elephants'], '"elephants" is neither a provider nor a target', 'smart-router providers list shows them'],
    [['providers', 'test', 'house/e'], 'house/e is of the kind "embedding"; only models that converse are tested', 'smart-router providers list shows the kinds'],
    [['providers', 'test', 'open'], 'provider "open" lists no models', 'name one: open/<model>'],
  ])('%j is answered with what would be right, the exit code 2, and nothing is sent', async (words, message, hint) => {
    const { variables } = await aWorld({ house: { base_url: 'http://127.0.0.1:9/v1', api_key: 'k', models: { m: null, e: { kind: 'embedding' } } }, open: { base_url: 'http://127.0.0.1:9/v1', api_key: 'k' } })
    expect(await runHere(words, variables)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`smart-router: ${message}\n  ${hint}\n`) as unknown })
  })

  test('a provider without a key, or switched off, when it is named, is told, with the exit code 1', async () => {
    const { variables } = await aWorld({ house: { base_url: 'http://127.0.0.1:9/v1', api_key: '${NO_SUCH_KEY}', models: ['m'] }, off: { base_url: 'http://127.0.0.1:9/v1', enabled: false, models: ['m'] }, on: { base_url: 'http://127.0.0.1:9/v1', api_key: 'k', models: ['m'] } })
    expect(await runHere(['providers', 'test', 'house/m'], variables)).toMatchObject({ code: 1, stderr: expect.stringContaining('NO_SUCH_KEY is not set') as unknown })
    expect(await runHere(['providers', 'test', 'off'], variables)).toMatchObject({ code: 1, stderr: expect.stringContaining('provider "off" is switched off') as unknown })
  })

  test('a routing file that is wrong, when targets are tested, is told, with the exit code 3', async () => {
    expect(await runHere(['providers', 'test'], { SMART_ROUTER_CONFIG: '/nowhere/routing.yaml' })).toMatchObject({ code: 3 })
    expect(await runHere(['providers', 'list'], { SMART_ROUTER_CONFIG: '/nowhere/routing.yaml' })).toMatchObject({ code: 3 })
    expect(await runHere(['providers', 'list'], { PORT: 'x' })).toMatchObject({ code: 2 })
    expect(await runHere(['providers', 'test'], { PORT: 'x' })).toMatchObject({ code: 2 })
  })
})

describe('providers test', () => {
  test('targets of every kind, when they are tested, are shown in a table with the reasons below, and a refused key fails', async () => {
    const able = await startAbleProvider()
    const toolless = await startAbleProvider((body, text) => {
      if (hasTools(body)) return status(400, { body: { error: { message: 'this model has no tools' } } })
      return text.includes('ready') ? answer({ text: 'ready', usage: null }) : undefined
    })
    const keyless = await startAbleProvider(() => status(401, { body: { error: { message: 'wrong key a-test-key-of-the-house' } } }))
    const { variables, path } = await aWorld({ able: house(able, { models: { 深度: { context_window: 131_072 } } }), toolless: house(toolless), keyless: house(keyless) })
    const { code, stdout, stderr } = await runHere(['providers', 'test'], variables)
    expect(stdout).toBe(`target      stream  usage  tools  forced  parallel  thinking  loop  images  documents  schema  json  prefill  errors  window
able/深度   ✓       ✓      ✓      ✓       ✓         ✓         ✓     ✓       ✓          ✓       ✓     ✓        ✓       131k –
toolless/m  ✓       ✗      ✗      –       –         ✓         –     ✓       ✓          ✓       ✓     ✓        ✓       –
keyless/m   –       –      –      –       –         –         –     –       –          –       –     –        –       –

✗  usage     toolless/m  no tokens are told
✗  tools     toolless/m  refused: this model has no tools
–  forced    toolless/m  not asked: it calls no tools
–  parallel  toolless/m  not asked: it calls no tools
–  loop      toolless/m  not asked: it calls no tools
–  window    able/深度   declared, not measured; --deep asks the provider, which costs
–  window    toolless/m  nobody told; --deep asks the provider, which costs
`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^testing 3 targets of 3 providers: at most \d+ requests, which the providers may charge for; Ctrl-C ends it and keeps what is known\n/)
    expect(stderr).toMatch(/^\d\/3 toolless\/m: tested, \d+ requests so far$/m)
    expect(stderr).toContain('keyless/m cannot be tested: authentication (status 401): wrong key [secret]\n  check its key: it was refused\n')
    expect(stderr).toMatch(/written to .*capabilities\.yaml: \d+ facts of 2 targets; a running router takes them over by itself\n$/)
    const { targets, warnings } = parseMeasured(readFileSync(path, 'utf8'), 'f')
    expect({ warnings, ids: [...targets.keys()], tools: targets.get('toolless/m')?.capabilities?.tools }).toMatchObject({ warnings: [], ids: ['able/深度', 'toolless/m'], tools: { supported: false, because: 'refused: this model has no tools' } })
    expect(readFileSync(path, 'utf8')).not.toContain('a-test-key')
  })

  test('a target, when it is tested for a program, is told with everything, and nothing is written where that is not wanted', async () => {
    const { variables, path } = await aWorld({ house: house(await startAbleProvider(body => hasPicture(body) ? answer('NONE') : undefined)) })
    const { code, stdout } = await runHere(['providers', 'test', 'house/m', '--json', '--no-write'], variables)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      probes: { tools: 'tools are called' },
      targets: [{ target: 'house/m', complete: true, trouble: null, requests: 13, probes: { tools: { verdict: 'supported', reason: null }, images: { verdict: 'unsupported', facts: { capabilities: { images: false } } } }, facts: { capabilities: { tools: true, images: false } } }],
      requests: 13, interrupted: false, time_up: false, written: null, not_obeyed: [], error: null,
    })
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })

  test('a target that cannot be reached, when it is tested for a program, is told with what to do, and nothing is written of it', async () => {
    const { variables, path } = await aWorld({ house: house({ url: 'http://127.0.0.1:9/v1' }) })
    const { code, stdout } = await runHere(['providers', 'test', '--json'], variables)
    expect({ code, ...JSON.parse(stdout) as object }).toMatchObject({ code: 1, written: null, targets: [{ trouble: { failure: 'refused', status: null, advice: 'check its base_url, and the network between' } }] })
    expect(() => readFileSync(path)).toThrow('ENOENT')
    expect((await runHere(['providers', 'test'], variables)).stderr).toContain('nothing clear was found out, and nothing was written')
  })

  test('the demonstration, when it is tested, is left when it is enough, and nothing is written of it', async () => {
    const before = process.listenerCount('SIGINT')
    const running = runHere(['providers', 'test', 'demo-deepseek/deepseek-demo', '--json'], { SMART_ROUTER_CONFIG: 'config/routing.yaml', SMART_ROUTER_DATA: await temporaryFolder() })
    await vi.waitUntil(() => process.listenerCount('SIGINT') > before, { interval: 5, timeout: 10_000 })
    process.listeners('SIGINT').at(-1)?.('SIGINT')
    const { code, stdout } = await running
    expect({ code, ...JSON.parse(stdout) as object }).toMatchObject({ code: 1, interrupted: true, written: null, targets: [{ target: 'demo-deepseek/deepseek-demo', complete: false }] })
    expect(process.listenerCount('SIGINT')).toBe(before)
  })

  test('a model that no list has, when it is named where any name is one, is tested, and what is not obeyed is told', async () => {
    const provider = await startAbleProvider()
    const { variables } = await aWorld({ house: { preset: 'ollama', base_url: provider.url }, barn: house(provider) })
    const { code, stderr } = await runHere(['providers', 'test', 'house/any-name'], variables)
    expect(code).toBe(0)
    expect(stderr).toMatch(/not obeyed, because the routing file says it itself or does not list the model: house\/any-name .*capabilities\.tools/)
  })

  test('a target of which the routing file says the opposite, when it is tested, is told to be so all the same', async () => {
    const provider = await startAbleProvider(body => hasTools(body) ? status(400, { body: { error: { message: 'no tools' } } }) : undefined)
    const { variables } = await aWorld({ house: house(provider, { models: { m: { capabilities: ['tools'] } } }) })
    const { stderr } = await runHere(['providers', 'test'], variables)
    expect(stderr).toMatch(/not obeyed, .*: house\/m capabilities\.tools, capabilities\.reasoning/)
    expect((await runHere(['explain', 'hi', '--tools'], variables)).stdout).toMatch(/^ {3}1\. house\/m /m)
  })

  test('a folder in which nothing can be written, when targets are tested, is told after the table', async () => {
    const { variables, path } = await aWorld({ house: house(await startAbleProvider()) })
    writeFileSync(join(path, '..'), 'a file')
    const { code, stdout, stderr } = await runHere(['providers', 'test'], variables)
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^target/) as unknown })
    expect(stderr).toMatch(/smart-router: .*capabilities\.yaml cannot be written: .*\n {2}check SMART_ROUTER_DATA/)
    const json = await runHere(['providers', 'test', '--json'], variables)
    expect({ code: json.code, ...JSON.parse(json.stdout) as object }).toMatchObject({ code: 1, error: expect.stringContaining('cannot be written') as unknown })
  })

  test('the largest prompt, when it is not asked for, is never sent, and is with --deep', async () => {
    const refusal = status(400, { body: { error: { message: 'This model\'s maximum context length is 4096 tokens. However, your messages resulted in 4600 tokens.' } } })
    const provider = await startAbleProvider((_body, text) => text.length > 4_000 ? refusal : undefined)
    const { variables } = await aWorld({ house: house(provider, { models: { m: null } }) })
    await runHere(['providers', 'test'], variables)
    expect(provider.requests.every(body => JSON.stringify(body).length < 4_000)).toBe(true)
    const { stdout } = await runHere(['providers', 'test', '--deep'], variables)
    expect(stdout).toMatch(/4096 ✓$/m)
    expect(JSON.parse((await runHere(['providers', 'list', '--json'], variables)).stdout)).toMatchObject({ targets: [{ context_window: 4096 }] })
  })
})

describe('what was written', () => {
  test('that a target has no tools, when a request has some, keeps them from it, and explain and check say since when', async () => {
    const toolless = await startAbleProvider(body => hasTools(body) ? status(400, { body: { error: { message: 'no tools' } } }) : undefined)
    const { variables } = await aWorld({ toolless: house(toolless), able: house(await startAbleProvider()) }, { tasks: { general: ['toolless/m', 'able/m'], code: ['toolless/m', 'able/m'] } })
    const explain = async (): Promise<string> => (await runHere(['explain', 'اكتب function python', '--tools'], variables)).stdout
    expect(await explain()).toMatch(/^ {3}1\. toolless\/m /m)
    await runHere(['providers', 'test'], variables)
    expect((await explain()).replaceAll(TODAY, 'DAY')).toMatch(/^ {3}1\. able\/m .*\n {3}- {2}toolless\/m {2}\(left out: cannot do tools \(measured DAY\)\)$/m)
    const { stdout, stderr } = await runHere(['check'], variables)
    expect(stdout).toContain('is valid: 2 providers, 2 targets')
    expect(stderr.replaceAll(TODAY, 'DAY')).toMatch(/^note: toolless\/m: no tools \(measured DAY\), .*compat\.structured_output \(measured DAY\)/m)
    expect(JSON.parse((await runHere(['check', variables['SMART_ROUTER_CONFIG'] ?? '', '--json'], variables)).stdout)).toMatchObject({ measured: { 'toolless/m': { capabilities: { tools: { supported: false } } } } })
  })

  test('and was broken since, when it is read, is a warning with its line, and is replaced by the next test', async () => {
    const { variables, path } = await aWorld({ house: house(await startAbleProvider()) })
    await runHere(['providers', 'test'], variables)
    writeFileSync(path, 'version: 1\ntargets:\n  house/m: { capabilities: { flying: 1 } }\n')
    const checked = await runHere(['check'], variables)
    expect({ code: checked.code, stderr: checked.stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/capabilities\.yaml:3:\d+ {2}warning {2}SR-160 .*measured capabilities are ignored/) as unknown })
    expect(await runHere(['explain', 'hi'], variables)).toMatchObject({ code: 0 })
    expect((await runHere(['providers', 'test'], variables)).stderr).toMatch(/could not be read; it is kept as .*capabilities\.yaml\.broken/)
    expect((await runHere(['check'], variables)).stderr).not.toContain('SR-160')
  })
})

describe('Ctrl-C', () => {
  test('in the middle of a test, ends it at once, with what is known shown and written', async () => {
    const { promise: isHanging, resolve } = Promise.withResolvers<undefined>()
    const provider = await startAbleProvider((body) => {
      if (!hasPicture(body)) return undefined
      resolve(undefined)
      return hang('before-headers')
    })
    const { variables, path } = await aWorld({ house: house(provider, { models: ['m', 'n'] }) })
    const running = await startProcess(['providers', 'test', '--concurrency', '1'], { variables })
    await isHanging
    running.child.kill('SIGINT')
    const { code, stdout, stderr } = await running.exited
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^house\/m +✓ +✓ +✓[^]*^house\/n +– +–[^]*^– {2}the rest {2}all {2}not tested$/m) as unknown })
    expect(stderr).toContain('interrupted: the rest was not tested')
    expect(parseMeasured(readFileSync(path, 'utf8'), 'f').targets.get('house/m')?.capabilities).toHaveProperty('tools')
  })
})
