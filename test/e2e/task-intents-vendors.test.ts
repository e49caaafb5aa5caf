/** A task to think about, to search or to do with tools, at every vendor with its own preset: none refuses what it is asked. */

import { describe, expect, test } from 'vitest'
import { VENDORS } from '../../src/simulator/vendors/index.ts'
import { hear } from '../support/matrix/heard.ts'
import { askRaw } from '../support/matrix/matrix-router.ts'
import { startSwitchableVendors } from '../support/switchable-vendors.ts'

/** What each vendor's first model is told when it is to think; the others think unasked or never. */
const SWITCHED_ON: Readonly<Record<string, object>> = {
  deepseek: { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
  kimi: { reasoning_effort: 'high' },
  glm: { reasoning_effort: 'high' },
  qwen: { enable_thinking: true },
  gemini: { reasoning_effort: 'high' },
  openai: { reasoning_effort: 'high' },
  anthropic: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
  openrouter: { reasoning: { effort: 'high' } },
}

const TOOLS = {
  'openai-chat': [{ type: 'function', function: { name: 'Bash', parameters: { type: 'object', properties: { command: { type: 'string' } } } } }],
  'anthropic-messages': [{ name: 'Bash', input_schema: { type: 'object', properties: { command: { type: 'string' } } } }],
} as const

/** The simulated GLM knows function tools alone; what the real one is told to search with is in `search-switch.test.ts`. */
const SEARCHES_UNSEEN: ReadonlySet<string> = new Set(['glm'])

const KNOWN = VENDORS.filter(({ name }) => !name.startsWith('strict-')).map(vendor => ({ name: vendor.name, vendor }))

describe.each(KNOWN)('$name', ({ name, vendor }) => {
  test.each(['openai-chat', 'anthropic-messages'] as const)('asked in %s to think, to search and to use a tool, refuses nothing', async (wire) => {
    const { router, vendors } = await startSwitchableVendors([{ vendor, model: vendor.models[0]?.id ?? '' }])
    const ask = async (model: string, isStream: boolean, members: object = {}): Promise<unknown> => {
      const reply = await askRaw(router, wire, isStream, JSON.stringify({ model, stream: isStream, max_tokens: 16_000, messages: [{ role: 'user', content: 'run the command `ls`' }], ...members }))
      expect(reply.status === 200 ? 'good' : reply.text).toBe('good')
      return hear(wire, isStream, reply.text).blocks
    }
    for (const isStream of [true, false]) {
      await ask('thinking', isStream)
      if (isStream && SWITCHED_ON[name] !== undefined) expect(vendors[name]?.requests.at(-1)?.json).toMatchObject(SWITCHED_ON[name])
      if (!SEARCHES_UNSEEN.has(name)) await ask('search', isStream)
      expect(await ask('agent', isStream, { tools: TOOLS[wire] })).toContainEqual(['call', expect.any(String), 'Bash', { command: 'ls' }])
    }
    expect(vendors[name]?.refusals.map(({ message }) => message)).toEqual([])
  })
})
