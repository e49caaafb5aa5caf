/** From a request to its decision: the class of the request, the models it names, the conversation it sums up. */

import { describe, expect, test } from 'vitest'
import type { CallerFacts, ChatRequest, Task } from '../../src/chat/request.ts'
import type { Target } from '../../src/config/target.ts'
import { createDecide, type DecideDependencies } from '../../src/gateway/decide.ts'
import { type Decision, describeDecision } from '../../src/gateway/decision.ts'
import { selectCandidates, type SelectionFacts, type Wish } from '../../src/routing/select-candidates.ts'
import type { Conversation } from '../../src/routing/summary-target.ts'
import { aConfig, aRequest, aTarget } from '../support/routing-fixtures.ts'

const FACTS: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

const best = aTarget({ id: 'best/m' })
const good = aTarget({ id: 'good/m' })
const small = aTarget({ id: 'small/m', contextWindow: 100 })

const route = (...targets: readonly Target[]) => ({ strategy: 'priority' as const, entries: targets.map(target => ({ target, weight: 1 })) })
const config = aConfig({
  targets: [best, good, small],
  tasks: { code: route(best, good), general: route(good, best) },
  classes: { auxiliary: route(small, good), compaction: route(small) },
  aliases: [{ pattern: 'claude-*', model: 'auto', matches: name => name.startsWith('claude-') }],
})

interface Asked {
  readonly request?: Partial<ChatRequest>
  readonly caller?: CallerFacts
  readonly hint?: Task
  readonly conversation?: Conversation
  readonly task?: Task
}

const decide = ({ request = {}, caller = {}, hint, conversation, task = 'code' }: Asked): { decision: Decision, wish: Wish, classified: number } => {
  let classified = 0
  let wish: Wish | undefined
  const classify: DecideDependencies['classify'] = () => { classified++; return { task, confidence: 0.9, scores: {} as Record<Task, number>, reasons: ['test'] } }
  const decision = createDecide({
    classify,
    classifierInput: () => ({}) as ReturnType<DecideDependencies['classifierInput']>,
    select: (current, wanted) => { wish = wanted; return selectCandidates(current, wanted, FACTS) },
    ...(conversation !== undefined && { conversationOf: () => conversation }),
  })(config, aRequest({ caller, ...request }), hint)
  if (wish === undefined) throw new Error('nobody was asked to select')
  return { decision, wish, classified }
}

const reasons = (asked: Asked): readonly string[] => decide(asked).decision.selection.candidates.map(({ target, reason }) => `${target.id} ${reason}`)

describe('the class of a request', () => {
  test('a helper, where its class has targets, goes to those first and by its task after them', () => {
    const asked: Asked = { caller: { requestClass: 'auxiliary' }, request: { model: 'claude-haiku' } }
    expect(reasons(asked)).toEqual(['small/m auxiliary #1', 'good/m auxiliary #2', 'best/m code #1'])
    const { decision, wish } = decide(asked)
    expect(decision).toMatchObject({ requestClass: 'auxiliary', strategy: 'priority', choice: { source: 'classifier', task: 'code' } })
    expect(wish.turns).toBe('class auxiliary')
    expect(describeDecision(decision, config)).toMatchObject({ request_class: 'auxiliary', notes: [] })
  })

  test.each<[string, Asked]>([
    ['has no targets', { caller: { requestClass: 'subagent' } }], ['is the main conversation\'s', { caller: { requestClass: 'main' } }], ['is not known', {}],
    ['is overruled by a header', { caller: { requestClass: 'auxiliary' }, hint: 'code' }], ['is overruled by a task', { caller: { requestClass: 'auxiliary' }, request: { model: 'task:code' } }],
  ])('a request, whose class %s, goes by its task', (_, asked) => {
    expect(reasons(asked)).toEqual(['best/m code #1', 'good/m code #2', 'small/m fallback'])
  })

  test('a model by name, whatever the class, is the client\'s word', () => {
    expect(reasons({ caller: { requestClass: 'auxiliary' }, request: { model: 'best/m' } })).toEqual(['best/m model #1'])
    expect(describeDecision(decide({ request: { model: 'best/m' } }).decision, config)).toMatchObject({ request_class: null, strategy: 'explicit' })
  })
})

describe('models to ask one after the other', () => {
  test('targets by name, in their order, are all that is asked, and nobody classifies', () => {
    const asked: Asked = { request: { model: 'small/m', preferences: { models: ['good/m'] } } }
    expect(reasons(asked)).toEqual(['small/m model #1', 'good/m model #2'])
    expect(decide(asked)).toMatchObject({ classified: 0, decision: { strategy: 'explicit', choice: { source: 'none' } } })
  })

  test('a choice of the router\'s own, behind them, is made as ever', () => {
    const asked: Asked = { request: { model: 'small/m', preferences: { models: ['auto'] } } }
    expect(reasons(asked)).toEqual(['small/m model #1', 'best/m code #1', 'good/m code #2'])
    expect(decide(asked)).toMatchObject({ classified: 1, decision: { strategy: 'explicit', choice: { source: 'classifier' } } })
  })
})

describe('the summary of a conversation', () => {
  const conversation: Conversation = { task: 'general', target: { id: 'good/m' } }
  const summary: Asked = { caller: { requestClass: 'compaction', sessionId: 's' }, conversation }

  test('a summary, of a known conversation, goes to its target and by its task, and nobody classifies', () => {
    expect(reasons(summary)).toEqual(['good/m session target'])
    const { decision, classified } = decide(summary)
    expect(classified).toBe(0)
    expect(decision.choice).toEqual({ task: 'general', source: 'session', reasons: ['the conversation that is to be summed up'] })
    expect(decision.selection.skipped.map(({ target, reason }) => `${target} ${reason}`)).toEqual([
      'small/m weaker than good/m, which holds the conversation', 'best/m weaker than good/m, which holds the conversation',
    ])
    expect(describeDecision(decision, config)).toMatchObject({ skipped: [{ target: 'small/m', rest_ms: null }, { target: 'best/m' }] })
  })

  test('a summary, of an unknown conversation, goes by its class and its task', () => {
    const asked: Asked = { caller: { requestClass: 'compaction' } }
    expect(reasons(asked)).toEqual(['small/m compaction #1', 'best/m code #1', 'good/m code #2'])
    expect(decide(asked).classified).toBe(1)
  })

  test('a summary, asked of a model by name, is that model\'s', () => {
    expect(reasons({ ...summary, request: { model: 'small/m' } })).toEqual(['small/m model #1'])
  })

  test('a request that sums nothing up, in a known conversation, is classified', () => {
    expect(decide({ ...summary, caller: { requestClass: 'main', sessionId: 's' } })).toMatchObject({ classified: 1, wish: { conversation: undefined } })
  })
})

describe('what selection may ask of the request', () => {
  test('its tokens and what a target would leave out, when they are asked for, are found', () => {
    const { wish } = decide({ request: { responseFormat: { type: 'json-schema', name: 'x', schema: {} }, original: { bytes: Buffer.from('{}'), json: { seed: 1 }, members: [] } } })
    expect(wish.countTokens?.()).toBeGreaterThan(3)
    expect(wish.leavesOut?.(aTarget({ compat: { structuredOutput: 'none', droppedFields: ['seed'] } }))).toEqual(['response_format', 'seed'])
  })
})
