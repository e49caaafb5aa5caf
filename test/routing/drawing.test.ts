import { describe, expect, test } from 'vitest'
import type { Target } from '../../src/config/target.ts'
import { Conversations } from '../../src/routing/conversations.ts'
import { selectCandidates, type Selection, type Wish } from '../../src/routing/select-candidates.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const facts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

const COGVIEW = aTarget({ id: 'zhipu/cogview', kind: 'image', capabilities: [], contextWindow: 10 })
const WANX = aTarget({ id: 'qwen/wanx', kind: 'image' })
const EDITOR = aTarget({ id: 'gemini/image', kind: 'image', capabilities: ['images'] })
const PAINTING_CHAT = aTarget({ id: 'router/both', capabilities: ['image_output', 'tools'] })
const SEEING_CHAT = aTarget({ id: 'glm/flash', capabilities: ['images', 'tools'] })
const CHAT = aTarget({ id: 'deepseek/chat', capabilities: ['tools'] })
const EMBEDDER = aTarget({ id: 'openai/embed', kind: 'embedding' })

const ALL = [COGVIEW, WANX, EDITOR, PAINTING_CHAT, SEEING_CHAT, CHAT, EMBEDDER]

const select = (wish: Partial<Wish>, targets: readonly Target[] = ALL, own: readonly Target[] = targets): Selection => {
  const tasks = { image: { strategy: 'priority', entries: own.map(target => ({ target, weight: 1 })) } } as const
  return selectCandidates(aConfig({ targets, tasks }), { task: 'image', request: aRequest(), ...wish }, facts)
}

const idsOf = ({ candidates }: Selection): readonly string[] => candidates.map(({ target }) => target.id)

const NEW = { startsFromPictures: false }
const FROM_PICTURES = { startsFromPictures: true }

describe('who may answer', () => {
  test('when a picture is to be drawn, is who draws, in the order of the matrix', () => {
    expect(idsOf(select({ drawing: NEW }))).toEqual(['zhipu/cogview', 'qwen/wanx', 'gemini/image', 'router/both'])
  })

  test('when a picture is to be drawn, beyond the matrix is who draws too', () => {
    const { candidates } = select({ drawing: NEW }, ALL, [WANX, CHAT])
    expect(candidates.map(({ target, reason }) => [target.id, reason])).toEqual([['qwen/wanx', 'image #1'], ['zhipu/cogview', 'fallback'], ['gemini/image', 'fallback'], ['router/both', 'fallback']])
  })

  test('when nobody asked for a picture, is who talks, whatever the task', () => {
    expect(idsOf(select({}))).toEqual(['router/both', 'glm/flash', 'deepseek/chat'])
    expect(idsOf(select({ task: 'general' }))).toEqual(['router/both', 'glm/flash', 'deepseek/chat'])
  })

  test('when a picture is to be looked at, is who talks and sees', () => {
    expect(idsOf(select({ request: aRequest({ needs: { images: true } }) }))).toEqual(['glm/flash'])
  })

  test('when a picture is to be drawn and nobody draws, is who talks', () => {
    expect(idsOf(select({ drawing: NEW }, [SEEING_CHAT, CHAT]))).toEqual(['glm/flash', 'deepseek/chat'])
  })

  test('when a painter is named, is the painter, whatever the request holds', () => {
    const request = aRequest({ needs: { tools: true, images: true, documents: true, imageOutput: true }, estimatedInputTokens: 1_000_000 })
    const selection = select({ targets: [COGVIEW], request })
    expect([idsOf(selection), selection.skipped, selection.candidates[0]?.reason]).toEqual([['zhipu/cogview'], [], 'model #1'])
  })
})

describe('who goes first', () => {
  test('when pictures came with the words, is who is known to start from pictures', () => {
    expect(idsOf(select({ drawing: FROM_PICTURES, request: aRequest({ needs: { images: true } }) }))).toEqual(['gemini/image', 'zhipu/cogview', 'qwen/wanx'])
  })

  test('when the client named somebody, is who was named', () => {
    expect(idsOf(select({ drawing: FROM_PICTURES, targets: [COGVIEW], goesOn: true }))[0]).toBe('zhipu/cogview')
  })
})

test('a conversation, after a picture was drawn in it, is still held by who talked last', () => {
  const conversations = new Conversations()
  const caller = { sessionId: 's' }
  conversations.answered(caller, CHAT, 'general')
  conversations.answered(caller, COGVIEW, 'image')
  expect(conversations.of(caller)).toEqual({ task: 'general', target: { id: 'deepseek/chat' } })
})
