/**
 * Every client wire over every dialect, whole and streamed: what the provider was sent and what the client heard, read from
 * the bytes and with the vendors' own packages. The rows are in `test/support/matrix/`.
 */

import { describe, expect, test } from 'vitest'
import { answerStep, bodyOf, framesOf } from '../support/matrix/answers.ts'
import { CONVERSATION_ROWS } from '../support/matrix/conversation-rows.ts'
import { type Cell, askedOf, askedText, droppedOf, heardOf, isSameWire, modelOf, relayedFrames, sentOf, sentText } from '../support/matrix/expected.ts'
import { hear, hearWithSdk } from '../support/matrix/heard.ts'
import { askRaw, useMatrixRouter } from '../support/matrix/matrix-router.ts'
import type { Row } from '../support/matrix/row.ts'
import { TOOL_ROWS } from '../support/matrix/tool-rows.ts'

const CELLS: readonly Cell[] = (['openai-chat', 'anthropic-messages'] as const).flatMap(client =>
  (['openai', 'anthropic'] as const).flatMap(dialect => [false, true].map(isStream => ({ client, dialect, isStream }))))

const ROWS: readonly Row[] = [...CONVERSATION_ROWS, ...TOOL_ROWS]

const matrix = useMatrixRouter()

describe.each(CELLS)('$client over $dialect, streamed: $isStream', (cell) => {
  const { client, dialect, isStream } = cell

  test.each(ROWS)('the bytes, for $name, are what the contract says on both sides', async (row) => {
    const provider = matrix.providers[dialect]
    provider.script(answerStep(dialect, isStream, row.says))
    const reply = await askRaw(matrix.router, client, isStream, askedText(cell, row))
    const request = await provider.nextRequest()

    expect(reply.status, reply.text).toBe(200)
    expect(request.json).toEqual(sentOf(cell, row))
    if (isSameWire(cell) && row.mended?.[dialect] === undefined) expect(request.text).toBe(sentText(cell, row))
    else expect(request.text.includes('{"kept": 1.50}')).toBe(isSameWire(cell))

    expect(hear(client, isStream, reply.text)).toEqual(heardOf(cell, row))
    if (isSameWire(cell)) {
      const relayed = isStream ? relayedFrames(cell, row, framesOf(dialect, row.says)) : bodyOf(dialect, row.says).replace(/\n\}$/u, `,"service_used":"${dialect}"}`)
      expect(reply.text).toBe(relayed)
    } else expect(reply.text).not.toContain('x_custom')
    if (!isStream) expect(JSON.parse(reply.text)).toMatchObject({ service_used: dialect })

    expect((reply.headers.get('x-smart-router-dropped') ?? '').split(',').filter(name => name !== '').toSorted()).toEqual(droppedOf(cell, row).toSorted())
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': expect.stringMatching(isStream ? /^text\/event-stream/u : /^application\/json/u) as unknown,
      'x-smart-router-provider': dialect,
      'x-smart-router-model': modelOf(row),
      'x-smart-router-attempts': '1',
      'x-smart-router-trail': `${dialect}/${modelOf(row)}=ok`,
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/u) as unknown,
    })
  })

  test.each(ROWS)('the vendor\'s package, for $name, hears the same', async (row) => {
    const provider = matrix.providers[dialect]
    provider.script(answerStep(dialect, isStream, row.says))
    const heard = await hearWithSdk(client, matrix.router.url, isStream, askedOf(cell, row))
    expect((await provider.nextRequest()).json).toEqual(sentOf(cell, row))
    expect(heard).toEqual(heardOf(cell, row))
  })
})
