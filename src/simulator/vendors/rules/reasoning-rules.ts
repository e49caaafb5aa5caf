/** Rules about what a vendor wants back of its own thinking: the text on the OpenAI wire, or the signature of a call. */

import { callSignatureOf } from '../signatures.ts'
import { callsOf, recordOf, type CallSeen, type JsonRecord } from '../vendor-request.ts'
import { type Checks, type NoParameters, firstFinding, foundIf } from './check.ts'

export interface ReasoningRules {
  'whole-while-thinking': NoParameters
  'tools-while-thinking': NoParameters
  /** On assistant messages with calls, or on all of them. */
  'missing-reasoning': { readonly turns: 'tool' | 'all' }
  /** On the first call of every message since a person last spoke. */
  'missing-call-signature': { readonly member: string }
  /** `standIns`: documented words that are taken for a signature. */
  'wrong-call-signature': { readonly member: string; readonly standIns: readonly string[] }
}

const signatureIn = (call: CallSeen | undefined, member: string): unknown => recordOf(recordOf(call?.raw['extra_content'])['google'])[member]

/** From the message after the last one that a person wrote. */
const openTurn = (messages: readonly JsonRecord[]): readonly JsonRecord[] => messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)

export const REASONING_CHECKS: Checks<ReasoningRules> = {
  'whole-while-thinking': ({ isStream, isThinking }) => foundIf(!isStream && isThinking),

  'tools-while-thinking': ({ tools, isThinking, model }) => foundIf(tools.length > 0 && isThinking, { model: model.id }),

  'missing-reasoning': ({ messages, isThinking }, { turns }) => {
    if (!isThinking) return undefined
    return firstFinding(messages, (message, index) => {
      const isMeant = message['role'] === 'assistant' && (turns === 'all' || callsOf(message).length > 0)
      const reasoning = message['reasoning_content']
      return foundIf(isMeant && (typeof reasoning !== 'string' || reasoning === ''), { index })
    })
  },

  'missing-call-signature': ({ messages }, { member }) => firstFinding(openTurn(messages), (message, index) => {
    const [first] = callsOf(message)
    return foundIf(first !== undefined && !signatureIn(first, member), { name: String(first?.name), index: index + 1 })
  }),

  'wrong-call-signature': ({ messages }, { member, standIns }) => firstFinding(messages, message => firstFinding(callsOf(message), (call) => {
    const signature = signatureIn(call, member)
    if (signature === undefined || standIns.includes(String(signature))) return undefined
    return foundIf(signature !== callSignatureOf(String(call.name), String(call.input)), { name: String(call.name) })
  })),
}
