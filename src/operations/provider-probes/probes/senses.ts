/** What a model takes in beside text, and whether it thinks before it answers. */

import { DIALECT_WIRES } from '../../../config/target.ts'
import type { Ask } from '../ask.ts'
import type { Answer } from '../exchange.ts'
import { PICTURED_NUMBER, WRITTEN_WORD } from '../media.ts'
import type { Probe, Way } from '../probe.ts'
import { supported, unclear, unsupported } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

/** How models say that nothing reached them: as they are told to, or in a sentence. */
const SAW_NOTHING = /^\W*none\W*$|\b(?:no|not an?|see an[a-z]*|have an[a-z]*) (?:image|picture|photo|document|file|attachment)|(?:can(?:no|'|’)t|unable to) (?:see|view|read|open|access)/i
/** Only asked for is what cannot be guessed, or NONE; who says the question again has not answered it. */
const QUESTION = /or with none if you/i

const judgeSight = (wanted: string, what: string) => ({ text }: Answer): Verdict => {
  if (text.toLowerCase().includes(wanted)) return supported()
  return SAW_NOTHING.test(text) && !QUESTION.test(text) ? unsupported(`${what} was taken and never reached the model`) : unclear(`it did not tell what stands in ${what}`)
}

const PICTURE_QUESTION: Ask = { text: 'Which number is in the picture? Answer with its digits alone, or with NONE if you were given no picture.', hasPicture: true }

export const images: Probe = {
  name: 'images',
  meaning: 'pictures are seen',
  ways: () => [{ ask: PICTURE_QUESTION, as: { image_input: 'supported' }, judge: judgeSight(PICTURED_NUMBER, 'the picture') }],
  says: state => ({ capabilities: { images: state === 'supported' }, ...(state === 'unsupported' && { compat: { image_input: 'text-placeholder' } }) }),
}

const DOCUMENT_QUESTION: Ask = { text: 'What is the code word in the document? Answer with the word alone, or with NONE if you were given no document.', hasDocument: true }

export const documents: Probe = {
  name: 'documents',
  meaning: 'documents (PDF) are read',
  ways: () => [{ ask: DOCUMENT_QUESTION, judge: judgeSight(WRITTEN_WORD, 'the document') }],
  says: state => ({ capabilities: { documents: state === 'supported' } }),
}

const PUZZLE: Ask = { text: 'Ann is twice as old as Bob was when Ann was as old as Bob is now. Bob is 18. How old is Ann? Answer with the number alone.', thinks: 'low' }

const hasThought = ({ result }: Answer): boolean => (result.choices[0]?.blocks ?? []).some(({ type }) => type === 'reasoning' || type === 'redacted-reasoning')

const judgeThought = (how: string) => (answer: Answer): Verdict => {
  if (hasThought(answer)) return supported(how)
  return (answer.result.usage?.reasoningTokens ?? 0) > 0 ? supported('its thoughts are not shown') : unclear('it answered, and nothing shows that it thought')
}

/** Some know one effort alone. */
const AT_LENGTH: Way = { ask: { ...PUZZLE, thinks: 'high' }, judge: judgeThought('only at high effort') }

/** How hard it was asked to think, by the way that decided. */
export const EFFORTS = ['low', 'high'] as const

export const thinking: Probe = {
  name: 'thinking',
  meaning: 'it thinks when it is asked to',
  ways: ({ target }) => [{ ask: PUZZLE, judge: judgeThought('') }, ...(DIALECT_WIRES[target.provider.dialect] === 'openai-chat' ? [AT_LENGTH] : [])],
  says: state => ({ capabilities: { reasoning: state === 'supported' } }),
}
