import { describe, expect, test } from 'vitest'
import { type RequestClass, TASKS, type Task } from '../../src/chat/request.ts'
import type { TaskChoice } from '../../src/gateway/decision.ts'
import { settleDrawing } from '../../src/gateway/settle-drawing.ts'
import { requestFrom } from '../protocols/support.ts'
import { aRequest } from '../support/routing-fixtures.ts'

const scores = (best: Task, second: Task): Record<Task, number> => Object.fromEntries(TASKS.map(task => [task, task === best ? 0.6 : task === second ? 0.2 : 0.04])) as Record<Task, number>

const GUESS: TaskChoice = { task: 'image', source: 'classifier', confidence: 0.6, scores: scores('image', 'agent'), reasons: ['keyword: draw'] }
const HEADER: TaskChoice = { task: 'image', source: 'header', reasons: ['x-task-type header'] }
const MODEL: TaskChoice = { task: 'image', source: 'model', reasons: ['model "image"'] }

const PICTURE = { type: 'image_url', image_url: { url: 'https://p.test/cat.png' } }
const TOOLS = [{ type: 'function', function: { name: 'Read' } }]

const asking = (content: string | readonly object[], members: object = {}): ReturnType<typeof requestFrom> => requestFrom('openai-chat', { model: 'auto', messages: [{ role: 'user', content }], ...members })
const withPicture = (text: string): readonly object[] => [{ type: 'text', text }, PICTURE]

describe('a guess', () => {
  test('that a picture is asked for, when nothing speaks against it, is believed', () => {
    expect(settleDrawing(GUESS, asking('ارسم لي قطة'))).toEqual({ choice: GUESS, drawing: { startsFromPictures: false } })
  })

  test.each([
    ['tools', { tools: TOOLS }, 'the request has tools: no picture by a guess'],
    ['a schema for its answer', { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } }, 'the request has a format: no picture by a guess'],
    ['JSON for its answer', { response_format: { type: 'json_object' } }, 'the request has a format: no picture by a guess'],
  ])('of a request with %s becomes the next best task, and is told', (_, members, reason) => {
    expect(settleDrawing(GUESS, asking('draw a cat', members))).toEqual({ choice: { ...GUESS, task: 'agent', confidence: 0.2, reasons: ['keyword: draw', reason] } })
  })

  test.each<[RequestClass, boolean]>([['main', true], ['subagent', true], ['workflow', true], ['compaction', false], ['auxiliary', false]])('of a call for %s is believed: %s', (requestClass, isBelieved) => {
    const { choice, drawing } = settleDrawing(GUESS, aRequest({ caller: { requestClass } }))
    expect([choice.task === 'image', drawing !== undefined]).toEqual([isBelieved, isBelieved])
  })

  test('without scores, of a request with tools, becomes general', () => {
    const { scores: _scores, confidence: _confidence, ...certain } = GUESS
    expect(settleDrawing(certain, asking('draw a cat', { tools: TOOLS })).choice).toEqual({ ...certain, task: 'general', reasons: ['keyword: draw', 'the request has tools: no picture by a guess'] })
  })

  test('about words for words is a chat about pictures', () => {
    expect(settleDrawing(GUESS, asking('how do I draw a cat?'))).toEqual({ choice: { ...GUESS, reasons: ['keyword: draw', 'asks for words, not for a picture'] } })
  })

  test('where the client waits for pictures among the answers is believed, however it asks', () => {
    expect(settleDrawing(GUESS, asking('what would a blue cat look like?', { modalities: ['image', 'text'] })).drawing).toEqual({ startsFromPictures: false })
  })

  test('where the client waits for pictures among the answers and has tools is left to who does both', () => {
    expect(settleDrawing(GUESS, asking('draw a cat', { modalities: ['image', 'text'], tools: TOOLS }))).toEqual({ choice: GUESS })
  })
})

describe('the client\'s own word', () => {
  test.each([['header', HEADER], ['model', MODEL]])('in the %s, with tools and a format, draws all the same', (_, choice) => {
    expect(settleDrawing(choice, asking('how do I draw a cat?', { tools: TOOLS, response_format: { type: 'json_object' } }))).toEqual({ choice, drawing: { startsFromPictures: false } })
  })

  test('beside a picture that is only to be looked at asks who sees', () => {
    expect(settleDrawing(HEADER, asking(withPicture('what is this?')))).toEqual({ choice: { ...HEADER, reasons: ['x-task-type header', 'pictures to look at, none to draw'] } })
  })

  test('for another task, or for a target, settles nothing', () => {
    for (const choice of [{ ...HEADER, task: 'code' }, { task: undefined, source: 'none', reasons: [] }, { ...HEADER, source: 'session' }] as const) {
      expect(settleDrawing(choice, asking('draw a cat'))).toEqual({ choice })
    }
  })
})

describe('pictures', () => {
  test.each([['make the cat blue', true], ['غيّر الخلفية إلى الأبيض', true], ['把背景换成海边', true], ['what is this?', false], ['ماذا ترى؟', false], ['这是什么', false], ['nice', false]])('beside «%s» are changed: %s, and looked at otherwise', (text, isChanged) => {
    expect(settleDrawing(GUESS, asking(withPicture(text))).drawing).toEqual(isChanged ? { startsFromPictures: true } : undefined)
  })

  test('without a word are looked at', () => {
    expect(settleDrawing(GUESS, asking([PICTURE])).drawing).toBeUndefined()
  })

  test('in a message of their own, after the words, belong to them', () => {
    const request = asking('', { messages: [{ role: 'user', content: 'make it blue' }, { role: 'user', content: [PICTURE] }, { role: 'assistant', content: 'Here' }] })
    expect(settleDrawing(GUESS, request).drawing).toEqual({ startsFromPictures: true })
  })

  test('of earlier turns do not count', () => {
    const request = asking('', { messages: [{ role: 'user', content: withPicture('what is this?') }, { role: 'assistant', content: 'A cat.' }, { role: 'user', content: 'draw a dog' }] })
    expect(settleDrawing(GUESS, request).drawing).toEqual({ startsFromPictures: false })
  })
})
