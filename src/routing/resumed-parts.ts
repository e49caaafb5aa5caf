/**
 * What another target says, made part of the answer that it goes on with: its text goes on in the block that broke off, what
 * else it says comes in blocks after that; it neither begins the answer again nor shows how it came to its words. What must
 * stand at the end of an answer stands there once, usage for everybody together.
 */

import type { ChatBatch, ChatPart, Usage } from '../chat/part.ts'
import { WrittenTokens } from '../chat/written-tokens.ts'
import { addUsage, settledUsage } from './resume-shares.ts'
import type { Seam } from './resume-seam.ts'

export interface ResumedPartsOptions {
  /** Where its text meets the text so far; `undefined`: there is none, and it answers as if nobody had before. */
  readonly seam: Seam | undefined
  /** Where the text goes on. */
  readonly textBlock: number
  /** The first number that no block has. */
  readonly nextBlock: number
  /** What the answer had cost before. */
  readonly usageBefore: Usage
  readonly estimatedInputTokens: number
}

type TextDelta = Extract<ChatPart, { type: 'text-delta' }>

export class ResumedParts {
  readonly #options: ResumedPartsOptions
  readonly #written = new WrittenTokens()
  /** Our numbers of its blocks. */
  readonly #blocks = new Map<number, number>()
  #nextBlock: number
  /** Its block that still meets the text so far. */
  #meeting: number | undefined
  #isMet: boolean
  #told: Usage = {}
  #isOver = false

  constructor (options: ResumedPartsOptions) {
    this.#options = options
    this.#nextBlock = options.nextBlock
    this.#isMet = options.seam === undefined
  }

  /** Its own share. */
  get usage (): Usage {
    return settledUsage(this.#told, { inputTokens: this.#options.estimatedInputTokens, outputTokens: this.#written.tokens })
  }

  /** What there is to show of a batch; may be nothing. Throws `ProviderError` where it is another answer. */
  take (batch: ChatBatch): readonly ChatPart[] {
    const shown: ChatPart[] = []
    for (const part of batch) {
      this.#written.note(part)
      this.#takePart(part, shown)
    }
    return shown
  }

  /** What is left when no more comes. */
  end (): readonly ChatPart[] {
    const shown: ChatPart[] = []
    this.#meet(shown)
    this.#close(shown)
    return shown
  }

  #takePart (part: ChatPart, shown: ChatPart[]): void {
    switch (part.type) {
      case 'usage': this.#told = { ...this.#told, ...part.usage }; break
      case 'text-delta': this.#takeText(part, shown); break
      case 'reasoning-delta': case 'reasoning-signature': case 'redacted-reasoning': if (this.#options.seam === undefined) shown.push(this.#numbered(part)); break
      case 'response-end':
        this.#meet(shown)
        shown.push(withoutFrame(part))
        break
      case 'terminal':
        this.#close(shown)
        shown.push({ type: 'terminal', choice: 0 })
        break
      case 'response-start': case 'opaque': case 'continued': break
      // Tool calls, pictures, refusals: new blocks.
      default:
        this.#meet(shown)
        shown.push(this.#numbered(part))
    }
  }

  #takeText (part: TextDelta, shown: ChatPart[]): void {
    const { seam, textBlock } = this.#options
    if (this.#meeting !== undefined && this.#meeting !== part.block) this.#meet(shown)
    if (this.#isMet || seam === undefined) { shown.push(this.#numbered(part)); return }
    this.#meeting = part.block
    this.#blocks.set(part.block, textBlock)
    this.#say(seam.push(part.text), shown)
  }

  /** What comes next says that the text which meets the text so far is over. */
  #meet (shown: ChatPart[]): void {
    const { seam } = this.#options
    if (this.#isMet || seam === undefined) return
    this.#isMet = true
    this.#say(seam.end(), shown)
  }

  #say (text: string, shown: ChatPart[]): void {
    if (text !== '') shown.push({ type: 'text-delta', choice: 0, block: this.#options.textBlock, text })
  }

  #close (shown: ChatPart[]): void {
    if (this.#isOver) return
    this.#isOver = true
    shown.push({ type: 'usage', choice: 0, usage: addUsage(this.#options.usageBefore, this.usage) })
  }

  #numbered <Part extends ChatPart & { readonly block: number }> (part: Part): Part {
    let block = this.#blocks.get(part.block)
    if (block === undefined) {
      block = this.#nextBlock++
      this.#blocks.set(part.block, block)
    }
    return { ...withoutFrame(part), block }
  }
}

const withoutFrame = <Part extends ChatPart>({ frame: _frame, ...part }: Part): Part => part as unknown as Part
