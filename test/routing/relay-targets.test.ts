import { describe, expect, test } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import type { Alias, RoutingConfig } from '../../src/config/snapshot.ts'
import type { Target } from '../../src/config/target.ts'
import { RELAY_ENDPOINTS, type RelayEndpoint, type RelayName } from '../../src/providers/relay-endpoints.ts'
import { relayTargets } from '../../src/routing/relay-targets.ts'
import { aConfig, aTarget } from '../support/routing-fixtures.ts'

const endpointOf = (name: RelayName): RelayEndpoint => {
  const endpoint = RELAY_ENDPOINTS.find(each => each.name === name)
  if (endpoint === undefined) throw new Error(`no endpoint ${name}`)
  return endpoint
}

const alias = (pattern: string, model: string): Alias => ({ pattern, model, matches: name => name === pattern })
const anthropic = { dialect: 'anthropic' as const }

const talker = aTarget({ id: 'a/talker' })
const vectors = aTarget({ id: 'a/vectors', kind: 'embedding' })
const mirror = aTarget({ id: 'b/vectors', kind: 'embedding' })
const others = aTarget({ id: 'b/others', kind: 'embedding' })
const painter = aTarget({ id: 'a/painter', kind: 'image' })
const sketcher = aTarget({ id: 'b/sketcher', kind: 'image' })
const mute = aTarget({ id: 'c/dreamer', kind: 'image', provider: anthropic })
const writer = aTarget({ id: 'a/writer', kind: 'completion' })
const scribe = aTarget({ id: 'b/scribe', kind: 'completion' })
const writerToo = aTarget({ id: 'b/writer', kind: 'completion' })
const config = aConfig({
  targets: [talker, mute, vectors, painter, writer, mirror, others, sketcher, scribe, writerToo],
  aliases: [alias('mine', 'a/vectors'), alias('any', 'auto')],
})

const idsOf = (name: RelayName, model: string | undefined, of = config): readonly string[] => relayTargets(of, { endpoint: endpointOf(name), model }).targets.map(({ id }) => id)

const refusal = (name: RelayName, model: string | undefined, of: RoutingConfig = config): RouterError => {
  try {
    relayTargets(of, { endpoint: endpointOf(name), model })
  } catch (error) {
    if (error instanceof RouterError) return error
  }
  throw new Error(`${model ?? 'nothing'} was not refused`)
}

describe('a model that is named', () => {
  test.each<[RelayName, string, readonly string[]]>([
    ['embeddings', 'a/vectors', ['a/vectors']],
    ['embeddings', 'vectors', ['a/vectors', 'b/vectors']],
    ['embeddings', 'mine', ['a/vectors']],
    ['images', 'painter', ['a/painter']],
    ['completions', 'writer', ['a/writer', 'b/writer']],
    ['completions', 'talker', ['a/talker']],
  ])('at %s: "%s" is %j and nothing else', (name, model, ids) => {
    expect(idsOf(name, model)).toEqual(ids)
    expect(relayTargets(config, { endpoint: endpointOf(name), model }).isNamed).toBe(true)
  })

  test('that two providers have, for different things, is asked of those that have it for this', () => {
    const both = aConfig({ targets: [aTarget({ id: 'a/m' }), aTarget({ id: 'b/m', kind: 'embedding' })] })
    expect(idsOf('embeddings', 'm', both)).toEqual(['b/m'])
  })

  test('that stands for another model at another provider, is not asked there', () => {
    const large: Target = aTarget({ id: 'a/m', kind: 'embedding', model: 'large' })
    const small: Target = aTarget({ id: 'b/m', kind: 'embedding', model: 'small' })
    const nicknamed: RoutingConfig = { ...aConfig({ targets: [large, small] }), targetsByModel: new Map([['m', [large, small]]]) }
    expect(idsOf('embeddings', 'm', nicknamed)).toEqual(['a/m'])
  })

  test('that is for chat, is told where to ask, and how to declare it', () => {
    expect(refusal('embeddings', 'talker')).toMatchObject({ code: 'invalid_request', parameter: 'model', message: expect.stringContaining('"kind: embedding"') as unknown })
  })

  test('that is for something else, is told where to ask, and nothing of declaring', () => {
    const { message, code } = refusal('speech', 'painter')
    expect(code).toBe('invalid_request')
    expect(message).toBe('The model "painter" is for image; it is asked at /v1/images/generations, /v1/images/edits, /v1/images/variations, not at /v1/audio/speech. No model for it is configured: list one under its provider\'s models with "kind: speech".')
  })

  test('that nobody has, is told the nearest of the kind', () => {
    expect(refusal('embeddings', 'vektors')).toMatchObject({ code: 'model_not_found', message: 'The model "vektors" is not known to this router. Did you mean "vectors"? /v1/embeddings: Models for it here: a/vectors, b/vectors, b/others.' })
  })

  test('that is like nothing, or longer than any name, is told what there is', () => {
    expect(refusal('embeddings', 'x'.repeat(201)).message).toBe(`The model "${'x'.repeat(100)}" is not known to this router. /v1/embeddings: Models for it here: a/vectors, b/vectors, b/others.`)
    expect(refusal('embeddings', 'zzzzzzzzzzzz').message).not.toContain('Did you mean')
  })

  test('of a list that is long, is told a part of it', () => {
    const many = aConfig({ targets: Array.from({ length: 9 }, (_, index) => aTarget({ id: `a/v${index}`, kind: 'embedding' })) })
    expect(refusal('embeddings', undefined, many).message).toContain('a/v7, ….')
  })

  test('at a provider of another wire alone, is told that', () => {
    expect(refusal('images', 'dreamer')).toMatchObject({ code: 'no_capable_target', message: 'No configured target can take a request at /v1/images/generations. c/dreamer: c speaks anthropic, which has no /v1/images/generations.' })
  })
})

describe('a model that is left to the router', () => {
  test.each(['auto', undefined, 'any', 'image', 'task:image'])('as %s: is any of the kind, in the order of the configuration', (model) => {
    const choice = relayTargets(config, { endpoint: endpointOf('images'), model })
    expect(choice.targets.map(({ id }) => id)).toEqual(['a/painter', 'b/sketcher'])
    expect(choice.isNamed).toBe(false)
    expect(choice.skipped).toEqual([{ target: 'c/dreamer', reason: 'c speaks anthropic, which has no /v1/images/generations', kind: 'incapable', capability: 'images' }])
  })

  test('where only that model may take over, is the first of the kind, wherever it is', () => {
    expect(idsOf('completions', 'auto')).toEqual(['a/writer', 'b/writer'])
  })

  test('for vectors, is refused with the models that there are', () => {
    expect(refusal('embeddings', undefined).message).toBe('The request names no model, and vectors of different models do not mix: name the model. Models for it here: a/vectors, b/vectors, b/others.')
    expect(refusal('embeddings', 'any')).toMatchObject({ code: 'invalid_request', parameter: 'model', message: expect.stringContaining('The model "any" leaves the choice to the router') as unknown })
  })

  test('where there is none, is told how to have one', () => {
    expect(refusal('moderations', undefined)).toMatchObject({ code: 'no_capable_target', message: 'No configured target can take a request at /v1/moderations. No model for it is configured: list one under its provider\'s models with "kind: moderation".' })
  })
})

test('a target that speaks OpenAI\'s wire at another address can be asked there', () => {
  const elsewhere = aTarget({ id: 'c/dreamer', kind: 'image' })
  const target: Target = { ...mute, otherWires: new Map([['openai-chat', elsewhere]]) }
  expect(idsOf('images', 'auto', aConfig({ targets: [target] }))).toEqual(['c/dreamer'])
})

test('a target that draws with an API of its own is passed over, and why', () => {
  const own = aTarget({ id: 'q/dreamer', kind: 'image', compat: { imageApi: 'dashscope' } })
  const like = aTarget({ id: 'g/dreamer', kind: 'image', compat: { imageApi: 'cogview' } })
  const { targets, skipped } = relayTargets(aConfig({ targets: [own, like] }), { endpoint: endpointOf('images'), model: 'auto' })
  expect(targets).toEqual([like])
  expect(skipped).toMatchObject([{ target: 'q/dreamer', reason: 'q draws with an API of its own and has no /v1/images/generations; it draws where it is asked to converse' }])
})
