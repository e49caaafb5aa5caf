/**
 * What a chat asks a picture API for: the words to draw from, the settings that the client named, pictures to start from.
 * Which of it an API takes is not decided here.
 */

import { ownWords } from '../../chat/person-words.ts'
import { picturesIn } from '../../chat/picture.ts'
import type { ChatRequest, ContentBlock, JsonObject, JsonValue, Message } from '../../chat/request.ts'
import { isObject } from '../json-values.ts'

export interface PictureRequest {
  /** Empty where nobody wrote a word. */
  readonly prompt: string
  readonly count: number | undefined
  /** `1024x1024`; or any word that the API may know. */
  readonly size: string | undefined
  readonly quality: string | undefined
  /** What the client's `image_config` says beyond that, for APIs that read it. */
  readonly config: JsonObject
  /** Addresses of pictures to start from, or their data. */
  readonly references: readonly string[]
  /** Choices that the client waits for; the pictures are dealt out to them. */
  readonly choices: number
}

/** What was drawn before explains what is asked for now ("make it blue"); more of it would drown it. */
const MOST_EARLIER = 3
const EARLIER_CHARACTERS = 1_000
const MOST_PICTURES = 10
const LONGEST_SETTING = 40

const textOf = ({ content }: Message): string => content.map(block => block.type === 'text' ? block.text : '').join('\n')

/** The pictures in an assistant's answer, where `message` is one. */
const drawnIn = (message: Message | undefined): readonly string[] => message?.role === 'assistant' ? picturesIn(textOf(message)) : []

/** Index of the last message in which a person wrote something; -1 where nobody did. */
const lastWordsAt = (messages: readonly Message[]): number => messages.findLastIndex(message => message.role === 'user' && ownWords(message) !== '')

/** What the pictures right before were asked for with, the oldest first. */
const earlierWords = (messages: readonly Message[], before: number): readonly string[] => {
  const words: string[] = []
  let room = EARLIER_CHARACTERS
  for (let index = before - 1; words.length < MOST_EARLIER && drawnIn(messages[index]).length > 0; index--) {
    index = lastWordsAt(messages.slice(0, index))
    const message = messages[index]
    if (message === undefined) break
    const own = ownWords(message)
    room -= own.length
    if (room < 0) break
    words.unshift(own)
  }
  return words
}

const addressOf = (block: ContentBlock): string | undefined => {
  if (block.type !== 'image') return undefined
  const { source } = block
  if (source.kind === 'url') return source.url
  return source.kind === 'base64' ? `data:${source.mediaType};base64,${source.data}` : undefined
}

/** Pictures that came with the last words; without any, the last one that was drawn, which they are about. */
const referencesOf = (messages: readonly Message[], wordsAt: number): { readonly given: readonly string[], readonly drawn: readonly string[] } => ({
  given: messages.slice(wordsAt).flatMap(({ role, content }) => role === 'user' ? content.map(addressOf).filter(url => url !== undefined) : []),
  drawn: drawnIn(messages[wordsAt - 1]).slice(-1),
})

const settingOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_SETTING ? value : undefined

const countOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 ? Math.min(value, MOST_PICTURES) : undefined

/** Documents and sounds beside the last words, by their types: no picture API takes them. */
export const otherMediaIn = ({ messages }: ChatRequest): readonly string[] => {
  const wordsAt = Math.max(0, lastWordsAt(messages))
  const types = messages.slice(wordsAt).flatMap(({ role, content }) => role === 'user' ? content.map(({ type }) => type) : [])
  return ['document', 'audio'].filter(type => types.some(found => found === type))
}

/** `edits`: the API starts from pictures; others are only told of those that the person gave, so that they can be dropped aloud. */
export const pictureRequestOf = ({ messages, original: { json }, wire }: ChatRequest, edits: boolean): PictureRequest => {
  const wordsAt = lastWordsAt(messages)
  const { size, quality, n, ...config } = isObject(json['image_config']) ? json['image_config'] : {}
  const last = messages[wordsAt]
  const { given, drawn } = referencesOf(messages, Math.max(0, wordsAt))
  return {
    prompt: last === undefined ? '' : [...earlierWords(messages, wordsAt), ownWords(last)].join('\n'),
    count: countOf(n) ?? countOf(json['n']),
    size: settingOf(size) ?? settingOf(json['size']),
    quality: settingOf(quality) ?? settingOf(json['quality']),
    config,
    references: edits && given.length === 0 ? drawn : given,
    choices: wire === 'openai-chat' ? countOf(json['n']) ?? 1 : 1,
  }
}
