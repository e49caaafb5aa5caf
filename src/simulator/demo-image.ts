/** A small picture made of the prompt's hash, with DEMO written across it: what a demonstration gives where a model would paint. */

import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const SIZE = 96
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

const chunk = (type: string, content: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(content.length, 0)
  typed.copy(framed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}

/** Five by seven dots each; `#` is one. */
const LETTERS: readonly (readonly string[])[] = [
  ['####.', '#...#', '#...#', '#...#', '#...#', '#...#', '####.'],
  ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  ['#...#', '##.##', '#.#.#', '#.#.#', '#...#', '#...#', '#...#'],
  ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
]
const DOT = 3
const LETTER_WIDTH = 6
const LEFT = Math.floor((SIZE - (LETTERS.length * LETTER_WIDTH - 1) * DOT) / 2)
const TOP = Math.floor((SIZE - 7 * DOT) / 2)

/** Whether the word covers this pixel. */
const isWritten = (x: number, y: number): boolean => {
  const [column, row] = [Math.floor((x - LEFT) / DOT), Math.floor((y - TOP) / DOT)]
  return LETTERS[Math.floor(column / LETTER_WIDTH)]?.[row]?.[column % LETTER_WIDTH] === '#'
}

/** Eight-bit RGB, one gradient from corner to corner; each row begins with its filter, none. */
const pixels = (from: Buffer, to: Buffer): Buffer => {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 3))
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const share = (x + y) / (2 * SIZE - 2)
      for (let channel = 0; channel < 3; channel++) {
        const [start = 0, end = 0] = [from[channel], to[channel]]
        rows[y * (1 + SIZE * 3) + 1 + x * 3 + channel] = isWritten(x, y) ? 255 : Math.round(start + (end - start) * share)
      }
    }
  }
  return rows
}

/** A PNG, always the same for the same prompt. */
export const demoImage = (prompt: string): Buffer => {
  const colours = createHash('sha256').update(prompt).digest()
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  // Eight bits a channel, RGB, and the only compression, filter and interlace there are.
  header.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(pixels(colours.subarray(0, 3), colours.subarray(3, 6)))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
