/** How many tokens a model wrote, counted here while it writes: for answers whose provider does not tell. */

import type { ChatPart } from './part.ts'
import { estimateTokens } from './tokens.ts'

/** Text kept to count by; the rest is counted at the same rate. */
const SAMPLE_CHARACTERS = 4_000

export class WrittenTokens {
  #sample = ''
  #characters = 0

  note (part: ChatPart): void {
    switch (part.type) {
      case 'text-delta': case 'reasoning-delta': case 'refusal-delta': this.#count(part.text); break
      case 'tool-call-delta': this.#count(part.argumentsText); break
      default: break
    }
  }

  get tokens (): number {
    if (this.#characters === 0) return 0
    return Math.round(estimateTokens(this.#sample) * this.#characters / this.#sample.length)
  }

  #count (text: string): void {
    this.#characters += text.length
    if (this.#sample.length < SAMPLE_CHARACTERS) this.#sample += text
  }
}
