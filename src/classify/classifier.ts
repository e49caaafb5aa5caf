// What a person asks for, as one of seven tasks: facts of the request first, then one linear model, then the choice that
// is expected to cost least. It never waits, never throws, and reads a bounded part of the longest text.
import { readFileSync } from 'node:fs'
import { TASKS } from '../chat/request.ts'
import type { Task } from '../chat/request.ts'
import { decide, softmax } from './decide.ts'
import { extractFeatures } from './features.ts'
import { CLASSES, decodeModel, scoreInto } from './linear-model.ts'
import type { LinearModel } from './linear-model.ts'
import { DEFAULT_LONG_TOKENS, isLong } from './long-text.ts'
import { explain } from './reasons.ts'

export interface RequestSignals {
  readonly tools?: boolean
  readonly webSearchTool?: boolean
  readonly thinking?: boolean
  readonly imageOutput?: boolean
}

export interface ClassifierInput {
  /** The last text a person wrote. */
  readonly text: string
  /** The full length where `text` is only its head and tail. */
  readonly characters?: number
  readonly signals?: RequestSignals
}

export interface Classification {
  readonly task: Task
  /** Of the chosen task, 0 to 1. */
  readonly confidence: number
  /** Probabilities; they sum to 1. */
  readonly scores: Readonly<Record<Task, number>>
  /** Short phrases for people: a fact of the request, or the words that counted most. */
  readonly reasons: readonly string[]
}

export type Classifier = (input: ClassifierInput) => Classification

const index = (task: Task): number => TASKS.indexOf(task)
const SEARCH = index('search')
const THINKING = index('thinking')
const AGENT = index('agent')

// What a signal adds to a raw score. Hints, not verdicts: agents of programmers send their tools with every request.
const TOOLS_PRIOR = 1.3
const NO_TOOLS_PRIOR = -0.4
const WEB_SEARCH_PRIOR = 1.2
const THINKING_PRIOR = 0.6

const addSignals = (scores: Float64Array, signals: RequestSignals): string[] => {
  const reasons: string[] = []
  const lift = (task: number, prior: number): void => { scores[task] = (scores[task] ?? 0) + prior }
  if (signals.tools === true) { lift(AGENT, TOOLS_PRIOR); reasons.push('request has tools') }
  if (signals.tools === false) lift(AGENT, NO_TOOLS_PRIOR)
  if (signals.webSearchTool === true) { lift(SEARCH, WEB_SEARCH_PRIOR); reasons.push('request has a web search tool') }
  if (signals.thinking === true) { lift(THINKING, THINKING_PRIOR); reasons.push('request asks for thinking') }
  return reasons
}

const scoresOf = (probabilities: Float64Array): Record<Task, number> => ({
  code: probabilities[0] ?? 0, thinking: probabilities[1] ?? 0, long: probabilities[2] ?? 0, image: probabilities[3] ?? 0,
  search: probabilities[4] ?? 0, agent: probabilities[5] ?? 0, general: probabilities[6] ?? 0,
})

const CERTAIN = 0.97

const certain = (task: Task, reason: string): Classification => {
  const probabilities = new Float64Array(CLASSES).fill((1 - CERTAIN) / (CLASSES - 1))
  probabilities[index(task)] = CERTAIN
  return { task, confidence: CERTAIN, scores: scoresOf(probabilities), reasons: [reason] }
}

const SIGNAL_TASKS: Readonly<Record<string, Task>> =
  { 'request has tools': 'agent', 'request has a web search tool': 'search', 'request asks for thinking': 'thinking' }

const judge = (model: LinearModel, input: ClassifierInput): Classification => {
  const features = extractFeatures(input.text)
  const scores = new Float64Array(CLASSES)
  scoreInto(scores, model, features)
  const signalReasons = input.signals === undefined ? [] : addSignals(scores, input.signals)
  softmax(scores)
  const chosen = decide(scores)
  const task = TASKS[chosen] ?? 'general'
  const reasons = [...explain(model, features, chosen), ...signalReasons.filter(reason => SIGNAL_TASKS[reason] === task)]
  return { task, confidence: scores[chosen] ?? 0, scores: scoresOf(scores), reasons }
}

/** A classifier with given weights; `createClassifier` takes those that ship. */
export const classifierOf = (model: LinearModel, longTokens = DEFAULT_LONG_TOKENS): Classifier => input => {
  if (input.signals?.imageOutput === true) return certain('image', 'request asks for an image')
  if (isLong(input, longTokens)) return certain('long', `longer than ${longTokens} tokens`)
  return judge(model, input)
}

export const createClassifier = (options: { readonly longTokens?: number } = {}): Classifier =>
  classifierOf(decodeModel(readFileSync(new URL('weights.bin', import.meta.url))), options.longTokens)
