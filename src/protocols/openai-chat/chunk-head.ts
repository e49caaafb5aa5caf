/** What the chunks of one answer begin with, where its first chunks were a provider's own: clients expect all of them alike. */

import type { ChatBatch } from '../../chat/part.ts'
import { jsonOfFrame } from '../shown-frames.ts'

/** Up to the choices; `undefined` where the first chunk cannot be read. */
export const headOf = (shown: ChatBatch): string | undefined => {
  const start = shown.find(({ type }) => type === 'response-start')
  const json = start === undefined ? undefined : jsonOfFrame(start)
  if (json === undefined) return undefined
  const { choices: _choices, usage: _usage, ...head } = json
  const members = JSON.stringify(head).slice(0, -1)
  return `data: ${members}${members === '{' ? '' : ','}"choices":[`
}
