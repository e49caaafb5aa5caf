import { describe, expect, test } from 'vitest'
import { status } from '../../../src/simulator/steps.ts'
import { asking, picturesOf, PNG, usePictures } from './support.ts'

const pictures = usePictures()
const CHAT = { imageApi: 'gemini-chat' } as const

const URL = `data:image/png;base64,${PNG}`
const message = (members: object): ReturnType<typeof status> => status(200, { body: {
  id: 'gen-1', object: 'chat.completion', model: 'google/painter', choices: [{ index: 0, message: { role: 'assistant', ...members }, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 1290 },
} })

describe('a model that draws in a chat', () => {
  test('when it is asked, is asked with modalities, and answers with words and pictures', async () => {
    pictures.provider.script(message({ content: 'Here it is.', images: [{ type: 'image_url', image_url: { url: URL } }] }))
    const { result, attempt } = await pictures.draw({ request: asking('a cat', { stream: true, image_config: { aspect_ratio: '16:9', size: '2K' }, quality: 'hd' }), compat: CHAT })
    expect(pictures.provider.requests[0]).toMatchObject({ path: '/v1/chat/completions', json: { model: 'painter', messages: [{ role: 'user', content: 'a cat' }], modalities: ['image', 'text'], image_config: { aspect_ratio: '16:9' } } })
    expect(pictures.provider.requests[0]?.json).not.toHaveProperty('stream')
    expect(result.choices[0]?.blocks).toMatchObject([{ type: 'text', text: 'Here it is.' }, { type: 'image', url: URL }])
    expect([result.usage, attempt.dropped]).toEqual([{ inputTokens: 9, outputTokens: 1290 }, ['size', 'quality']])
    expect(result.frame).toBeUndefined()
  })

  test('when it draws without words, says so in the parameters of the matrix', async () => {
    pictures.provider.script(message({ content: '', images: [{ type: 'image_url', image_url: { url: URL } }] }))
    await pictures.draw({ request: asking('a cat'), compat: CHAT, parameters: { modalities: ['image'] } })
    expect(pictures.provider.requests[0]?.json).toEqual({ model: 'painter', messages: [{ role: 'user', content: 'a cat' }], modalities: ['image'] })
  })

  test('when pictures came with the words, is given them', async () => {
    pictures.provider.script(message({ content: '', images: [{ type: 'image_url', image_url: { url: URL } }] }))
    const { result, attempt } = await pictures.draw({ request: asking([{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: 'https://p.test/mine' } }]), compat: CHAT })
    expect(pictures.provider.requests[0]?.json['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'make it blue' }, { type: 'image_url', image_url: { url: 'https://p.test/mine' } }] }])
    expect([picturesOf(result), attempt.dropped]).toEqual([[URL], []])
  })

  test('when it refuses in words, gives these words', async () => {
    pictures.provider.script(message({ content: 'I will not draw that.' }))
    expect((await pictures.draw({ request: asking('a cat'), compat: CHAT })).result.choices[0]?.blocks).toEqual([{ type: 'text', text: 'I will not draw that.' }])
  })
})
