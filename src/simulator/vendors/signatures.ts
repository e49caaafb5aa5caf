/** Signatures as vendors put them on thoughts and on calls: made of what they sign, so that a changed or invented one is found. */

import { createHash } from 'node:crypto'
import { isRecord } from './vendor-request.ts'

export const signatureOf = (text: string): string => createHash('sha256').update(`signed: ${text}`).digest('base64')

/** The same for the same value, whatever the order of its members. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  return `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Of a call, by its name and arguments: its id is the client's to change. */
export const callSignatureOf = (name: string, argumentsText: string): string => signatureOf(`${name} ${canonical(parsed(argumentsText))}`)
