/**
 * Identifiers of answers and tool calls. An id of the client's wire is kept; any other is made from the request's own id, so
 * that the same exchange always gets the same one.
 */

const letters = (requestId: string): string => requestId.replaceAll(/\W|_/g, '')

/** `prefix` is what ids of the client's wire begin with. */
export const answerId = (prefix: string, id: string, requestId: string): string =>
  id.length > prefix.length && id.startsWith(prefix) ? id : `${prefix}${letters(requestId)}`

/**
 * Ids of the tool calls of one answer. They are echoed, because clients send them back verbatim; but a client takes an
 * empty one for a call that did not run, and loops without end on one that comes twice.
 */
export class ToolCallIds {
  readonly #prefix: string
  readonly #requestId: string
  readonly #taken = new Set<string>()

  constructor (prefix: string, requestId: string) {
    this.#prefix = prefix
    this.#requestId = requestId
  }

  take (id: string): string {
    const taken = id === '' || this.#taken.has(id) ? `${this.#prefix}${letters(this.#requestId)}_${this.#taken.size}` : id
    this.#taken.add(taken)
    return taken
  }
}
