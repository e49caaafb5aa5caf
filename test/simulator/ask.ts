/** A bare HTTP client for the simulator's tests: no retries, no redirects, no decoding, a fresh connection for each request. */

import { Agent, type Dispatcher, request } from 'undici'

export interface Question {
  readonly path?: string
  readonly stream?: boolean
  readonly body?: string | object
  readonly signal?: AbortSignal
  /** Default: a connection of its own, closed after the answer. */
  readonly dispatcher?: Dispatcher
}

export const ask = async (provider: { readonly url: string }, { path = '/v1/chat/completions', stream = false, body, signal, dispatcher }: Question = {}): Promise<Dispatcher.ResponseData> => {
  const question = body ?? { model: 'm', stream, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'hi' }] }
  return await request(`${provider.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof question === 'string' ? question : JSON.stringify(question),
    dispatcher: dispatcher ?? new Agent({ pipelining: 0, keepAliveTimeout: 1 }),
    ...(signal !== undefined && { signal }),
  })
}

export const textOf = async (response: Promise<Dispatcher.ResponseData>): Promise<string> => await (await response).body.text()

/** What came before the body ended, and the error it ended with (`undefined`: it ended well). */
export const readToEnd = async (response: Dispatcher.ResponseData): Promise<{ text: string; error: unknown }> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of response.body) chunks.push(chunk as Buffer)
    return { text: Buffer.concat(chunks).toString(), error: undefined }
  } catch (error) {
    return { text: Buffer.concat(chunks).toString(), error }
  }
}
