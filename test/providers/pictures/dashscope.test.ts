import { describe, expect, test } from 'vitest'
import { createGate } from '../../../src/simulator/gate.ts'
import { drop } from '../../../src/simulator/faulty-steps.ts'
import { hang, raw, status } from '../../../src/simulator/steps.ts'
import { asking, picturesOf, PNG, usePictures } from './support.ts'

const pictures = usePictures()

const TASK = { imageApi: 'dashscope' } as const
const CALL = { imageApi: 'dashscope-call' } as const

const taskIs = (task_status: string, rest: object = {}): ReturnType<typeof status> => status(200, { body: { request_id: 'r', output: { task_id: 'task/1', task_status, ...rest } } })
const DONE = taskIs('SUCCEEDED', { results: [{ orig_prompt: 'a cat', actual_prompt: 'A grey cat', url: 'https://p.test/1.png?Expires=1&Signature=a%2Bb' }], task_metrics: { TOTAL: 1, SUCCEEDED: 1, FAILED: 0 } })

describe('a task', () => {
  test('when it is made, asks in the words of the API, and is asked for until it is done', async () => {
    pictures.provider.script(taskIs('PENDING'), taskIs('RUNNING'), DONE)
    const { result, attempt } = await pictures.draw({ request: asking('画一只猫', { size: '1024x1024', quality: 'hd' }), compat: TASK, path: '/compatible-mode/v1', parameters: { watermark: false } })
    const [made, ...questions] = pictures.provider.requests
    expect({ method: made?.method, path: made?.path, json: made?.json }).toEqual({
      method: 'POST',
      path: '/api/v1/services/aigc/text2image/image-synthesis',
      json: { model: 'painter', input: { prompt: '画一只猫' }, parameters: { n: 1, size: '1024*1024', watermark: false } },
    })
    expect(made?.headers).toMatchObject({ 'x-dashscope-async': 'enable', authorization: 'Bearer key-acme-1' })
    expect(questions.map(({ method, path, text, headers }) => [method, path, text, headers['x-dashscope-async'], headers.authorization])).toEqual(Array(2).fill(['GET', '/api/v1/tasks/task%2F1', '', undefined, 'Bearer key-acme-1']))
    expect(result.choices[0]).toMatchObject({ finishReason: 'stop', blocks: [{ type: 'image', url: 'https://p.test/1.png?Expires=1&Signature=a%2Bb', description: 'A grey cat' }] })
    expect(result.usage).toBeUndefined()
    expect(attempt).toMatchObject({ dropped: ['quality'], isSent: true })
  })

  test.each([['/api/v1', '/api/v1'], ['/v1', '/api/v1'], ['/proxy/compatible-mode/v1', '/proxy/api/v1'], ['/elsewhere', '/elsewhere']])('at a provider that ends in %s is made below %s', async (path, base) => {
    pictures.provider.script(DONE)
    await pictures.draw({ request: asking('a cat'), compat: TASK, path })
    expect(pictures.provider.requests[0]?.path).toBe(`${base}/services/aigc/text2image/image-synthesis`)
  })

  test('of which some pictures fail, gives the others, and tells', async () => {
    pictures.provider.script(taskIs('SUCCEEDED', { results: [{ code: 'DataInspectionFailed', message: 'no' }, { url: 'https://p.test/2.png' }] }))
    const { result, attempt } = await pictures.draw({ request: asking('a cat', { n: 2 }), compat: TASK })
    expect([picturesOf(result), attempt.dropped]).toEqual([['https://p.test/2.png'], ['n']])
  })

  test.each([
    ['fails', taskIs('FAILED', { code: 'DataInspectionFailed', message: 'Input data may contain inappropriate content.' }), 'content-filter'],
    ['fails for a reason of its own', taskIs('FAILED', { code: 'InternalError.Algo', message: 'it broke' }), 'server-error'],
    ['fails in every picture', taskIs('SUCCEEDED', { results: [{ code: 'DataInspectionFailed', message: 'no' }] }), 'content-filter'],
    ['is unknown', taskIs('UNKNOWN'), 'server-error'],
    ['waits without a name', status(200, { body: { output: { task_status: 'PENDING' } } }), 'server-error'],
    ['is done without a picture', taskIs('SUCCEEDED', { results: [] }), 'bad-response'],
    ['is refused', status(429, { body: { code: 'Throttling.RateQuota', message: 'Requests rate limit exceeded' } }), 'rate-limited'],
    ['is nothing', status(200, { body: {} }), 'server-error'],
  ])('that %s fails as it should, made or asked for', async (_, step, failure) => {
    pictures.provider.script(step)
    expect((await pictures.failure({ request: asking('a cat'), compat: TASK })).failure).toBe(failure)
  })

  test('that ends badly while it is asked for fails as it says', async () => {
    pictures.provider.script(taskIs('PENDING'), taskIs('FAILED', { code: 'DataInspectionFailed', message: 'no' }))
    expect(await pictures.failure({ request: asking('a cat'), compat: TASK })).toMatchObject({ failure: 'content-filter' })
    expect(pictures.provider.requestCount).toBe(2)
  })

  test('is not given up, when two questions about it fail', async () => {
    pictures.provider.script(taskIs('PENDING'), status(503), drop('reset'), taskIs('RUNNING'), status(429), status(500), DONE)
    expect(picturesOf((await pictures.draw({ request: asking('a cat'), compat: TASK })).result)).toHaveLength(1)
    expect(pictures.provider.requestCount).toBe(7)
  })

  test('is given up, when three questions about it fail, and is not made again', async () => {
    pictures.provider.script(taskIs('PENDING'), status(503), status(503), status(503))
    expect(await pictures.failure({ request: asking('a cat'), compat: TASK })).toMatchObject({ failure: 'interrupted', billing: 'maybe' })
    expect(pictures.provider.requestCount).toBe(4)
  })

  test('is given up, when a question about it is refused for good', async () => {
    pictures.provider.script(taskIs('PENDING'), status(401))
    expect((await pictures.failure({ request: asking('a cat'), compat: TASK })).failure).toBe('authentication')
  })

  test('whose attempt is ended between two questions is asked for no more', async () => {
    pictures.provider.otherwise(taskIs('RUNNING'))
    const reason = new Error('the client left')
    const drawing = pictures.draw({ request: asking('a cat'), compat: TASK, attempt: (attempt) => {
      void (async () => {
        for (let count = 0; count < 3; count++) await pictures.provider.nextRequest()
        attempt.abort(reason)
      })()
    } })
    await expect(drawing).rejects.toBe(reason)
    const asked = pictures.provider.requestCount
    const later = createGate()
    setImmediate(() => { setImmediate(() => { later.open() }) })
    await later.promise
    expect(pictures.provider.requestCount).toBeLessThanOrEqual(asked + 1)
  })

  test('whose attempt is ended in the middle of a question closes that connection', async () => {
    pictures.provider.script(taskIs('PENDING'), hang('before-headers'))
    const reason = new Error('time is up')
    let aborted: Promise<void> | undefined
    const drawing = pictures.draw({ request: asking('a cat'), compat: TASK, attempt: (attempt) => {
      void (async () => {
        await pictures.provider.nextRequest()
        aborted = (await pictures.provider.nextRequest()).aborted
        attempt.abort(reason)
      })()
    } })
    await expect(drawing).rejects.toBe(reason)
    await aborted
  })
})

describe('a call', () => {
  test('when it is made, asks in the words of the API, with the pictures that came', async () => {
    pictures.provider.script(status(200, { body: { output: { choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: [{ image: 'https://p.test/1.png' }, { text: 'x' }] } }] }, usage: { width: 1328, height: 1328, image_count: 1 } } }))
    const content = [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }, { type: 'image_url', image_url: { url: 'https://p.test/mine' } }]
    const { result, attempt } = await pictures.draw({ request: asking(content, { size: '1328x1328' }), compat: CALL, path: '/compatible-mode/v1' })
    expect(pictures.provider.requests[0]).toMatchObject({
      path: '/api/v1/services/aigc/multimodal-generation/generation',
      json: { model: 'painter', input: { messages: [{ role: 'user', content: [{ image: `data:image/png;base64,${PNG}` }, { image: 'https://p.test/mine' }, { text: 'make it blue' }] }] }, parameters: { n: 1, size: '1328*1328' } },
    })
    expect([picturesOf(result), result.usage, attempt.dropped]).toEqual([['https://p.test/1.png'], undefined, []])
  })

  test('to a model that is known not to edit, leaves the pictures out, and tells', async () => {
    pictures.provider.script(status(200, { body: { output: { choices: [{ message: { content: [{ image: 'https://p.test/1.png' }] } }] } } }))
    const content = [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: 'https://p.test/mine' } }]
    const { attempt } = await pictures.draw({ request: asking(content), compat: CALL, facts: { capabilities: new Set(['image_output']) } })
    expect(pictures.provider.requests[0]?.json['input']).toEqual({ messages: [{ role: 'user', content: [{ text: 'make it blue' }] }] })
    expect(attempt.dropped).toEqual(['image'])
  })

  test('to a model that is known to edit, keeps them', async () => {
    pictures.provider.script(status(200, { body: { output: { choices: [{ message: { content: [{ image: 'https://p.test/1.png' }] } }] } } }))
    const content = [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: 'https://p.test/mine' } }]
    const { attempt } = await pictures.draw({ request: asking(content), compat: CALL, facts: { capabilities: new Set(['image_output', 'images']) } })
    expect(JSON.stringify(pictures.provider.requests[0]?.json)).toContain('https://p.test/mine')
    expect(attempt.dropped).toEqual([])
  })

  test.each([
    ['an error', status(400, { body: { code: 'InvalidParameter', message: 'size is wrong' } }), 'invalid-request'],
    ['an error that looks like an answer', status(200, { body: { code: 'DataInspectionFailed', message: 'no', output: {} } }), 'content-filter'],
    ['nothing', status(200, { body: { output: {} } }), 'bad-response'],
    ['half an answer', raw({ headers: { 'content-type': 'application/json' }, chunks: ['{"output":'] }), 'bad-response'],
  ])('that is answered with %s fails as it should', async (_, step, failure) => {
    pictures.provider.script(step)
    expect((await pictures.failure({ request: asking('a cat'), compat: CALL })).failure).toBe(failure)
  })
})
