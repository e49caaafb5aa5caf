/**
 * Whether a request becomes a picture. The task `image` is looking as well as drawing, and a classifier only guesses: what
 * the client says itself (the header, the model's name, `modalities`) is believed, a guess never turns a request with tools,
 * with a format for its answer, or of a client's own housekeeping into a picture.
 */

import { asksForWords, asksToDraw } from '../classify/asks-to-draw.ts'
import { ownWords } from '../chat/person-words.ts'
import { type ChatRequest, type Message, type RequestClass, TASKS, type Task } from '../chat/request.ts'
import type { Drawing } from '../routing/drawing.ts'
import type { TaskChoice } from './decision.ts'

export interface SettledChoice {
  readonly choice: TaskChoice
  readonly drawing?: Drawing
}

/** Calls in which a person's words are only quoted. */
const HOUSEKEEPING: ReadonlySet<RequestClass | undefined> = new Set<RequestClass>(['compaction', 'auxiliary'])

const reasonAgainstGuess = ({ needs, caller, responseFormat }: ChatRequest): string | undefined => {
  if (needs.tools) return 'the request has tools: no picture by a guess'
  if (needs.structuredOutput || responseFormat?.type === 'json-object') return 'the request has a format: no picture by a guess'
  return HOUSEKEEPING.has(caller.requestClass) ? `a call for ${caller.requestClass}: no picture by a guess` : undefined
}

const nextBest = ({ scores }: TaskChoice): Task =>
  scores === undefined ? 'general' : TASKS.filter(task => task !== 'image').reduce((best, task) => scores[task] > scores[best] ? task : best)

const withoutGuess = (choice: TaskChoice, reason: string): TaskChoice => {
  const task = nextBest(choice)
  const confidence = choice.scores?.[task]
  return { ...choice, task, reasons: [...choice.reasons, reason], ...(confidence !== undefined && { confidence }) }
}

const hasPicture = ({ content }: Message): boolean => content.some(({ type }) => type === 'image')

/** What the person said since the last answer; a begun answer that the client wants to go on with does not count. */
const personTurn = (messages: readonly Message[]): readonly Message[] => {
  const said = messages.slice(0, messages.findLastIndex(({ role }) => role === 'user') + 1)
  return said.slice(said.findLastIndex(({ role }) => role === 'assistant') + 1).filter(({ role }) => role === 'user')
}

const drawingOf = (request: ChatRequest, isGuess: boolean): Drawing | string => {
  const turn = personTurn(request.messages)
  const words = turn.map(ownWords).join('\n').trim()
  if (turn.some(hasPicture)) return asksToDraw(words) ? { startsFromPictures: true } : 'pictures to look at, none to draw'
  return isGuess && !request.needs.imageOutput && asksForWords(words) ? 'asks for words, not for a picture' : { startsFromPictures: false }
}

/** Tasks come from the header, the model's name or the classifier; of any other source, and of any other task, nothing is settled. */
export const settleDrawing = (choice: TaskChoice, request: ChatRequest): SettledChoice => {
  const isGuess = choice.source === 'classifier'
  if (choice.task !== 'image' || (!isGuess && choice.source !== 'header' && choice.source !== 'model')) return { choice }
  const against = isGuess ? reasonAgainstGuess(request) : undefined
  // Who asks for pictures among the answers, and has tools, is to get both: from a model that talks and draws.
  if (against !== undefined) return request.needs.imageOutput ? { choice } : { choice: withoutGuess(choice, against) }
  const drawing = drawingOf(request, isGuess)
  return typeof drawing === 'string' ? { choice: { ...choice, reasons: [...choice.reasons, drawing] } } : { choice, drawing }
}
