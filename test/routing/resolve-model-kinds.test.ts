import { expect, test } from 'vitest'
import { lookUpModel, resolveModel } from '../../src/routing/resolve-model.ts'
import { aConfig, aTarget } from '../support/routing-fixtures.ts'

const config = aConfig({
  targets: [aTarget({ id: 'a/talker' }), aTarget({ id: 'a/painter', kind: 'image' }), aTarget({ id: 'a/vectors', kind: 'embedding' }), aTarget({ id: 'a/both', kind: 'embedding' }), aTarget({ id: 'b/both' })],
})
const idsOf = (choice: ReturnType<typeof lookUpModel>) => choice?.kind === 'targets' ? choice.targets.map(({ id }) => id) : choice

test.each([['a/talker', ['a/talker']], ['painter', ['a/painter']], ['both', ['b/both']]])('"%s", where it is to converse, is %j', (model, ids) => {
  expect(idsOf(resolveModel(config, model))).toEqual(ids)
})

test.each(['vectors', 'a/vectors', 'a/both'])('"%s", where it is to converse, is told where it is asked', (model) => {
  expect(() => resolveModel(config, model)).toThrow(`The model "${model}" does not converse: it is for embedding. Ask it at /v1/embeddings.`)
})

test('a name, whatever its models are for, is all of them; one that nobody has is nothing', () => {
  expect(idsOf(lookUpModel(config, 'both'))).toEqual(['a/both', 'b/both'])
  expect(lookUpModel(config, 'nobody')).toBeUndefined()
})
