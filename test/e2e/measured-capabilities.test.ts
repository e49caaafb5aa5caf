/** A measurement that is written while the real process runs: it is obeyed from then on, and a broken one is passed over. */

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { answer } from '../../src/simulator/steps.ts'
import { startRouterProcess, temporaryFolder } from '../support/router-process.ts'

const TOOL = { type: 'function', function: { name: 'a_tool', parameters: { type: 'object', properties: {} } } }

const startNamed = async (name: string) => {
  const provider = await startScriptedProvider()
  onTestFinished(() => provider.close())
  provider.otherwise(answer(`said by ${name}`))
  return provider
}

const start = async () => {
  const [first, second] = [await startNamed('first'), await startNamed('second')]
  const folder = await temporaryFolder()
  const path = join(folder, 'routing.yaml')
  const providers = Object.fromEntries(Object.entries({ first, second }).map(([name, { url }]) => [name, { base_url: `${url}/v1`, api_key: 'a-test-key', models: ['m'] }]))
  await writeFile(path, JSON.stringify({ version: 1, providers, tasks: { general: ['first/m', 'second/m'] } }))
  const data = join(folder, 'data')
  const router = await startRouterProcess({ variables: { SMART_ROUTER_CONFIG: path, SMART_ROUTER_DATA: data } })
  return {
    router,
    /** As the command writes it: whole, and in a folder that may not be there yet. */
    measure: async (text: string): Promise<void> => {
      await mkdir(data, { recursive: true })
      await writeFile(join(data, 'capabilities.yaml.new'), text)
      await rename(join(data, 'capabilities.yaml.new'), join(data, 'capabilities.yaml'))
    },
    ask: async (tools: readonly object[]): Promise<string> => {
      const response = await fetch(`${router.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'task:general', messages: [{ role: 'user', content: 'hi' }], ...(tools.length > 0 && { tools }) }),
      })
      return await response.text()
    },
  }
}

const noTools = (target: string): string => `version: 1\ntargets:\n  ${target}: { capabilities: { tools: { supported: false, measured: 2026-11-20 } } }\n`

describe('what is measured while the router runs', () => {
  test('that a target has no tools, when it is written, keeps requests with tools from it and no others', async () => {
    const { router, measure, ask } = await start()
    expect(await ask([TOOL])).toContain('said by first')
    await measure(noTools('first/m'))
    expect(await router.line(({ revision }) => revision === 2)).toMatchObject({ changes: '~provider first' })
    expect(await ask([TOOL])).toContain('said by second')
    expect(await ask([])).toContain('said by first')
    await measure(noTools('second/m'))
    await router.line(({ revision }) => revision === 3)
    expect(await ask([TOOL])).toContain('said by first')
  })

  test('in a file that is broken, when it is written, is a warning with its line, and is as if it were not there', async () => {
    const { router, measure, ask } = await start()
    await measure(noTools('first/m'))
    await router.line(({ revision }) => revision === 2)
    await measure('version: 1\ntargets:\n  first/m: { capabilities: { flying: 1 } }\n')
    expect(await router.line(({ level, line }) => level === 40 && line === 3)).toMatchObject({ msg: expect.stringContaining('measured capabilities are ignored') as unknown })
    expect(await ask([TOOL])).toContain('said by first')
  })
})
