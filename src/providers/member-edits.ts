/** Collects what changes in a body that otherwise stays as the client wrote it, and what the client has to be told of. */

import type { ChatRequest, JsonObject, JsonValue } from '../chat/request.ts'
import type { Compat } from '../config/compat.ts'
import { spliceMembers } from '../lib/json-splice.ts'
import { isOwnMember, routingMember, unheardWishes } from './own-members.ts'

export class MemberEdits {
  readonly dropped = new Set<string>()
  readonly #request: ChatRequest
  readonly #edits = new Map<string, string | undefined>()

  /** What is for the router alone goes no further. */
  constructor (request: ChatRequest, { understandsRoutingFields }: Pick<Compat, 'understandsRoutingFields'> = {}) {
    this.#request = request
    for (const name in this.original) {
      const value = this.original[name]
      if (!isOwnMember(name, value)) continue
      const seen = understandsRoutingFields === true ? routingMember(name, value) : undefined
      if (seen === undefined) this.remove(name)
      else if (seen !== value) this.set(name, seen)
    }
    if (understandsRoutingFields !== true) for (const wish of unheardWishes(this.original)) this.dropped.add(wish)
  }

  /** The body as the client wrote it. */
  get original (): JsonObject { return this.#request.original.json }

  /** A member as it will be sent. */
  latest (name: string): JsonValue | undefined {
    if (!this.#edits.has(name)) return this.original[name]
    const text = this.#edits.get(name)
    return text === undefined ? undefined : JSON.parse(text) as JsonValue
  }

  set (name: string, value: JsonValue): void { this.#edits.set(name, JSON.stringify(value)) }

  setAll (members: JsonObject): void {
    for (const [name, value] of Object.entries(members)) if (value !== undefined) this.set(name, value)
  }

  /** Removes a member that means nothing to the client. */
  remove (name: string): void { this.#edits.set(name, undefined) }

  /** Removes a member that the client asked for, and tells. */
  drop (name: string): void {
    if (this.original[name] === undefined) return
    this.remove(name)
    this.dropped.add(name)
  }

  /** The client's bytes with the edits in them. */
  apply (): Buffer { return spliceMembers(this.#request.original, this.#edits) }
}
