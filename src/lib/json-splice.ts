/**
 * Edits to the top-level members of a JSON object that touch no other byte of it: a body of 100 KB is never parsed and
 * written again because its model has another name here.
 */

import type { ScannedMember } from './json-scan.ts'

/** A JSON object as it came, and where its top-level members stand. */
export interface SplicedObject {
  readonly bytes: Buffer
  readonly members: readonly ScannedMember[]
}

/**
 * Sets members to a JSON text, in place or at the end; removes those set to `undefined` with their comma. A name that
 * stands there twice is set or removed twice.
 */
export const spliceMembers = (original: SplicedObject, edits: ReadonlyMap<string, string | undefined>): Buffer => {
  const { bytes, members } = original
  const pieces: Buffer[] = []
  const missing = new Map(edits)
  let copiedTo = 0
  let keptCount = 0
  let previousEnd = bytes.indexOf('{') + 1
  const copyTo = (end: number): void => { if (end > copiedTo) pieces.push(bytes.subarray(copiedTo, end)) }

  members.forEach((member, index) => {
    missing.delete(member.name)
    const text = edits.get(member.name)
    if (text !== undefined) {
      copyTo(member.valueStart)
      pieces.push(Buffer.from(text))
      copiedTo = member.end
    } else if (edits.has(member.name)) {
      // What follows a kept member loses the comma before it; what opens the object, the comma after it.
      const isFirst = keptCount === 0
      copyTo(isFirst ? member.start : previousEnd)
      copiedTo = isFirst ? members[index + 1]?.start ?? member.end : member.end
    }
    if (text !== undefined || !edits.has(member.name)) keptCount++
    previousEnd = member.end
  })

  copyTo(previousEnd)
  copiedTo = Math.max(copiedTo, previousEnd)
  for (const [name, text] of missing) {
    if (text === undefined) continue
    pieces.push(Buffer.from(`${keptCount++ === 0 ? '' : ','}${JSON.stringify(name)}:${text}`))
  }
  copyTo(bytes.length)
  return Buffer.concat(pieces)
}
