/**
 * What the client has seen of one streamed answer, kept as long as somebody else could go on with it. Only text can be gone
 * on with: an answer that has begun anything else that counts, or grows too long, is kept no further.
 */

import type { ChatBatch, ChatPart, Usage } from '../chat/part.ts'

/** UTF-16 units of text, thinking and frames. */
const LONGEST_KEPT = 1024 * 1024

/**
 * - `nothing`: nothing that counts was seen, so that another answer can take its place
 * - `thinking`: thinking alone was seen
 * - `text`: text was seen last, after thinking or not
 * - `other`: nobody else can go on
 */
export type ShownState = 'nothing' | 'thinking' | 'text' | 'other'

type Prose = Extract<ChatPart, { type: 'text-delta' | 'reasoning-delta' }>
/** One part for each block, its text added up in place: joining strings costs nothing until they are read. */
type KeptProse = { -readonly [Key in keyof Prose]: Prose[Key] }

export class ShownAnswer {
  #state: ShownState = 'nothing'
  /** Neutral blocks begun so far, seen or not. */
  blockCount = 0
  /** The last block of text. */
  textBlock = 0
  /** What was reported of its tokens. */
  told: Usage = {}
  readonly #showsReasoning: boolean
  #kept: ChatPart[] = []
  #prose: KeptProse | undefined
  #text = ''
  #reasoning = ''
  #length = 0
  #isRelayed = false

  /** `showsReasoning`: the client sees thinking even where the answer is not relayed as it is. */
  constructor (showsReasoning: boolean) { this.#showsReasoning = showsReasoning }

  get state (): ShownState { return this.#state }
  /** Text of all blocks, as the client has it. */
  get text (): string { return this.#text }
  /** Everything the model wrote, seen or not. */
  get written (): string { return this.#reasoning + this.#text }
  /** Parts from which a writer of the client's wire comes to the state in which the client is. */
  get parts (): readonly ChatPart[] { return this.#kept.map(part => ({ ...part })) }

  note (batch: ChatBatch): void {
    for (const part of batch) {
      if (this.#state === 'other') return
      this.#notePart(part)
      if (part.choice !== 0 || this.#length > LONGEST_KEPT) this.#giveUp()
    }
  }

  #notePart (part: ChatPart): void {
    if (part.frame !== undefined) this.#isRelayed = true
    if ('block' in part && part.block >= this.blockCount) this.blockCount = part.block + 1
    switch (part.type) {
      case 'text-delta': this.#noteText(part); break
      case 'reasoning-delta': this.#noteReasoning(part); break
      case 'reasoning-signature': case 'redacted-reasoning': this.#noteUnspoken(part); break
      case 'response-start': this.#keep(part); break
      case 'opaque': if (part.opensBlock === true) this.#giveUp(); else if (part.frame !== undefined) this.#keep(part); break
      case 'usage': this.told = { ...this.told, ...part.usage }; break
      case 'response-end': case 'terminal': case 'continued': break
      // Tool calls, pictures, refusals.
      default: this.#giveUp()
    }
  }

  #noteText (part: Extract<Prose, { type: 'text-delta' }>): void {
    this.#state = 'text'
    this.textBlock = part.block
    this.#text += part.text
    this.#add(part)
  }

  #noteReasoning (part: Extract<Prose, { type: 'reasoning-delta' }>): void {
    this.#reasoning += part.text
    this.#add(part)
    if (this.#isSeen) this.#think()
  }

  #noteUnspoken (part: Extract<ChatPart, { type: 'reasoning-signature' | 'redacted-reasoning' }>): void {
    this.#keep(part)
    if (this.#isSeen) this.#think()
  }

  get #isSeen (): boolean { return this.#isRelayed || this.#showsReasoning }

  /** Thinking that was seen after text can be neither finished nor taken back. */
  #think (): void {
    if (this.#state === 'text') this.#giveUp()
    else if (this.#state === 'nothing') this.#state = 'thinking'
  }

  #add (part: Prose): void {
    this.#length += part.text.length
    if (this.#prose?.block === part.block) { this.#prose.text += part.text; return }
    this.#prose = { ...part }
    this.#kept.push(this.#prose as Prose)
    this.#length += part.frame?.length ?? 0
  }

  #keep (part: ChatPart): void {
    this.#kept.push(part)
    this.#length += part.frame?.length ?? 0
  }

  #giveUp (): void {
    this.#state = 'other'
    this.#kept = []
    this.#prose = undefined
    this.#text = ''
    this.#reasoning = ''
  }
}
