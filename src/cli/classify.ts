/** `smart-router classify`: JSON lines in, JSON lines out, in their order. */

import { once } from 'node:events'
import { classifyLines } from '../classify/classify-lines.ts'
import { createClassifier } from '../classify/classifier.ts'
import { standardInputLines } from './stdin-lines.ts'
import { EXIT } from './verb.ts'

/** Lines are gathered before they are written: a write for each would cost more than classifying. */
const CHUNK_CHARACTERS = 64 * 1024

export const classify = async (): Promise<number> => {
  let chunk = ''
  /** False when nobody reads any more. */
  const flush = async (): Promise<boolean> => {
    const text = chunk
    chunk = ''
    if (text !== '' && !process.stdout.write(text) && process.stdout.writable) await once(process.stdout, 'drain').catch(() => undefined)
    return process.stdout.writable
  }
  for await (const line of classifyLines(standardInputLines(), createClassifier())) {
    chunk += `${line}\n`
    if (chunk.length > CHUNK_CHARACTERS && !await flush()) return EXIT.ok
  }
  await flush()
  return EXIT.ok
}
