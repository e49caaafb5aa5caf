/** A provider's own JSON answer on its way to a client of the same wire: relayed as it is, with one member added. */

import type { ChatResult } from '../chat/result.ts'

/** The provider's JSON body, where there is one. A folded stream has frames too, but those are events. */
export const ownBodyOf = (result: ChatResult): string | undefined =>
  result.frame !== undefined && /^\s*\{/.test(result.frame) ? result.frame : undefined

/** Appended, not replaced: of two members of one name, parsers keep the last. */
export const withServiceUsed = (body: string, provider: string): string => {
  const members = body.slice(0, body.lastIndexOf('}')).trimEnd()
  return `${members}${members.endsWith('{') ? '' : ','}"service_used":${JSON.stringify(provider)}}`
}
