/** Follows a JSON object or array that comes in pieces and knows when its last bracket closed. Checks nothing else. */

export class JsonProgress {
  #depth = 0
  #isInString = false
  #isEscaped = false
  #hasOpened = false

  /** Its outermost bracket was opened and closed again. */
  get isClosed (): boolean { return this.#hasOpened && this.#depth === 0 }

  push (piece: string): void {
    for (let index = 0; index < piece.length; index++) {
      const character = piece.charAt(index)
      if (this.#isInString) this.#inString(character)
      else this.#outside(character)
    }
  }

  #inString (character: string): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (character === '\\') this.#isEscaped = true
    else if (character === '"') this.#isInString = false
  }

  #outside (character: string): void {
    switch (character) {
      case '"': this.#isInString = true; break
      case '{': case '[': this.#hasOpened = true; this.#depth++; break
      case '}': case ']': this.#depth--; break
    }
  }
}
