import { describe, expect, test } from 'vitest'
import { imageTokens } from '../../src/chat/image-tokens.ts'

const base64 = (bytes: Buffer): number => imageTokens({ kind: 'base64', mediaType: 'image/png', data: bytes.toString('base64') })

const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(33)
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

const gif = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(13)
  bytes.write('GIF89a', 'latin1')
  bytes.writeUInt16LE(width, 6)
  bytes.writeUInt16LE(height, 8)
  return bytes
}

const riff = (form: string): Buffer => {
  const bytes = Buffer.alloc(32)
  bytes.write('RIFF', 'latin1')
  bytes.write(`WEBP${form}`, 8, 'latin1')
  return bytes
}

const webpLossy = (width: number, height: number): Buffer => {
  const bytes = riff('VP8 ')
  bytes.writeUInt16LE(width, 26)
  bytes.writeUInt16LE(height, 28)
  return bytes
}

const webpLossless = (width: number, height: number): Buffer => {
  const bytes = riff('VP8L')
  bytes.writeUInt32LE((width - 1) | (height - 1) << 14, 21)
  return bytes
}

const webpExtended = (width: number, height: number): Buffer => {
  const bytes = riff('VP8X')
  bytes.writeUIntLE(width - 1, 24, 3)
  bytes.writeUIntLE(height - 1, 27, 3)
  return bytes
}

const jpeg = (width: number, height: number, commentBytes = 40): Buffer => {
  const comment = Buffer.alloc(2 + commentBytes)
  comment.writeUInt16BE(0xfffe, 0)
  comment.writeUInt16BE(commentBytes, 2)
  const tables = Buffer.from([0xff, 0xc4, 0, 3, 0])
  const frame = Buffer.alloc(11)
  frame.writeUInt16BE(0xffc2, 0)
  frame.writeUInt16BE(9, 2)
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from([0xff, 0xd8]), comment, tables, frame])
}

describe('imageTokens', () => {
  test.each([['PNG', png], ['GIF', gif], ['lossy WebP', webpLossy], ['lossless WebP', webpLossless], ['extended WebP', webpExtended], ['JPEG', jpeg]] as const)('a %s, of a known size, is counted by it', (_, picture) => {
    expect(base64(picture(750, 100))).toBe(100)
    expect(base64(picture(30, 25))).toBe(1)
    expect(base64(picture(3136, 100))).toBe(Math.ceil(1568 * 50 / 750))
    expect(base64(picture(4000, 4000))).toBe(1_600)
  })

  test.each<[string, Buffer]>([
    ['empty', Buffer.alloc(0)], ['text', Buffer.from('hello, this is no picture at all')], ['cut short', png(10, 10).subarray(0, 18)], ['of a WebP nobody knows', riff('ALPH')], ['of no extent', png(0, 10)], ['flat', png(10, 0)],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0, 0])], ['a JPEG whose size is far behind', jpeg(10, 10, 60_000).subarray(0, 2_000)],
  ])('a picture that is %s, when it is counted, is a usual one', (_, bytes) => { expect(base64(bytes)).toBe(1_200) })

  test('a picture that is elsewhere, when it is counted, is a usual one', () => { expect(imageTokens({ kind: 'url', url: 'https://example.test/cat.png' })).toBe(1_200) })
})
