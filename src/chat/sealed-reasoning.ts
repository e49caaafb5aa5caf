/**
 * Reasoning as one opaque text that a client keeps and sends back: in the Responses wire a client holds what it may not
 * read. It is packed, not secret: whoever gets it has paid for it. A provider of that wire would refuse it, because it
 * is not the provider's own.
 */

import type { ContentBlock } from './request.ts'

export type ReasoningBlock = Extract<ContentBlock, { type: 'reasoning' | 'redacted-reasoning' }>

/** What sealed reasoning begins with. */
export const SEAL = 'smart-router-1.'
/** What ids of reasoning items begin with that this router made: a provider that is shown one looks for it in vain. */
export const REASONING_ID_PREFIX = 'rs_smartrouter_'

interface Sealed { readonly text?: unknown, readonly signature?: unknown, readonly data?: unknown }

export const isSealed = (text: unknown): text is string => typeof text === 'string' && text.startsWith(SEAL)

export const sealReasoning = (block: ReasoningBlock): string => {
  const content: Sealed = block.type === 'reasoning' ? { text: block.text, signature: block.signature } : { data: block.data }
  return SEAL + Buffer.from(JSON.stringify(content)).toString('base64url')
}

const read = (sealed: string): Sealed | null => {
  try {
    return JSON.parse(Buffer.from(sealed.slice(SEAL.length), 'base64url').toString()) as Sealed | null
  } catch {
    return null
  }
}

/** `undefined` for what was not sealed here, or came back broken. */
export const unsealReasoning = (sealed: string): ReasoningBlock | undefined => {
  const { text, signature, data } = (isSealed(sealed) ? read(sealed) : null) ?? {}
  if (typeof data === 'string') return { type: 'redacted-reasoning', data }
  if (typeof text !== 'string') return undefined
  return { type: 'reasoning', text, ...(typeof signature === 'string' && { signature }) }
}
