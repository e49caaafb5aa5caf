/**
 * Every simulated vendor behind the router, asked with the real `openai` package: nothing that the client sends may reach a
 * vendor in a form that the vendor refuses, and whatever the vendor answers is what the client hears.
 */

import type OpenAI from 'openai'
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { signOf } from '../../src/simulator/vendors/vendor-model-answer.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { TARGETS, abilityTest, useVendorRouter, type Ability, type VendorTarget } from './vendor-router.ts'

type Messages = OpenAI.Chat.Completions.ChatCompletionMessageParam[]
type Question = Omit<OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming, 'stream'>

const router = useVendorRouter()

const stringOf = (name: string) => ({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: { [name]: { type: 'string', minLength: 1 } }, required: [name], additionalProperties: false })
const TOOLS = [['read_file', 'path'], ['run_command', 'command']].map(([name = '', member = '']) =>
  ({ type: 'function' as const, function: { name, description: 'Does it.', parameters: stringOf(member) } }))
const STRICT_TOOLS = [zodFunction({ name: 'read_file', description: 'Reads a file.', parameters: z.object({ path: z.string() }) })]
const PARALLEL = 'Read the file a.txt and run the command `ls`.'
const TWO_ROUNDS = 'Read the file a.txt. Then read the file b.txt.'
const Recipe = z.object({ name: z.string(), minutes: z.number() })

/** Each vendor's way reaches the client under one of two names. */
const thoughtIn = (message: object): string => {
  const { reasoning_content: first, reasoning: second } = message as { reasoning_content?: string | null, reasoning?: string | null }
  return first ?? second ?? ''
}

const asking = (content: string): Messages => [{ role: 'system', content: 'Be brief.' }, { role: 'user', content }]

/** The package puts together what it knows; thinking it does not. */
const stream = async (request: Question) => {
  let thought = ''
  const running = router.openai.chat.completions.stream({ ...request, stream_options: { include_usage: true } })
  running.on('chunk', ({ choices: [choice] }) => { thought += thoughtIn(choice?.delta ?? {}) })
  return { completion: await running.finalChatCompletion(), thought: () => thought }
}

const ask = async (isStream: boolean, request: Question) => {
  const { completion, thought = () => thoughtIn(completion.choices[0]?.message ?? {}) } = isStream ? await stream(request) : { completion: await router.openai.chat.completions.create(request) }
  const [choice] = completion.choices
  if (choice === undefined) throw new Error('no choice')
  return { completion, choice, thought: thought() }
}

interface Worked { readonly text: string; readonly rounds: readonly string[][]; readonly ids: readonly string[] }

/** Answers every call by its own name until the model has the last word. Like most clients, it forgets what was thought. */
const work = async (isStream: boolean, prompt: string, request: Omit<Question, 'messages'>): Promise<Worked> => {
  const messages = asking(prompt)
  const rounds: string[][] = []
  const ids: string[] = []
  for (;;) {
    const { choice } = await ask(isStream, { ...request, messages, tools: TOOLS })
    const { content, tool_calls: calls = [] } = choice.message
    const called = calls.filter(call => call.type === 'function')
    if (called.length === 0) return { text: content ?? '', rounds, ids }
    expect(choice.finish_reason).toBe('tool_calls')
    rounds.push(called.map(call => `${call.function.name} ${call.function.arguments}`))
    ids.push(...called.map(({ id }) => id))
    messages.push({ role: 'assistant', content, tool_calls: called.map(({ id, type, function: { name, arguments: text } }) => ({ id, type, function: { name, arguments: text } })) })
    messages.push(...called.map(({ id, function: { name } }) => ({ role: 'tool' as const, tool_call_id: id, content: `${name} done` })))
  }
}

const canBeHeardThinking = ({ vendor, model }: Pick<VendorTarget, 'vendor' | 'model'>, isStream: boolean): boolean =>
  vendor.showsThinking && model.thinks !== 'never' && (isStream || vendor.name !== 'qwen') && !isNameless(vendor)

/** Of whom nothing is known: what a client says of reasoning is its own risk there. */
const isNameless = ({ name }: Vendor): boolean => name.startsWith('strict-')

const MODES = [{ mode: 'whole', isStream: false }, { mode: 'streamed', isStream: true }]
const CELLS = TARGETS.flatMap(target => MODES.map(mode => ({ ...target, ...mode })))

describe.each(CELLS)('$target, $mode', ({ vendor, model, target, isStream }) => {
  const able = (ability: Ability): typeof test => abilityTest('openai-chat', target, ability)

  able('plain')('a plain question, when nothing else is asked, is answered with text and usage', async () => {
    const { completion, choice } = await ask(isStream, { model: target, messages: asking('Hi') })
    router.expectNoRefusals(vendor)
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: expect.stringContaining(signOf(vendor.name)) as unknown } })
    expect(completion.usage).toMatchObject({ prompt_tokens: expect.any(Number) as unknown, completion_tokens: expect.any(Number) as unknown })
  })

  able('settings')('settings, when a client sends all the usual ones, offend nobody', async () => {
    const { choice } = await ask(isStream, { model: target, messages: [{ role: 'developer', content: 'Be brief.' }, { role: 'user', content: 'Hi' }], temperature: 0.2, top_p: 0.9, max_completion_tokens: 900_000 })
    router.expectNoRefusals(vendor)
    expect(choice.message.content).toContain(signOf(vendor.name))
  })

  able('tools')('tools, when two are called at once, come with an id each and are answered', async () => {
    const { text, rounds, ids } = await work(isStream, PARALLEL, { model: target })
    router.expectNoRefusals(vendor)
    expect(rounds).toEqual([['read_file {"path":"a.txt"}', 'run_command {"command":"ls"}']])
    expect(new Set(ids).size).toBe(2)
    expect(text).toBe(`${signOf(vendor.name)} The tools said: read_file done\nrun_command done`)
  })

  able('tools')('tools, when they are called in two rounds, never share an id', async () => {
    const { text, rounds, ids } = await work(isStream, TWO_ROUNDS, { model: target })
    router.expectNoRefusals(vendor)
    expect(rounds).toEqual([['read_file {"path":"a.txt"}'], ['read_file {"path":"b.txt"}']])
    expect(new Set(ids).size).toBe(2)
    expect(text).toContain('The tools said: read_file done')
  })

  able('strict tools')('a tool, when its schema is meant strictly, is called with what it wants', async () => {
    const { choice } = await ask(isStream, { model: target, messages: asking('Read the file a.txt.'), tools: STRICT_TOOLS })
    router.expectNoRefusals(vendor)
    expect(choice.message.tool_calls).toMatchObject([{ function: { name: 'read_file', arguments: '{"path":"a.txt"}' } }])
  })

  able('thinking').skipIf(vendor.name === 'strict-openai')('thinking, when it is asked for beside tools, is heard where the vendor tells it, and the work is done', async () => {
    const { thought } = await ask(isStream, { model: target, messages: asking('Hi'), reasoning_effort: 'high' })
    if (canBeHeardThinking({ vendor, model }, isStream)) expect(thought).toContain('thinks about round 0')
    const { text } = await work(isStream, TWO_ROUNDS, { model: target, reasoning_effort: 'high' })
    router.expectNoRefusals(vendor)
    expect(text).toContain('The tools said: read_file done')
  })

  able('foreign history')('a conversation, when another vendor began it with tools, goes on here', async () => {
    const call = { id: 'call_5f3a9c0e7b1d4482a6ce91d0', type: 'function' as const, function: { name: 'read_file', arguments: '{"path":"a.txt"}' } }
    const begun: Messages = [...asking('Look.'), { role: 'assistant', content: null, tool_calls: [call] }, { role: 'tool', tool_call_id: call.id, content: 'done' }, { role: 'assistant', content: 'It is done.' }, { role: 'user', content: PARALLEL }]
    const { choice } = await ask(isStream, { model: target, messages: begun, tools: TOOLS.slice(0, 1) })
    router.expectNoRefusals(vendor)
    expect(choice.finish_reason).toBe('tool_calls')
  })

  able('schema')('structured output, when a schema is given, is a value of it', async () => {
    const { choice } = await ask(isStream, { model: target, messages: asking('A recipe.'), response_format: zodResponseFormat(Recipe, 'recipe') })
    router.expectNoRefusals(vendor)
    expect(Recipe.parse(JSON.parse(choice.message.content ?? ''))).toEqual({ name: signOf(vendor.name), minutes: 0 })
  })

  able('forced tool')('a tool, when it is forced, is called', async () => {
    const { choice } = await ask(isStream, { model: target, messages: asking('A recipe as data.'), tools: TOOLS, tool_choice: { type: 'function', function: { name: 'read_file' } } })
    router.expectNoRefusals(vendor)
    expect(choice.message.tool_calls).toMatchObject([{ function: { name: 'read_file', arguments: '{"path":"simulated"}' } }])
  })
})
