/** Reads a provider's body: whole and within a limit, or decompressed on the way where it came compressed unasked. */

import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { ProviderError } from '../chat/errors.ts'
import { HttpExchange } from '../lib/net/http-exchange.ts'

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress, zstd: createZstdDecompress,
}

/** Inflated bytes for each byte received, from which a body is taken for a bomb; small bodies are let off. */
const MAX_RATIO = 100
const RATIO_FREE_BYTES = 1024 * 1024

async function * inflated (compressed: AsyncIterable<Buffer>, decoder: NodeJS.ReadWriteStream): AsyncGenerator<Buffer> {
  let receivedBytes = 0
  let inflatedBytes = 0
  let networkFailure: { readonly error: unknown } | undefined
  const source = Readable.from((async function * () {
    try {
      for await (const chunk of compressed) { receivedBytes += chunk.length; yield chunk }
    } catch (error) {
      networkFailure = { error }
      throw error
    }
  })())
  source.on('error', (error) => { (decoder as unknown as Readable).destroy(error) })
  try {
    for await (const chunk of source.pipe(decoder) as AsyncIterable<Buffer>) {
      inflatedBytes += chunk.length
      if (inflatedBytes > RATIO_FREE_BYTES && inflatedBytes > receivedBytes * MAX_RATIO) {
        throw new ProviderError('bad-response', 'sent a compressed body that grows without measure', { billing: 'maybe' })
      }
      yield chunk
    }
  } catch (error) {
    if (networkFailure !== undefined) throw networkFailure.error
    if (error instanceof ProviderError) throw error
    throw new ProviderError('bad-response', 'sent a compressed body that cannot be read', { cause: error, billing: 'maybe' })
  } finally {
    source.destroy()
  }
}

async function * unreadable (contentEncoding: string): AsyncGenerator<Buffer> {
  throw new ProviderError('bad-response', `sent a body with the unknown encoding ${contentEncoding.slice(0, 20)}`, { billing: 'maybe' })
}

/** The plain bytes of a body; the very same iterable where nothing is compressed. Reading throws `bad-response`. */
export const plainBytes = (bytes: AsyncIterable<Buffer>, contentEncoding: string | undefined): AsyncIterable<Buffer> => {
  const encoding = contentEncoding?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return bytes
  const createDecoder = DECODERS[encoding]
  return createDecoder === undefined ? unreadable(encoding) : inflated(bytes, createDecoder())
}

const tooLarge = (maxBytes: number): ProviderError => new ProviderError('bad-response', `sent more than ${maxBytes} bytes`, { billing: 'maybe' })

/** The whole body. Throws `bad-response` beyond the limit. */
export const readWhole = async (bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> => {
  if (bytes instanceof HttpExchange) {
    const body = await bytes.whole(maxBytes)
    if (body === undefined) throw tooLarge(maxBytes)
    return body
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length)
}

/** The beginning of a body that is an error; what it breaks off with does not matter. */
export const readStart = async (bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= maxBytes) break
    }
  } catch { /* The status already says that it failed; half a text about it is enough. */ }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8')
}
