import { describe, expect, test } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import { TASKS } from '../../src/chat/request.ts'
import type { Alias } from '../../src/config/snapshot.ts'
import { isTask, type ModelChoice, resolveModel, resolveModels } from '../../src/routing/resolve-model.ts'
import { aConfig, aTarget } from '../support/routing-fixtures.ts'

const alias = (pattern: string, model: string): Alias =>
  ({ pattern, model, matches: name => pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern })

const deepseek = aTarget({ id: 'deepseek/deepseek-chat' })
const glm = aTarget({ id: 'glm/glm-4.6' })
const mirror = aTarget({ id: 'mirror/glm-4.6' })
const ollama = aTarget({ id: 'ollama/llama3', provider: { openCompat: {} } })
const config = aConfig({
  targets: [deepseek, glm, mirror, ollama],
  aliases: [
    alias('gpt-4o', 'deepseek/deepseek-chat'), alias('claude-*', 'auto'), alias('fast', 'quick'), alias('quick', 'task:code'),
    alias('self', 'self'), alias('a', 'b'), alias('b', 'a'), alias('dangling', 'nowhere/model'),
  ],
})

const idsOf = (choice: ModelChoice): readonly string[] => choice.kind === 'targets' ? choice.targets.map(({ id }) => id) : [choice.kind]

const refusal = (model: string, of = config): RouterError => {
  try {
    resolveModel(of, model)
  } catch (error) {
    if (error instanceof RouterError) return error
  }
  throw new Error(`${model} was not refused`)
}

describe('resolving a model', () => {
  test.each(['auto', 'smart-router', 'smart-router/auto', 'claude-router-auto', 'claude-sonnet-5'])('"%s" leaves the choice to the router', (model) => {
    expect(resolveModel(config, model)).toEqual({ kind: 'auto' })
  })

  test.each([
    ['deepseek/deepseek-chat', ['deepseek/deepseek-chat']],
    ['deepseek-chat', ['deepseek/deepseek-chat']],
    ['glm-4.6', ['glm/glm-4.6', 'mirror/glm-4.6']],
    ['gpt-4o', ['deepseek/deepseek-chat']],
    ['ollama/whatever-you-have', ['ollama/whatever-you-have']],
  ])('"%s" is %j', (model, ids) => {
    expect(idsOf(resolveModel(config, model))).toEqual(ids)
  })

  test.each(TASKS.flatMap(task => [[task, task], [`task:${task}`, task], [`auto:${task}`, task]]))('"%s" is the task %s', (model, task) => {
    expect(resolveModel(config, model)).toEqual({ kind: 'task', task })
  })

  test('a model, when it has the name of a task, is the model', () => {
    const coder = aTarget({ id: 'acme/code' })
    expect(idsOf(resolveModel(aConfig({ targets: [coder] }), 'code'))).toEqual(['acme/code'])
  })

  test('an alias, when it leads to another, is followed', () => {
    expect(resolveModel(config, 'fast')).toEqual({ kind: 'task', task: 'code' })
  })

  test.each(['self', 'a', 'dangling'])('the alias "%s", when it leads nowhere, is refused and not followed for ever', (model) => {
    expect(refusal(model).code).toBe('model_not_found')
  })

  test.each([['deepseek/deepseek-chat2', 'deepseek/deepseek-chat'], ['glm-4.5', 'glm-4.6'], ['autoo', 'auto'], ['thinkin', 'thinking']])(
    '"%s", which nobody has, is refused with the hint "%s"', (model, hint) => {
      const error = refusal(model)
      expect(error).toMatchObject({ code: 'model_not_found', parameter: 'model', shouldRetry: false })
      expect(error.message).toContain(`Did you mean "${hint}"?`)
    })

  test('a name like no other, when nobody has it, is refused without a hint and with what there is', () => {
    const { message } = refusal('zzzzzzzzzzzz')
    expect(message).not.toContain('Did you mean')
    expect(message).toContain('deepseek/deepseek-chat, glm/glm-4.6, mirror/glm-4.6, ollama/llama3. GET /v1/models')
  })

  test('a name of a megabyte, when nobody has it, is refused shortly', () => {
    expect(refusal('x'.repeat(1_000_000)).message.length).toBeLessThan(500)
  })

  test('many targets, when one is missed, are listed in part', () => {
    const many = aConfig({ targets: Array.from({ length: 20 }, (_, number) => aTarget({ id: `acme/model-${number}` })) })
    expect(refusal('zzzzzzzzzzzz', many).message).toContain('acme/model-7, …. GET')
  })

  test('isTask, of words, knows the seven', () => {
    expect(['code', 'general', 'auto', 'Code', ''].map(isTask)).toEqual([true, true, false, false, false])
  })
})

describe('resolving a model and those to ask after it', () => {
  test.each<[string, readonly string[], readonly string[], unknown]>([
    ['deepseek/deepseek-chat', [], ['deepseek/deepseek-chat'], undefined],
    ['deepseek/deepseek-chat', ['glm-4.6', 'deepseek/deepseek-chat'], ['deepseek/deepseek-chat', 'glm/glm-4.6', 'mirror/glm-4.6'], undefined],
    ['glm/glm-4.6', ['claude-opus', 'deepseek/deepseek-chat'], ['glm/glm-4.6'], { kind: 'auto' }],
    ['glm/glm-4.6', ['claude-router-code'], ['glm/glm-4.6'], { kind: 'task', task: 'code' }],
    ['auto', ['deepseek/deepseek-chat'], [], { kind: 'auto' }],
  ])('"%s" and %j are the targets %j and what is left to the router', (model, further, ids, open) => {
    const resolved = resolveModels(config, model, further)
    expect(resolved.named.map(({ id }) => id)).toEqual(ids)
    expect(resolved.open).toEqual(open)
  })

  test('a further model that nobody has is refused by the member that names it, even where it would never be asked', () => {
    expect(() => resolveModels(config, 'auto', ['no/such'])).toThrow(expect.objectContaining({ code: 'model_not_found', parameter: 'models' }))
    expect(() => resolveModels(config, 'no/such')).toThrow(expect.objectContaining({ parameter: 'model' }))
  })
})
