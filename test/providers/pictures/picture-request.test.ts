import { describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../../src/chat/request.ts'
import { leftOut } from '../../../src/providers/pictures/left-out.ts'
import { pictureRequestOf } from '../../../src/providers/pictures/picture-request.ts'
import { requestFrom } from '../../protocols/support.ts'
import { asking, PNG } from './support.ts'

const DATA = `data:image/png;base64,${PNG}`

const chat = (...turns: readonly (string | readonly object[])[]): ChatRequest =>
  requestFrom('openai-chat', { model: 'image', messages: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })) })

const promptOf = (request: ChatRequest): string => pictureRequestOf(request, false).prompt

describe('the words to draw from', () => {
  test('of a long chat are the last that a person wrote, without what programs wrote', () => {
    expect(promptOf(chat('hello', 'hi', '<system-reminder>todo</system-reminder>draw a cat'))).toBe('draw a cat')
  })

  test('of any length are whole', () => {
    expect(promptOf(chat('a'.repeat(20_000)))).toHaveLength(20_000)
  })

  test('after a picture are explained by those it was drawn from', () => {
    expect(promptOf(chat('hello', 'hi', 'draw a cat', `![image](${DATA})`, 'make it blue', 'Here: ![A blue cat](https://p.test/2)', 'now with a hat'))).toBe('draw a cat\nmake it blue\nnow with a hat')
  })

  test('before a begun answer, which a client wants to go on, are still the person\'s', () => {
    const request = requestFrom('openai-chat', { model: 'image', messages: [
      { role: 'user', content: 'draw a cat' }, { role: 'assistant', content: [{ type: 'text', text: '![image](https://p.test/1)' }, { type: 'refusal', refusal: 'no' }] },
      { role: 'user', content: [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: DATA } }] }, { role: 'assistant', content: 'Here' },
    ] })
    expect(pictureRequestOf(request, true)).toMatchObject({ prompt: 'draw a cat\nmake it blue', references: [DATA] })
    expect(leftOut(request, pictureRequestOf(request, false), new Set(), {})).toEqual(['image'])
  })

  test('after many pictures are explained by the last three', () => {
    const picture = '![image](https://p.test/1)'
    expect(promptOf(chat('a', picture, 'b', picture, 'c', picture, 'd', picture, 'e'))).toBe('b\nc\nd\ne')
  })

  test('after a picture of many words stand alone', () => {
    expect(promptOf(chat('a'.repeat(1_001), '![image](https://p.test/1)', 'make it blue'))).toBe('make it blue')
  })

  test('after a picture that nobody asked for stand alone', () => {
    const request = requestFrom('openai-chat', { model: 'image', messages: [{ role: 'assistant', content: '![image](https://p.test/1)' }, { role: 'user', content: 'make it blue' }] })
    expect(promptOf(request)).toBe('make it blue')
  })

  test('where nobody wrote any are none', () => {
    expect(promptOf(requestFrom('openai-chat', { model: 'image', messages: [{ role: 'system', content: 'You draw.' }] }))).toBe('')
  })
})

describe('pictures to start from', () => {
  test('are those beside the last words and after them, in line or by address', () => {
    const request = requestFrom('openai-chat', { model: 'image', messages: [
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://p.test/old' } }, { type: 'text', text: 'nice?' }] },
      { role: 'assistant', content: 'yes' },
      { role: 'user', content: [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: DATA } }] },
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://p.test/new' } }] },
    ] })
    expect(pictureRequestOf(request, true).references).toEqual([DATA, 'https://p.test/new'])
  })

  test('of a file or of text are none: no picture API could read them', () => {
    const request = requestFrom('anthropic-messages', { model: 'image', max_tokens: 5, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file', file_id: 'f' } }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }, { type: 'text', text: 'make it blue' }] }] })
    expect(pictureRequestOf(request, true).references).toEqual([DATA])
  })

  test.each([[true, [DATA]], [false, []]])('are the last one drawn, where the API edits: %s, and the person gave none', (edits, expected) => {
    expect(pictureRequestOf(chat('draw a cat', `![a](https://p.test/1) ![b](${DATA})`, 'make it blue'), edits).references).toEqual(expected)
  })
})

describe('settings', () => {
  test.each([
    [{ n: 0 }, undefined], [{ n: 1.5 }, undefined], [{ n: 'two' }, undefined], [{ n: 3 }, 3], [{ n: 99 }, 10], [{ n: 3, image_config: { n: 2 } }, 2],
  ])('of %j are so many pictures: %s', (members, count) => {
    expect(pictureRequestOf(asking('a cat', members), false).count).toBe(count)
  })

  test.each([[{ size: 5 }], [{ size: '' }], [{ size: 'x'.repeat(41) }], [{ image_config: ['1x1'] }]])('of %j are no size', (members) => {
    expect(pictureRequestOf(asking('a cat', members), false).size).toBeUndefined()
  })

  test('n on another wire than OpenAI\'s are pictures and no choices', () => {
    const request = requestFrom('anthropic-messages', { model: 'image', max_tokens: 5, n: 2, messages: [{ role: 'user', content: 'a cat' }] })
    expect(pictureRequestOf(request, false)).toMatchObject({ count: 2, choices: 1 })
  })
})

describe('what is left out', () => {
  const told = (request: ChatRequest, parameters = {}): readonly string[] => leftOut(request, pictureRequestOf(request, false), new Set(['size']), parameters)

  test('of a request with tools, a format and sampling is all of these, and of what every request has nothing', () => {
    const tools = [{ type: 'function', function: { name: 'f' } }]
    expect(told(asking('a cat', { tools, tool_choice: 'auto', response_format: { type: 'json_object' }, temperature: 0, max_tokens: 5, stream: true, stream_options: { include_usage: true }, modalities: ['image', 'text'], size: '1x1' })))
      .toEqual(['tools', 'tool_choice', 'response_format', 'temperature'])
  })

  test('of settings are those that the API does not take and the matrix does not set', () => {
    expect(told(asking('a cat', { n: 2, quality: 'hd', image_config: { aspect_ratio: '1:1' } }), { quality: 'low' })).toEqual(['n', 'image_config'])
    expect(told(asking('a cat', { n: 1 }))).toEqual([])
  })

  test('of pictures, documents and sounds are those of the last words', () => {
    const file = { type: 'file', file: { file_data: 'data:application/pdf;base64,AAAA' } }
    const image = { type: 'image_url', image_url: { url: DATA } }
    const audio = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }
    expect(told(asking([{ type: 'text', text: 'draw this' }, image, file, audio]))).toEqual(['image', 'document', 'audio'])
    expect(told(chat([file, image, { type: 'text', text: 'read this' }], 'read', 'draw a cat'))).toEqual([])
    expect(told(requestFrom('openai-chat', { model: 'image', messages: [{ role: 'user', content: [file] }] }))).toEqual(['document'])
  })
})
