/**
 * How many tokens a picture is, by its size in pixels, which is read from the first bytes of its data. Source: Anthropic's
 * rule of width × height / 750, after the longer edge was brought down to 1568 pixels.
 */

import type { MediaSource } from './request.ts'

const PIXELS_PER_TOKEN = 750
const LONGEST_EDGE = 1568
const MOST_TOKENS = 1_600
/** Of a picture whose size nobody can tell. */
const USUAL_TOKENS = 1_200

/** JPEG keeps its size behind whatever its camera wrote; beyond this nobody looks for it. */
const LOOKED_AT_BYTES = 128 * 1024

interface Size { readonly width: number, readonly height: number }

const png = (bytes: Buffer): Size => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) })
const gif = (bytes: Buffer): Size => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) })

const VP8_SIZE_BITS = 0x3fff

/** Its three forms keep the size in three places. */
const webp = (bytes: Buffer): Size | undefined => {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ': return { width: bytes.readUInt16LE(26) & VP8_SIZE_BITS, height: bytes.readUInt16LE(28) & VP8_SIZE_BITS }
    case 'VP8L': return { width: (bytes.readUInt32LE(21) & VP8_SIZE_BITS) + 1, height: (bytes.readUInt32LE(21) >>> 14 & VP8_SIZE_BITS) + 1 }
    case 'VP8X': return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default: return undefined
  }
}

const MARKER = 0xff
/** Start-of-frame markers are C0 to CF, but for three of other meaning. */
const isFrameStart = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Segments follow each other, each with its length. */
const jpeg = (bytes: Buffer): Size | undefined => {
  for (let at = 2; bytes[at] === MARKER;) {
    if (isFrameStart(bytes.readUInt8(at + 1))) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

const FORMATS: ReadonlyArray<readonly [beginning: string, sizeOf: (bytes: Buffer) => Size | undefined]> = [
  ['\x89PNG\r\n\x1a\n', png], ['GIF8', gif], ['RIFF', webp], ['\xff\xd8', jpeg],
]

/** `undefined` for what is no picture that is known here, or only its beginning. */
const sizeOf = (base64: string): Size | undefined => {
  const bytes = Buffer.from(base64.slice(0, LOOKED_AT_BYTES), 'base64')
  const beginning = bytes.toString('latin1', 0, 8)
  try {
    return FORMATS.find(([mark]) => beginning.startsWith(mark))?.[1](bytes)
  } catch {
    return undefined
  }
}

export const imageTokens = (source: MediaSource): number => {
  const size = source.kind === 'base64' ? sizeOf(source.data) : undefined
  if (size === undefined || size.width === 0 || size.height === 0) return USUAL_TOKENS
  const scale = Math.min(1, LONGEST_EDGE / Math.max(size.width, size.height))
  return Math.min(MOST_TOKENS, Math.ceil(size.width * size.height * scale * scale / PIXELS_PER_TOKEN))
}
