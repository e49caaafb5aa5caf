/** Collects what changes in a body that otherwise stays as the client wrote it, and what the client has to be told of. */

import type { ChatRequest, JsonObject, JsonValue } from '../chat/request.ts'
import { spliceMembers } from '../lib/json-splice.ts'
import { isOwnMember } from './own-members.ts'

export class MemberEdits {
  readonly dropped = new Set<string>()
  readonly #request: ChatRequest
  readonly #edits = new Map<string, string | undefined>()

  constructor (request: ChatRequest) {
    this.#request = request
    for (const [name, value] of Object.entries(request.original.json)) if (isOwnMember(name, value)) this.remove(name)
  }

  /** The body as the client wrote it. */
  get original (): JsonObject { return this.#request.original.json }

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
