/**
 * Watches an answer pass and remembers what was thought before each tool call, under the id that the client sees. It changes
 * nothing, and looks only at answers that may call a tool.
 */

import type { ChatBatch, ChatPart, ChatStream } from '../chat/part.ts'
import { WholeAnswer } from '../chat/whole-answer.ts'
import { type Fingerprints, fingerprintsOf } from './call-fingerprint.ts'
import type { AnswerReading } from './dialect.ts'
import type { ReasoningVault, Thought } from './reasoning-vault.ts'
import { signerOf } from './signers.ts'

/** Of one choice, characters; who thinks or calls more than that is not remembered. */
const MOST_CHARACTERS = 2 * 1024 * 1024

/** Pieces are joined in lots of so many characters: thousands of small ones would take ten times the place of their words. */
const LOT_CHARACTERS = 4096

/** A text of its own, where one that was read piece by piece holds on to every piece. */
const detached = (text: string): string => text.isWellFormed() ? Buffer.from(text).toString() : text

class Words {
  #lots = ''
  #rest = ''

  add (text: string): void {
    this.#rest += text
    if (this.#rest.length < LOT_CHARACTERS) return
    this.#lots += detached(this.#rest)
    this.#rest = ''
  }

  get whole (): string { return detached(this.#lots + this.#rest) }
}

type OpenThought = { readonly type: 'reasoning', readonly words: Words, signature: string } | { readonly type: 'redacted-reasoning', readonly data: string }

interface OpenCall {
  readonly id: string
  readonly name: string
  readonly thoughtSignature: string | undefined
  readonly thoughts: readonly OpenThought[]
  readonly argumentsText: Words
}

/** What one choice has said so far, as far as it is to be remembered. */
interface ChoiceMemory {
  /** Since the last call; by block, in order. */
  thoughts: Map<number, OpenThought>
  readonly calls: Map<number, OpenCall>
  characters: number
}

const closed = (thought: OpenThought): Thought => {
  if (thought.type === 'redacted-reasoning') return thought
  return { type: 'reasoning', text: thought.words.whole, ...(thought.signature !== '' && { signature: thought.signature }) }
}

class AnswerMemory {
  readonly #vault: ReasoningVault
  readonly #fingerprints: Fingerprints
  readonly #signer: string
  /** Who checks signatures refuses those of who does not: these are remembered, to be kept from it. */
  readonly #marksSignatures: boolean
  readonly #choices = new Map<number, ChoiceMemory>()

  constructor (vault: ReasoningVault, fingerprints: Fingerprints, reading: AnswerReading) {
    this.#vault = vault
    this.#fingerprints = fingerprints
    this.#signer = signerOf(reading.target)
    this.#marksSignatures = reading.target.compat.verifiesThinking !== true
  }

  note (batch: ChatBatch): void {
    for (const part of batch) this.#notePart(part)
  }

  #notePart (part: ChatPart): void {
    switch (part.type) {
      case 'reasoning-delta': this.#reasoning(part.choice, part.block, 'text', part.text); break
      case 'reasoning-signature': this.#reasoning(part.choice, part.block, 'signature', part.signature); break
      case 'redacted-reasoning': this.#count(part.choice, part.data).thoughts.set(part.block, { type: part.type, data: part.data }); break
      case 'tool-call-start': this.#openCall(part); break
      case 'tool-call-delta': this.#addArguments(part); break
      case 'response-end': this.#end(part.choice); break
      default: break
    }
  }

  #choice (index: number): ChoiceMemory {
    const known = this.#choices.get(index)
    if (known !== undefined) return known
    const choice: ChoiceMemory = { thoughts: new Map(), calls: new Map(), characters: 0 }
    this.#choices.set(index, choice)
    return choice
  }

  #count (index: number, text: string): ChoiceMemory {
    const choice = this.#choice(index)
    choice.characters += text.length
    return choice
  }

  #reasoning (index: number, block: number, member: 'text' | 'signature', text: string): void {
    const { thoughts, characters } = this.#count(index, text)
    if (characters > MOST_CHARACTERS) return
    let thought = thoughts.get(block)
    if (thought?.type !== 'reasoning') thoughts.set(block, thought = { type: 'reasoning', words: new Words(), signature: '' })
    if (member === 'text') thought.words.add(text)
    else thought.signature = text
  }

  #openCall ({ choice: index, block, id, name, thoughtSignature }: Extract<ChatPart, { type: 'tool-call-start' }>): void {
    const choice = this.#choice(index)
    choice.calls.set(block, { id, name, thoughtSignature, thoughts: [...choice.thoughts.values()], argumentsText: new Words() })
    choice.thoughts = new Map()
  }

  #addArguments ({ choice: index, block, argumentsText }: Extract<ChatPart, { type: 'tool-call-delta' }>): void {
    const { calls, characters } = this.#count(index, argumentsText)
    const call = calls.get(block)
    if (call !== undefined && characters <= MOST_CHARACTERS) call.argumentsText.add(argumentsText)
  }

  #end (index: number): void {
    const { thoughts, calls, characters } = this.#choice(index)
    this.#choices.delete(index)
    if (characters > MOST_CHARACTERS) return
    for (const call of calls.values()) this.#rememberCall(call)
    if (this.#marksSignatures) this.#markSignatures([...thoughts.values(), ...[...calls.values()].flatMap(call => call.thoughts)])
  }

  #rememberCall ({ id, name, argumentsText, thoughts, thoughtSignature }: OpenCall): void {
    if (thoughts.length === 0 && thoughtSignature === undefined) return
    this.#vault.remember(id, this.#fingerprints.ofCall({ id, name, argumentsText: argumentsText.whole }), {
      thoughts: thoughts.map(closed),
      ...(thoughtSignature !== undefined && { thoughtSignature }),
      signer: this.#signer,
    })
  }

  #markSignatures (thoughts: readonly OpenThought[]): void {
    for (const thought of thoughts) {
      if (thought.type !== 'reasoning' || thought.signature === '') continue
      this.#vault.rememberSigner(this.#fingerprints.ofSignature(thought.signature), this.#signer)
    }
  }
}

/** An answer without tools in its request calls none; only signatures of a wire that carries them matter then. */
const isWorthWatching = ({ request, target, keepsFrames }: AnswerReading): boolean =>
  request.needs.tools || (keepsFrames && request.wire === 'anthropic-messages' && target.compat.verifiesThinking !== true)

const watched = (stream: ChatStream, memory: AnswerMemory): ChatStream => {
  const inner = stream[Symbol.asyncIterator]()
  const iterator: AsyncIterator<ChatBatch> = {
    next: async () => {
      const result = await inner.next()
      if (result.done !== true) memory.note(result.value)
      return result
    },
    return: async () => await inner.return?.() ?? { done: true, value: undefined },
  }
  return { [Symbol.asyncIterator]: () => iterator }
}

const remembering = (stream: ChatStream, memory: AnswerMemory): ChatStream => {
  if (!(stream instanceof WholeAnswer)) return watched(stream, memory)
  memory.note(stream.batch)
  return stream
}

/** The same stream; what it says is remembered before its reader sees the end. `scope`: as in `fingerprintsOf`. */
export const rememberAnswer = (stream: ChatStream, reading: AnswerReading, vault: ReasoningVault, scope: string): ChatStream =>
  isWorthWatching(reading) ? remembering(stream, new AnswerMemory(vault, fingerprintsOf(reading.request, scope), reading)) : stream
