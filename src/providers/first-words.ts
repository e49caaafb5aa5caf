/**
 * Holds back the first words of an answer while they may still become an apology that its provider is known for: sidecars
 * stream theirs word by word. An answer of anybody else passes untouched.
 */

import type { ChatBatch, ChatPart, ChatStream } from '../chat/part.ts'
import { WholeAnswer } from '../chat/whole-answer.ts'
import type { Compat } from '../config/compat.ts'
import { checkFirstWords, mayBecomeSoftError } from './soft-errors.ts'

const textOf = (batch: ChatBatch): string => batch.map(part => part.type === 'text-delta' ? part.text : '').join('')

/** After one of these nothing changes any more what the first words were. */
const endsWaiting = ({ type }: ChatPart): boolean => type === 'tool-call-start' || type === 'response-end' || type === 'terminal'

async function * withFirstWordsChecked (stream: ChatStream, softErrors: readonly string[]): AsyncGenerator<ChatBatch> {
  const held: ChatBatch[] = []
  let text = ''
  let isWaiting = true
  for await (const batch of stream) {
    if (!isWaiting) { yield batch; continue }
    held.push(batch)
    text += textOf(batch)
    if (mayBecomeSoftError(text, softErrors) && !batch.some(endsWaiting)) continue
    checkFirstWords(text, { softErrors })
    isWaiting = false
    yield * held.splice(0)
  }
  if (!isWaiting) return
  checkFirstWords(text, { softErrors })
  yield * held
}

/** Throws `ProviderError` from the iterator where the answer turns out to be an apology. A whole answer was looked at when it was decoded. */
export const checkedFirstWords = (stream: ChatStream, compat: Compat): ChatStream =>
  compat.softErrors === undefined || stream instanceof WholeAnswer ? stream : withFirstWordsChecked(stream, compat.softErrors)
