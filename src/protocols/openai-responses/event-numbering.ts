/** Events of the Responses wire as text: each carries its name twice and its number within the answer. */

export class EventNumbering {
  /** Of the event to come. */
  next: number

  constructor (first = 0) { this.next = first }

  /** `members` is JSON text, each member with a comma before it. */
  event (type: string, members: string): string {
    return `event: ${type}\ndata: {"type":"${type}","sequence_number":${this.next++}${members}}\n\n`
  }
}
