/** A real HTTP server that decodes requests and encodes scripted answers with one protocol: what real clients are pointed at. */

import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RouterError } from '../../src/chat/errors.ts'
import type { ChatPart } from '../../src/chat/part.ts'
import type { ChatRequest } from '../../src/chat/request.ts'
import { collect } from '../../src/chat/result.ts'
import { readOriginalBody } from '../../src/protocols/original-body.ts'
import type { Protocol } from '../../src/protocols/protocol.ts'
import { contextOf, oneByOne, streamOf } from './support.ts'

export interface Script {
  /** What is answered, one part a batch. */
  readonly parts: readonly ChatPart[]
  /** Thrown after them. */
  readonly error?: unknown
}

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string
  /** Decoded requests, as they came; refused ones are missing. */
  readonly requests: readonly ChatRequest[]
}

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const answer = async (protocol: Protocol, request: ChatRequest, script: Script, response: ServerResponse): Promise<void> => {
  const stream = streamOf(oneByOne(script.parts), script.error)
  if (!request.isStream) {
    response.setHeader('content-type', 'application/json').end(protocol.encodeResult(await collect(stream), contextOf(request)))
    return
  }
  response.setHeader('content-type', 'text/event-stream')
  response.write(protocol.heartbeat)
  for await (const text of protocol.encodeStream(stream, contextOf(request))) response.write(text)
  response.end()
}

/** `scriptFor` chooses the answer by the request. */
export const startScriptedServer = async (protocol: Protocol, scriptFor: (request: ChatRequest) => Script): Promise<ScriptedServer> => {
  const requests: ChatRequest[] = []
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const request = protocol.decodeRequest(readOriginalBody(await bodyOf(incoming)), incoming.headers)
      requests.push(request)
      await answer(protocol, request, scriptFor(request), response)
    } catch (error) {
      const { statusCode, body } = protocol.encodeError(error instanceof RouterError ? error : new RouterError('internal_error', String(error)), 'req_1')
      response.writeHead(statusCode, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
  }
  const server = createServer((incoming, response) => { void handle(incoming, response) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose] () {
      server.closeAllConnections()
      await new Promise((resolve) => { server.close(resolve) })
    },
  }
}
