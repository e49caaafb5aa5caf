/** Vendors with quirks, asked by clients of the Responses wire: they are sent what they are sent for every other wire, and heard whole. */

import { describe, expect, test } from 'vitest'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { raw } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { fixture } from '../support/fixtures.ts'
import { hearResponses, hearResponsesSdk } from '../support/matrix/hear-responses.ts'
import { VENDOR_ROWS, type VendorRow } from '../support/matrix/vendor-rows.ts'
import { startRouter } from '../support/running-router.ts'

const PARAMETERS = { type: 'object', properties: { city: { type: 'string', const: 'Rome' }, days: { type: 'integer', exclusiveMinimum: 0 } } } as const

/** The question of the rows, in this wire's words. */
const QUESTION = {
  instructions: 'Be brief.',
  input: [
    { role: 'user', content: 'Hi' }, { type: 'function_call', call_id: 'call_a', name: 'weather', arguments: '{"city":"Rome"}' }, { type: 'function_call_output', call_id: 'call_a', output: 'warm' },
    { role: 'developer', content: 'It is late.' }, { role: 'user', content: [{ type: 'input_text', text: 'What?' }, { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=' }] },
  ],
  tools: [{ type: 'function', name: 'weather', parameters: PARAMETERS }, { type: 'function', name: 'time', parameters: { type: 'object' } }],
  tool_choice: { type: 'function', name: 'weather' },
  temperature: 0.5,
  max_output_tokens: 20_000,
  reasoning: { effort: 'high', summary: 'auto' },
  text: { format: { type: 'json_schema', name: 'response', schema: { type: 'object', properties: { warm: { type: 'boolean' } } } } },
} as const

const startVendor = async ({ vendor, fixture: name }: VendorRow) => {
  const provider = await closesAfterTest(startScriptedProvider())
  provider.otherwise(raw({ chunks: [fixture('openai', name)] }))
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({ version: 1, providers: { vendor: { base_url: `${provider.url}/v1`, api_key: 'k', compat: vendor, models: ['m'] } }, tasks: { general: ['vendor/m'] } }),
  }))
  return { provider, router }
}

describe.each(VENDOR_ROWS)('$vendor, for a client of openai-responses', (row) => {
  const { read, written, cached } = row.usage
  const heard = { blocks: row.hears, end: 'completed', usage: expect.objectContaining({ read, total: read + written, cached }) as unknown }

  test('the bytes, when everything is asked at once, are what the vendor accepts and what the client understands', async () => {
    const { provider, router } = await startVendor(row)
    const reply = await router.post('/v1/responses', { model: 'vendor/m', stream: true, ...QUESTION })
    const text = await reply.text()
    expect((await provider.nextRequest()).json).toEqual({ model: 'm', stream: true, stream_options: { include_usage: true }, ...row.sent['anthropic-messages'] })
    expect((reply.headers.get('x-smart-router-dropped') ?? '').split(',').filter(name => name !== '').toSorted()).toEqual([...row.dropped, ...row.droppedHere?.['anthropic-messages'] ?? []].toSorted())
    expect(hearResponses(true, text)).toMatchObject(heard)
  })

  test('the package, when everything is asked at once, hears the same, each call with an id of its own', async () => {
    const { router } = await startVendor(row)
    const { text: _, ...question } = QUESTION
    const answer = await hearResponsesSdk(router.url, true, { model: 'vendor/m', ...question })
    expect(answer).toMatchObject(heard)
    const ids = answer.blocks.flatMap(block => block[0] === 'call' ? [block[1]] : [])
    expect(new Set(ids).size).toBe(ids.length)
  })
})
