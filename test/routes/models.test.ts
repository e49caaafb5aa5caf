/** What a client is told of the models there are: facts, never guesses, and in pages where it asks for pages. */

import { describe, expect, test } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'
import { pageOf } from '../../src/routes/list-page.ts'
import { findModel, listModels } from '../../src/routes/model-list.ts'
import { anthropicShape, openAiShape } from '../../src/routes/model-shapes.ts'
import { commonParameters, supportedParameters } from '../../src/routes/supported-parameters.ts'
import { aConfig, aTarget, type ConfigFacts } from '../support/routing-fixtures.ts'

const large = aTarget({
  id: 'acme/large', displayName: 'Acme Large', contextWindow: 200_000, maxOutputTokens: 8_000, price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  capabilities: ['tools', 'images', 'documents', 'audio', 'reasoning', 'structured_output'], compat: { reasoningSwitch: 'reasoning_effort' },
})
const small = aTarget({ id: 'bolt/small', contextWindow: 32_000, maxOutputTokens: 4_000, capabilities: ['structured_output'], compat: { structuredOutput: 'json-object', droppedFields: ['top_p'] } })
const unknown = aTarget({ id: 'open/what' })
const embedding = aTarget({ id: 'acme/embed', kind: 'embedding', contextWindow: 8_000, price: { input: 0.02, output: 0 } })
const painter = aTarget({ id: 'acme/paint', kind: 'image', capabilities: ['images', 'image_output'] })

const alias = (pattern: string, model: string): NonNullable<ConfigFacts['aliases']>[number] =>
  ({ pattern, model, matches: name => pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern })

const config = aConfig({
  targets: [large, small, unknown, embedding, painter],
  aliases: [alias('fast', 'bolt/small'), alias('smart', 'auto'), alias('lost', 'no/where'), alias('acme/large', 'bolt/small'), alias('claude-*', 'auto')],
})

const shown = (id: string, of: RoutingConfig = config): Record<string, unknown> => openAiShape(findModel(of, id)) as Record<string, unknown>

describe('the list', () => {
  test('the router\'s choices, aliases by name and every target, when they are listed, are there once', () => {
    const ids = listModels(config, true).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['auto', 'auto:code', 'claude-router-auto', 'claude-router-code', 'fast', 'smart', 'acme/large', 'acme/embed', 'acme/paint']))
    expect(new Set(ids).size).toBe(ids.length)
    expect(listModels(config, false).map(({ id }) => id)).toEqual(ids.filter(id => !/^claude-router-(?!auto)/.test(id)))
    for (const id of ['lost', 'claude-*']) expect(ids).not.toContain(id)
    for (const id of ids.filter(each => each.startsWith('claude-'))) expect(findModel(config, id).displayName).toMatch(/^Auto/)
  })

  test('any name that a request may use, when it is looked up, has the facts of what it stands for', () => {
    expect(findModel(config, 'claude-opus-5-5')).toMatchObject({ id: 'claude-opus-5-5', ownedBy: 'smart-router', contextWindow: 32_000 })
    expect(findModel(config, 'small')).toMatchObject({ id: 'small', ownedBy: 'bolt', contextWindow: 32_000 })
    expect(findModel(config, 'fast')).toMatchObject({ displayName: 'small', contextWindow: 32_000 })
    expect(() => findModel(config, 'nobody')).toThrow(RouterError)
  })
})

describe('the facts of a model', () => {
  test('a model of which all is known, when it is shown, is shown whole', () => {
    expect(shown('acme/large')).toMatchObject({
      id: 'acme/large', object: 'model', owned_by: 'acme', name: 'Acme Large', display_name: 'Acme Large', kind: 'chat',
      context_length: 200_000, context_window: 200_000, max_model_len: 200_000, max_output_tokens: 8_000,
      pricing: { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003', input_cache_write: '0.00000375' },
      architecture: { modality: 'text+image+file+audio->text', input_modalities: ['text', 'image', 'file', 'audio'], output_modalities: ['text'] },
      supported_parameters: ['max_tokens', 'temperature', 'top_p', 'stop', 'tools', 'tool_choice', 'parallel_tool_calls', 'response_format', 'structured_outputs', 'reasoning', 'include_reasoning'],
    })
    expect(anthropicShape(findModel(config, 'acme/large'))).toEqual({ id: 'acme/large', type: 'model', display_name: 'Acme Large', created_at: expect.any(String) as unknown, max_input_tokens: 200_000, max_tokens: 8_000 })
  })

  test('a model of which only the name is known, when it is shown, claims nothing', () => {
    const model = shown('open/what')
    for (const member of ['context_length', 'max_model_len', 'max_output_tokens', 'pricing', 'architecture']) expect(model).not.toHaveProperty(member)
    expect(model['supported_parameters']).toEqual(['max_tokens', 'temperature', 'top_p', 'stop'])
    expect(anthropicShape(findModel(config, 'open/what'))).toEqual({ id: 'open/what', type: 'model', display_name: 'what', created_at: expect.any(String) as unknown })
  })

  test('a model that does not chat, when it is shown, says what it is for', () => {
    expect(shown('acme/embed')).toMatchObject({ kind: 'embedding', pricing: { prompt: '0.00000002', completion: '0' }, architecture: { modality: 'text->embeddings' } })
    expect(shown('acme/paint')).toMatchObject({ kind: 'image', architecture: { input_modalities: ['text', 'image'], output_modalities: ['image'] } })
    for (const id of ['acme/embed', 'acme/paint']) expect(shown(id)).not.toHaveProperty('supported_parameters')
  })

  test('a model that draws while it chats, when it is shown, says both', () => {
    expect(shown('x/y', aConfig({ targets: [aTarget({ id: 'x/y', capabilities: ['image_output'] })] }))).toMatchObject({ architecture: { modality: 'text->text+image' } })
  })

  test('auto, when it is shown, promises what holds whoever is picked', () => {
    expect(shown('auto')).toMatchObject({ owned_by: 'smart-router', kind: 'chat', context_length: 32_000, max_output_tokens: 4_000, supported_parameters: ['max_tokens', 'temperature', 'stop', 'tools'] })
    expect(shown('auto')).not.toHaveProperty('pricing')
    expect(shown('auto', aConfig({ targets: [embedding] }))).not.toHaveProperty('supported_parameters')
  })
})

describe('supportedParameters', () => {
  const of = (facts: Parameters<typeof aTarget>[0]): readonly string[] => supportedParameters(aTarget(facts)).slice(4)

  test.each<[string, Parameters<typeof aTarget>[0], readonly string[]]>([
    ['calls, but cannot be forced', { capabilities: ['tools'], compat: { toolChoice: 'auto-only', supportsParallelToolCallsField: false } }, ['tools']],
    ['takes JSON without a schema', { capabilities: ['structured_output'], compat: { structuredOutput: 'json-object' } }, ['response_format']],
    ['takes no format', { capabilities: ['structured_output'], compat: { structuredOutput: 'none' } }, []],
    ['thinks, and cannot be told to', { capabilities: ['reasoning'] }, []],
    ['does nothing special', { capabilities: [] }, []],
  ])('a target that %s, when it is asked, says so', (_, facts, expected) => { expect(of(facts)).toEqual(expected) })

  test('what several have in common, when one of them calls tools, holds tools', () => {
    expect(commonParameters([large, small])).toEqual(['max_tokens', 'temperature', 'stop', 'tools', 'response_format'])
    expect(commonParameters([small])).not.toContain('tools')
  })
})

describe('pageOf', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map(id => ({ id }))
  const page = (query: Record<string, unknown>): string => {
    const { items: found, hasMore } = pageOf(items, query)
    return found.map(({ id }) => id).join('') + (hasMore ? '…' : '')
  }

  test.each<[Record<string, unknown>, string]>([
    [{}, 'abcde'], [{ limit: '2' }, 'ab…'], [{ limit: '5' }, 'abcde'], [{ limit: '1000' }, 'abcde'], [{ limit: '2', after_id: 'b' }, 'cd…'], [{ limit: '2', after_id: 'd' }, 'e'], [{ after_id: 'e' }, ''],
    [{ limit: '2', before_id: 'e' }, 'cd…'], [{ limit: '2', before_id: 'c' }, 'ab'], [{ before_id: 'a' }, ''],
  ])('a list, asked for with %j, is %s', (query, expected) => { expect(page(query)).toBe(expected) })

  test.each([[{ limit: '0' }, 'limit'], [{ limit: '1001' }, 'limit'], [{ limit: 'many' }, 'limit'], [{ limit: ['1', '2'] }, 'limit'], [{ after_id: 'z' }, 'after_id'], [{ before_id: 'z' }, 'before_id']])('a list, asked for with %j, is refused', (query, parameter) => {
    expect(() => page(query)).toThrow(expect.objectContaining({ code: 'invalid_request', parameter }))
  })
})
