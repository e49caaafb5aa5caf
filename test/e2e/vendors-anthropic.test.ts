/**
 * Every simulated vendor behind the router, asked with the real `@anthropic-ai/sdk` package: nothing that the client sends may
 * reach a vendor in a form that the vendor refuses, and whatever the vendor answers is what the client hears.
 */

import type Anthropic from '@anthropic-ai/sdk'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { signOf } from '../../src/simulator/vendors/vendor-model-answer.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { MESSAGE_TARGETS, TARGETS, abilityTest, useVendorRouter, type Ability } from './vendor-router.ts'

type Question = Anthropic.MessageCreateParamsNonStreaming
type Message = Anthropic.MessageParam

const router = useVendorRouter()

const stringOf = (name: string) => ({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' as const, properties: { [name]: { type: 'string' } }, required: [name], additionalProperties: false })
const TOOLS = [
  { name: 'read_file', description: 'Reads a file.', input_schema: stringOf('path') },
  { name: 'run_command', description: 'Runs a command.', input_schema: stringOf('command') },
]
const PARALLEL = 'Read the file a.txt and run the command `ls`.'
const TWO_ROUNDS = 'Read the file a.txt. Then read the file b.txt.'
const Recipe = z.object({ name: z.string(), minutes: z.number() })
const CACHED = { cache_control: { type: 'ephemeral' as const } }

const ask = async (isStream: boolean, request: Question): Promise<Anthropic.Message> => {
  const { stream: _stream, ...streamed } = request
  // Without a limit of its own the package refuses to wait for a long answer that is not streamed.
  return isStream ? await router.anthropic.messages.stream(streamed).finalMessage() : await router.anthropic.messages.create(request, { timeout: 20_000 })
}

const base = (target: string) => ({ model: target, max_tokens: 8000, system: [{ type: 'text' as const, text: 'Be brief.', ...CACHED }] })
const asking = (content: string): Message[] => [{ role: 'user', content: [{ type: 'text', text: content, ...CACHED }] }]

const textOf = ({ content }: Anthropic.Message): string => content.map(block => block.type === 'text' ? block.text : '').join('')
const usesOf = ({ content }: Anthropic.Message) => content.filter(block => block.type === 'tool_use')

interface Worked { readonly text: string; readonly rounds: readonly string[][]; readonly ids: readonly string[] }

interface Manners { readonly losesThinking?: boolean; readonly reminds?: boolean }

const REMINDER = { type: 'text' as const, text: '<system-reminder>Go on.</system-reminder>' }

/** Answers every call by its own name until the model has the last word; sends its thinking back unless it is one who loses it. */
const work = async (isStream: boolean, prompt: string, request: Omit<Question, 'messages'>, { losesThinking = false, reminds = false }: Manners = {}): Promise<Worked> => {
  const messages = asking(prompt)
  const rounds: string[][] = []
  const ids: string[] = []
  for (;;) {
    const answer = await ask(isStream, { ...request, messages, tools: TOOLS })
    const uses = usesOf(answer)
    if (uses.length === 0) return { text: textOf(answer), rounds, ids }
    expect(answer.stop_reason).toBe('tool_use')
    rounds.push(uses.map(({ name, input }) => `${name} ${JSON.stringify(input)}`))
    ids.push(...uses.map(({ id }) => id))
    messages.push({ role: 'assistant', content: losesThinking ? uses : answer.content })
    messages.push({ role: 'user', content: [...uses.map(({ id, name }) => ({ type: 'tool_result' as const, tool_use_id: id, content: `${name} done` })), ...reminds ? [REMINDER] : []] })
  }
}

const isNameless = ({ name }: Vendor): boolean => name.startsWith('strict-')

const THINKING = { thinking: { type: 'enabled' as const, budget_tokens: 4000 } }
const MODES = [{ mode: 'whole', isStream: false }, { mode: 'streamed', isStream: true }]
const CELLS = [...TARGETS, ...MESSAGE_TARGETS].flatMap(target => MODES.map(mode => ({ ...target, ...mode })))

describe.each(CELLS)('$target, $mode', ({ vendor, model, target, isStream }) => {
  const able = (ability: Ability): typeof test => abilityTest('anthropic-messages', target, ability)

  able('plain')('a plain question, when nothing else is asked, is answered with text and usage', async () => {
    const message = await ask(isStream, { ...base(target), messages: asking('Hi') })
    router.expectNoRefusals(vendor)
    expect(message).toMatchObject({ stop_reason: 'end_turn', usage: { input_tokens: expect.any(Number) as unknown, output_tokens: expect.any(Number) as unknown } })
    expect(textOf(message)).toContain(signOf(vendor.name))
  })

  able('settings')('settings, when a client sends all the usual ones, offend nobody', async () => {
    const message = await ask(isStream, { ...base(target), messages: [...asking('Hi'), { role: 'assistant', content: 'Hello.' }, { role: 'user', content: 'Hi again' }], max_tokens: 900_000, metadata: { user_id: 'somebody' } })
    router.expectNoRefusals(vendor)
    expect(textOf(message)).toContain(signOf(vendor.name))
  })

  able('tools')('tools, when two are called at once, come with an id each and are answered', async () => {
    const { text, rounds, ids } = await work(isStream, PARALLEL, base(target))
    router.expectNoRefusals(vendor)
    expect(rounds).toEqual([['read_file {"path":"a.txt"}', 'run_command {"command":"ls"}']])
    expect(new Set(ids).size).toBe(2)
    expect(text).toBe(`${signOf(vendor.name)} The tools said: read_file done\nrun_command done`)
  })

  able('tools')('tools, when they are called in two rounds, never share an id', async () => {
    const { text, rounds, ids } = await work(isStream, TWO_ROUNDS, base(target))
    router.expectNoRefusals(vendor)
    expect(rounds).toEqual([['read_file {"path":"a.txt"}'], ['read_file {"path":"b.txt"}']])
    expect(new Set(ids).size).toBe(2)
    expect(text).toContain('The tools said: read_file done')
  })

  able('reminders')('tools, when the client reminds of something behind their results, are answered all the same', async () => {
    const { text } = await work(isStream, TWO_ROUNDS, base(target), { reminds: true })
    router.expectNoRefusals(vendor)
    expect(text).toContain('The tools said: read_file done')
  })

  able('thinking')('thinking, when it is asked for beside tools, comes first where the vendor tells it, and the work is done', async () => {
    const message = await ask(isStream, { ...base(target), ...THINKING, messages: asking('Hi') })
    if (vendor.showsThinking && model.thinks !== 'never' && (isStream || vendor.name !== 'qwen') && (!isNameless(vendor) || vendor.wire === 'anthropic-messages')) {
      expect(message.content).toMatchObject([{ type: 'thinking', thinking: expect.stringContaining('thinks about round 0') as unknown }, { type: 'text' }])
    }
    const { text } = await work(isStream, TWO_ROUNDS, { ...base(target), ...THINKING })
    router.expectNoRefusals(vendor)
    expect(text).toContain('The tools said: read_file done')
  })

  able('lost thinking')('thinking, when the client loses it on the way, is no reason to refuse the work', async () => {
    const { text } = await work(isStream, TWO_ROUNDS, { ...base(target), thinking: { type: 'adaptive' } as never }, { losesThinking: true })
    router.expectNoRefusals(vendor)
    expect(text).toContain('The tools said: read_file done')
  })

  able('foreign history')('a conversation, when another vendor began it with thinking and tools, goes on here', async () => {
    const use = { type: 'tool_use' as const, id: 'call_00_n9hzoJSh5RkNHGqRHqTiK2XT', name: 'read_file', input: { path: 'a.txt' } }
    const begun: Message[] = [
      ...asking('Look.'), { role: 'assistant', content: [{ type: 'thinking', thinking: 'Another thought this.', signature: '' }, use] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: 'done' }] }, { role: 'assistant', content: 'It is done.' }, { role: 'user', content: PARALLEL },
    ]
    const message = await ask(isStream, { ...base(target), ...THINKING, messages: begun, tools: TOOLS.slice(0, 1) })
    router.expectNoRefusals(vendor)
    expect(usesOf(message)).toHaveLength(1)
  })

  able('schema')('structured output, when a schema is given, is a value of it', async () => {
    const message = await ask(isStream, { ...base(target), messages: asking('A recipe.'), output_config: { format: zodOutputFormat(Recipe) } })
    router.expectNoRefusals(vendor)
    expect(Recipe.parse(JSON.parse(textOf(message)))).toEqual({ name: signOf(vendor.name), minutes: 0 })
  })

  // Who speaks the vendor's own wire is told what the vendor tells everybody.
  able('forced tool').skipIf(vendor.wire === 'anthropic-messages' && model.thinks === 'always')('a tool, when it is forced, is called', async () => {
    const message = await ask(isStream, { ...base(target), messages: asking('A recipe as data.'), tools: TOOLS, tool_choice: { type: 'tool', name: 'read_file' } })
    router.expectNoRefusals(vendor)
    expect(usesOf(message)).toMatchObject([{ name: 'read_file', input: { path: 'simulated' } }])
  })
})
