// The last text a person wrote in a chat, as much of it as is worth classifying.
import { ownWords } from '../chat/person-words.ts'
import type { Message } from '../chat/request.ts'

export interface PersonText {
  /** All of a short text, head and tail of a long one. */
  readonly text: string
  /** How long all of it is. */
  readonly characters: number
}

const EDGE = 4000

const shortened = (text: string): PersonText =>
  ({ text: text.length <= 2 * EDGE ? text : `${text.slice(0, EDGE)}\n${text.slice(-EDGE)}`, characters: text.length })

export const personText = (messages: readonly Message[]): PersonText => {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]
    if (message?.role !== 'user') continue
    const text = ownWords(message)
    if (text !== '') return shortened(text)
  }
  return { text: '', characters: 0 }
}
