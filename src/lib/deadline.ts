/**
 * A time limit that does not blame others for our own stalls: a timer that fires late means that this process was busy,
 * and the answer may be lying in the socket, so it waits one more turn before it is believed.
 */

const LATE_MS = 50
const SECOND_LOOK_MS = 10

export class Deadline {
  readonly #onExpire: () => void
  #limitMs: number
  #timer: NodeJS.Timeout
  #dueMs: number
  #isSecondLook = false

  constructor (limitMs: number, onExpire: () => void) {
    this.#limitMs = limitMs
    this.#onExpire = onExpire
    this.#dueMs = performance.now() + limitMs
    this.#timer = this.#start()
  }

  /** Starts the limit anew, or another one in its place. */
  restart (limitMs: number = this.#limitMs): void {
    this.#dueMs = performance.now() + limitMs
    if (limitMs === this.#limitMs && !this.#isSecondLook) { this.#timer.refresh(); return }
    clearTimeout(this.#timer)
    this.#limitMs = limitMs
    this.#isSecondLook = false
    this.#timer = this.#start()
  }

  clear (): void { clearTimeout(this.#timer) }

  #start (): NodeJS.Timeout { return setTimeout(() => { this.#fired() }, this.#limitMs) }

  #fired (): void {
    if (performance.now() - this.#dueMs <= LATE_MS) { this.#onExpire(); return }
    this.#isSecondLook = true
    this.#timer = setTimeout(() => { this.#onExpire() }, SECOND_LOOK_MS)
  }
}
