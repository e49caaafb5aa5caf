/**
 * The built-in demonstration: one HTTP server on the loopback that plays several providers, each below its own path. They
 * share the wires with every simulated provider; who they are is `demo-profiles.ts`, what they say `demo-answer.ts`.
 */

import { createHash } from 'node:crypto'
import { anthropicWire } from './anthropic-wire.ts'
import { demoAnswer } from './demo-answer.ts'
import { PHRASES, languageOf } from './demo-language.ts'
import { demoImage } from './demo-image.ts'
import { DEMO_PROFILES, type DemoModel, type DemoProfile, type DemoProviderName } from './demo-profiles.ts'
import { readDemoQuestion } from './demo-question.ts'
import type { Exchange } from './exchange.ts'
import type { AnswerBlock, ModelAnswer, Piece } from './model-answer.ts'
import { openAiWire } from './openai-wire.ts'
import { type Reply, bodyReply, eventStreamReply } from './reply.ts'
import { sendReply } from './send-reply.ts'
import { startSimulatedServer } from './simulated-server.ts'
import type { SimulatedError, SimulatedWire } from './simulated-wire.ts'

export interface DemoProvider {
  readonly name: DemoProviderName
  readonly dialect: 'openai' | 'anthropic'
  /** Without a trailing slash; `/chat/completions` or `/v1/messages` goes behind it. */
  readonly baseUrl: string
  readonly models: readonly DemoModel[]
}

export interface DemoProviders {
  readonly providers: readonly DemoProvider[]
  /** Destroys what is under way. */
  close (): Promise<void>
}

export interface DemoOptions {
  /** Makes the ids: the same seed, the same ids. Default 0. */
  readonly seed?: number
  /** Share of the realistic waiting times that is waited: 1 by default, 0 answers at once. */
  readonly pace?: number
}

/** One demonstration provider at work. */
interface Stage extends Required<DemoOptions> {
  readonly profile: DemoProfile
  readonly wire: SimulatedWire
  /** Answers asked of it so far; its failures go by this. */
  count: number
}

const WIRES = { openai: openAiWire, anthropic: anthropicWire } as const
const ID_PREFIXES = { openai: { answer: 'chatcmpl-', call: 'call_' }, anthropic: { answer: 'msg_', call: 'toolu_' } } as const

/** Ids of one answer. */
const idsOf = ({ profile, seed }: Stage, count: number) => (kind: 'answer' | 'call', index: number): string => {
  const digest = createHash('sha256').update([seed, profile.name, count, kind, index].join(' ')).digest('hex')
  return ID_PREFIXES[profile.dialect][kind] + digest.slice(0, 24)
}

/** Longer words take longer, so that the rhythm is alive and yet the same every time. */
const pauseBefore = (word: string, { profile, pace }: Stage): number => Math.round(profile.wordMs * pace * (0.5 + Math.min(word.length, 15) / 10))

const mapBlocks = (answer: ModelAnswer, map: (block: AnswerBlock) => AnswerBlock): ModelAnswer =>
  ({ ...answer, choices: answer.choices.map(choice => ({ ...choice, blocks: choice.blocks.map(map) })) })

/** The same answer with a pause before every word. */
const paced = (answer: ModelAnswer, stage: Stage): ModelAnswer => mapBlocks(answer, block => ({
  ...block,
  pieces: block.pieces.flatMap((piece): readonly Piece[] => typeof piece === 'string' ? [{ pauseMs: pauseBefore(piece, stage) }, piece] : [piece]),
}))

/** How long all its words take, one choice beside the other. */
const durationOf = (answer: ModelAnswer, stage: Stage): number => (answer.choices[0]?.blocks ?? [])
  .flatMap(block => block.pieces)
  .reduce((sum, piece) => sum + (typeof piece === 'string' ? pauseBefore(piece, stage) : 0), 0)

const refuse = (wire: SimulatedWire, status: number, error: SimulatedError, headers?: Readonly<Record<string, string>>): Reply =>
  bodyReply(status, JSON.stringify(wire.error(status, error)), headers)

/** In the words of each wire: clients and routers read the numbers out of them. */
const OVERFLOWS: Readonly<Record<DemoProfile['dialect'], (actual: number, maximum: number) => SimulatedError>> = {
  openai: (actual, maximum) => ({
    message: `This model's maximum context length is ${maximum} tokens. However, your messages resulted in ${actual} tokens.`,
    code: 'context_length_exceeded',
  }),
  anthropic: (actual, maximum) => ({ message: `prompt is too long: ${actual} tokens > ${maximum} maximum` }),
}

const paint = (answer: ModelAnswer, prompt: string): ModelAnswer => mapBlocks(answer, block => block.type === 'text'
  ? { ...block, pieces: [...block.pieces, `\n\n![demonstration](data:image/png;base64,${demoImage(prompt).toString('base64')})`] }
  : block)

/** An answer, or why there is none. Streams are paced word by word; a JSON answer takes the same time at once. */
const answerQuestion = async (stage: Stage, exchange: Exchange): Promise<Reply> => {
  const { profile, wire } = stage
  const { json, text } = exchange.request
  const question = readDemoQuestion(json)
  const model = profile.models.find(({ id }) => id === question.model)
  const count = stage.count += 1
  await exchange.wait({ pauseMs: profile.firstTokenMs * stage.pace })
  const { failure } = profile
  if (failure !== undefined && count % failure.every === 0) return refuse(wire, failure.status, failure.error, failure.headers)
  if (Object.keys(json).length === 0) return refuse(wire, 400, { message: `${text.length} characters that are no JSON object` })
  if (model === undefined) return refuse(wire, 404, { message: `${profile.name} has no model ${question.model}` })
  if (model.kind === 'image') return refuse(wire, 400, { message: `${model.id} draws at /images/generations and does not chat` })
  const { inputTokens } = question
  if (inputTokens > model.contextWindow) return refuse(wire, 400, OVERFLOWS[profile.dialect](inputTokens, model.contextWindow))

  const plain = demoAnswer(question, { profile, id: idsOf(stage, count), nowSeconds: Math.floor(Date.now() / 1000) }, model.maxOutputTokens)
  const answer = model.capabilities.includes('image_output') && question.schema === undefined ? paint(plain, question.lastText) : plain
  if (!question.isStream) {
    await exchange.wait({ pauseMs: durationOf(answer, stage) })
    return bodyReply(200, JSON.stringify(wire.result(answer)))
  }
  const { start, content, finish } = wire.events(stage.pace === 0 ? answer : paced(answer, stage), question)
  return eventStreamReply([...start, ...content, ...finish])
}

const MOST_PICTURES = 4
/** Pictures take longer than words. */
const PICTURE_WORDS = 30

/** Says what it is in the prompt's language, where a vendor tells how it understood the prompt. */
const paintPicture = async ({ profile, pace }: Stage, exchange: Exchange): Promise<Reply> => {
  const { prompt: asked, n } = exchange.request.json
  const prompt = String(asked)
  await exchange.wait({ pauseMs: (profile.firstTokenMs + PICTURE_WORDS * profile.wordMs) * pace })
  const { label, seems, natures } = PHRASES[languageOf(prompt)]
  const pictures = Array.from({ length: typeof n === 'number' ? Math.min(MOST_PICTURES, Math.max(1, Math.trunc(n))) : 1 }, (_, index) => ({
    b64_json: demoImage(index === 0 ? prompt : `${prompt} ${index}`).toString('base64'),
    revised_prompt: `${label(profile.name)} ${seems(natures.image, prompt.slice(0, 60))}`,
  }))
  return bodyReply(200, JSON.stringify({ created: Math.floor(Date.now() / 1000), data: pictures }))
}

const countTokens = (exchange: Exchange): Reply =>
  bodyReply(200, JSON.stringify({ input_tokens: readDemoQuestion(exchange.request.json).inputTokens }))

type Handler = (stage: Stage, exchange: Exchange) => Reply | Promise<Reply>

const listModels: Handler = ({ wire, profile }) => bodyReply(200, JSON.stringify(wire.models(profile.models.map(model => model.id))))

/** What each wire serves below a provider's name. */
const HANDLERS: Readonly<Record<DemoProfile['dialect'], Readonly<Record<string, Handler>>>> = {
  openai: {
    'GET /v1/models': listModels,
    'POST /v1/chat/completions': answerQuestion,
    'POST /v1/images/generations': paintPicture,
  },
  anthropic: {
    'GET /v1/models': listModels,
    'POST /v1/messages': answerQuestion,
    'POST /v1/messages/count_tokens': (_stage, exchange) => countTokens(exchange),
  },
}

const PATH = /^\/(?<provider>[^/?]+)(?<rest>\/[^?]*)/u

const replyTo = async (stages: ReadonlyMap<string, Stage>, exchange: Exchange): Promise<Reply> => {
  const { method, path } = exchange.request
  const { provider = '', rest = '' } = PATH.exec(path)?.groups ?? {}
  const stage = stages.get(provider)
  const handler = stage && HANDLERS[stage.profile.dialect][`${method} ${rest}`]
  if (stage === undefined || handler === undefined) return refuse(openAiWire, 404, { message: `nothing here: ${method} ${path}`, code: null })
  try {
    return await handler(stage, exchange)
  } catch (error) {
    // A prompt that breaks a demonstration is a failed answer, not a failed server.
    return refuse(stage.wire, 500, { message: `the demonstration broke: ${String(error)}` })
  }
}

/** On a free loopback port; an idle demonstration does not keep the process alive. */
export const startDemoProviders = async ({ seed = 0, pace = 1 }: DemoOptions = {}): Promise<DemoProviders> => {
  const stages = new Map(DEMO_PROFILES.map(profile => [profile.name as string, { profile, wire: WIRES[profile.dialect], seed, pace, count: 0 }]))
  const server = await startSimulatedServer(
    async exchange => { await sendReply(exchange, await replyTo(stages, exchange)) },
    { isUnreferenced: true },
  )
  return {
    providers: DEMO_PROFILES.map(({ name, dialect, models }) =>
      ({ name, dialect, models, baseUrl: `${server.url}/${name}${dialect === 'openai' ? '/v1' : ''}` })),
    close: server.close,
  }
}
