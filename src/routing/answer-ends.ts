/** What an answer has said of its own end. Whether its end is believed is decided here, for all who watch an answer. */

/** What an answer is made of, as far as its end depends on it: `response-end` ends a choice, `terminal` everything, `opaque` says nothing. */
export interface AnyPart {
  readonly type: string
  readonly choice: number
}

export class AnswerEnds {
  /** The wire's last word came; nothing follows it. */
  hasTerminal = false
  readonly #believesTerminal: boolean
  #choices = 0
  #hasFirstEnded = false
  /** Choices after the first: few clients ask for any. */
  #othersEnded: Set<number> | undefined

  /** `believesTerminal`: the last word is enough, as in a JSON body, which is whole when it can be read at all. */
  constructor ({ believesTerminal }: { readonly believesTerminal: boolean }) { this.#believesTerminal = believesTerminal }

  note (batch: readonly AnyPart[]): void {
    for (const { type, choice } of batch) {
      if (type === 'opaque') continue
      if (type === 'terminal') { this.hasTerminal = true; continue }
      if (choice >= this.#choices) this.#choices = choice + 1
      if (type !== 'response-end') continue
      if (choice === 0) this.#hasFirstEnded = true
      else (this.#othersEnded ??= new Set()).add(choice)
    }
  }

  /** Every choice that was begun was said to be finished. */
  get isComplete (): boolean {
    if (this.#believesTerminal && this.hasTerminal) return true
    return this.#hasFirstEnded && (this.#othersEnded?.size ?? 0) === this.#choices - 1
  }
}
