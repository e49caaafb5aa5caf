/**
 * The matrix, for vendors whose wire is only nearly the specification's: what they are sent is what they accept, and their
 * streams come out clean on both client wires. The rows are in `test/support/matrix/vendor-rows.ts`.
 */

import { describe, expect, test } from 'vitest'
import { startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { raw } from '../../src/simulator/steps.ts'
import { closesAfterTest } from '../support/closes-after-test.ts'
import { fixture } from '../support/fixtures.ts'
import { type HeardBlock, hear, hearWithSdk } from '../support/matrix/heard.ts'
import { askRaw } from '../support/matrix/matrix-router.ts'
import { QUESTION, VENDOR_ROWS, type VendorRow } from '../support/matrix/vendor-rows.ts'
import type { ClientWire } from '../support/replies.ts'
import { startRouter } from '../support/running-router.ts'

const CELLS = VENDOR_ROWS.flatMap(row => (['openai-chat', 'anthropic-messages'] as const).map(client => ({ ...row, client })))

const startVendor = async ({ vendor, fixture: name }: VendorRow) => {
  const provider = await closesAfterTest(startScriptedProvider())
  provider.otherwise(raw({ chunks: [fixture('openai', name)] }))
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({ version: 1, providers: { vendor: { base_url: `${provider.url}/v1`, api_key: 'k', compat: vendor, models: ['m'] } }, tasks: { general: ['vendor/m'] } }),
  }))
  return { provider, router }
}

const heardBlock = (client: ClientWire) => (block: HeardBlock): HeardBlock =>
  block[0] === 'thinking' && client === 'anthropic-messages' ? ['thinking', block[1], ''] : block

/** The packages would read the captured words as JSON. */
const WITHOUT_SCHEMA = { response_format: undefined, output_config: undefined }

/** On this wire what was cached is counted beside what was read. */
const heardUsage = (client: ClientWire, { read, written, cached, hasOwnName = false }: VendorRow['usage']): object =>
  client === 'openai-chat' ? { read, total: read + written, cached: hasOwnName ? 0 : cached } : { read: read - cached, written, cached, cacheWritten: 0 }

describe.each(CELLS)('$vendor, for a client of $client', (row) => {
  const { client } = row
  const heard = {
    blocks: row.hears.map(heardBlock(client)),
    end: client === 'openai-chat' ? 'tool_calls' : 'tool_use',
    usage: expect.objectContaining(heardUsage(client, row.usage)) as unknown,
  }
  const sent = { model: 'm', stream: true, stream_options: { include_usage: true }, ...row.sent[client] }

  test('the bytes, when everything is asked at once, are what the vendor accepts and what the client understands', async () => {
    const { provider, router } = await startVendor(row)
    const reply = await askRaw(router, client, true, JSON.stringify({ model: 'vendor/m', stream: true, ...QUESTION[client] }))
    expect((await provider.nextRequest()).json).toEqual(sent)
    expect((reply.headers.get('x-smart-router-dropped') ?? '').split(',').filter(name => name !== '').toSorted()).toEqual([...row.dropped, ...row.droppedHere?.[client] ?? []].toSorted())
    expect(hear(client, true, reply.text)).toMatchObject(heard)
  })

  test('the vendor\'s package, when everything is asked at once, hears the same, each call with an id of its own', async () => {
    const { router } = await startVendor(row)
    const answer = await hearWithSdk(client, router.url, true, { model: 'vendor/m', ...QUESTION[client], ...WITHOUT_SCHEMA })
    expect(answer).toMatchObject(heard)
    const ids = answer.blocks.flatMap(block => block[0] === 'call' ? [block[1]] : [])
    expect(new Set(ids).size).toBe(ids.length)
  })
})
