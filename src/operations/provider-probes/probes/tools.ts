/** Tools: whether they are called, several at once or when told to, and whether what they gave can be given back. */

import type { ResultBlock } from '../../../chat/result.ts'
import { DIALECT_WIRES } from '../../../config/target.ts'
import { canSwitchOff } from '../../../providers/reasoning.ts'
import { TOOL_NAME } from '../ask.ts'
import type { Ask } from '../ask.ts'
import { bareObject } from '../bare-object.ts'
import type { Answer } from '../exchange.ts'
import type { Known, Probe, Way } from '../probe.ts'
import { EFFORTS } from './senses.ts'
import { supported, unclear, unsupported } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

type Call = Extract<ResultBlock, { type: 'tool-call' }>

const callsIn = ({ result }: Answer): readonly Call[] => (result.choices[0]?.blocks ?? []).filter(block => block.type === 'tool-call')

/** A call that a client could carry out. */
const isSound = ({ name, argumentsText }: Call): boolean => name === TOOL_NAME && bareObject(argumentsText) !== undefined

const judgeCall = (how: string) => (answer: Answer): Verdict => {
  const [call] = callsIn(answer)
  if (call === undefined) return unsupported('it answers in words and calls no tool')
  return isSound(call) ? supported(how) : unclear(`it called "${call.name}" with arguments that are no JSON object`)
}

/** What stands in the file that the tool reads. */
const CODE_WORD = 'tangerine'
const TOOL_RESULT = `The code word is ${CODE_WORD}.`

const READ: Ask = { text: 'Use your tool to read the file notes/today.txt, and tell me the code word that stands in it.', offersTool: true }

const READ_AS_TOLD: Ask = { ...READ, toolChoice: 'required' }

export const tools: Probe = {
  name: 'tools',
  meaning: 'tools are called',
  ways: () => [{ ask: READ, judge: judgeCall('') }, { ask: READ_AS_TOLD, judge: judgeCall('only when it is told to') }],
  says: state => ({ capabilities: { tools: state === 'supported' } }),
}

const NO_TOOLS = 'not asked: it calls no tools'
const NOT_REACHED = 'not asked: whether it calls tools is not clear'

/** Only of those that call tools is there more to ask. */
const whereToolsWork = (ways: (known: Known) => readonly Way[]) => (known: Known): readonly Way[] | string => {
  const state = known.stateOf('tools')
  if (state === 'supported') return ways(known)
  return state === 'unsupported' ? NO_TOOLS : NOT_REACHED
}

const GREET: Ask = { text: 'Say hello in one word.', offersTool: true, toolChoice: 'tool' }

const judgeForced = (how: string) => (answer: Answer): Verdict =>
  callsIn(answer).some(({ name }) => name === TOOL_NAME) ? supported(how) : unsupported('told to call a tool, it answers in words')

const WHILE_IT_RESTS: Way = { ask: GREET, as: { tool_choice: 'auto-while-reasoning' }, judge: judgeForced('only while it does not reason') }

export const forced: Probe = {
  name: 'forced',
  meaning: 'it can be told which tool to call',
  ways: whereToolsWork(({ target }) => [{ ask: GREET, as: { tool_choice: 'all' }, judge: judgeForced('') }, ...(canSwitchOff(target.compat) ? [WHILE_IT_RESTS] : [])]),
  says: state => state === 'unsupported' ? { compat: { tool_choice: 'auto-only' } } : {},
}

const READ_BOTH: Ask = { text: 'Read the file notes/monday.txt and read the file notes/tuesday.txt. Ask for both at once, with two calls in one answer.', offersTool: true }

const judgeSeveral = (answer: Answer): Verdict => {
  const calls = callsIn(answer).filter(isSound)
  if (calls.length > 1) return supported()
  return calls.length === 1 ? unsupported('asked for two calls at once, it makes one') : unclear('it made no call this time')
}

/** Anthropic's wire has no word that asks for several. */
const withField = ({ target }: Known): readonly Way[] => DIALECT_WIRES[target.provider.dialect] !== 'openai-chat' ? [] : [
  { ask: { ...READ_BOTH, welcomesSeveralCalls: true }, as: { supports_parallel_tool_calls_field: true }, judge: judgeSeveral },
]

export const parallel: Probe = {
  name: 'parallel',
  meaning: 'several tools are called at once',
  ways: whereToolsWork((known) => {
    const [asked] = withField(known)
    // A model that makes one call where it may make two would not make more of them unasked.
    return asked === undefined ? [{ ask: READ_BOTH, judge: judgeSeveral }] : [asked, { ask: READ_BOTH, as: { supports_parallel_tool_calls_field: false }, judge: judgeSeveral, onlyAfter: /^refused/ }]
  }),
}

/** Who was told to call a tool would call it for ever. */
const giveBack = ({ toolChoice: _told, ...ask }: Ask) => (answer: Answer): Ask | undefined => {
  const calls = callsIn(answer)
  return calls.length > 0 && calls.every(isSound) ? { ...ask, round: { answer: answer.result, toolResult: TOOL_RESULT } } : undefined
}

const judgeLoop = (how: string) => ({ text }: Answer): Verdict =>
  text.toLowerCase().includes(CODE_WORD) ? supported(how) : unclear('it did not say what the tool had given')

/** Refusals that tell what of the history is missing, and the quirk that brings it back. */
const MENDED: ReadonlyArray<Pick<Way, 'as' | 'onlyAfter'>> = [
  { as: { needs_thought_signature: true }, onlyAfter: /thought_?signature/i },
  { as: { replays_reasoning: 'tool-turns' }, onlyAfter: /reasoning|thinking/i },
]

export const loop: Probe = {
  name: 'loop',
  meaning: 'what a tool gave can be given back, with the thinking that came before it',
  ways: whereToolsWork(({ target, stateOf, wayOf }) => {
    const mends = DIALECT_WIRES[target.provider.dialect] === 'openai-chat' ? MENDED : []
    const waysOf = (ask: Ask, how = ''): readonly Way[] => [{}, ...mends].map(mend => ({ ask, next: giveBack(ask), judge: judgeLoop(how), ...mend }))
    if (wayOf('tools') !== 0) return waysOf(READ_AS_TOLD)
    return stateOf('thinking') === 'supported' ? [...waysOf({ ...READ, thinks: EFFORTS[wayOf('thinking') ?? 0] ?? 'low' }), ...waysOf(READ, 'only where no thinking is asked for')] : waysOf(READ)
  }),
  // A tool whose result is refused only costs a round.
  says: state => state === 'unsupported' ? { capabilities: { tools: false } } : {},
}
