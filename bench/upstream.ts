/**
 * The fake provider: the cheapest server that answers chat requests on both wires. The `model` in the body names the
 * answer. Started by processes.ts as a process of its own; its CPU time counts for nobody.
 *
 * `GET /counters` tells how often each answer was asked for and how many streams are held open; `POST /release` ends those.
 */

import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { ANSWERS, BURST, PACED, jsonAnswers, scripts } from './answers.ts'
import type { AnswerName } from './answers.ts'
import type { Wire } from './bodies.ts'
import { reportPort } from './report-port.ts'

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly wire: Wire
  readonly end: Buffer
}

const counters = Object.fromEntries(ANSWERS.map(name => [name, 0])) as Record<AnswerName, number>
const held = new Set<Exchange>()

const answer: Readonly<Record<AnswerName, (exchange: Exchange) => void>> = {
  'json-small': exchange => { sendJson(exchange, 200, jsonAnswers['json-small'][exchange.wire]) },
  'json-100k': exchange => { sendJson(exchange, 200, jsonAnswers['json-100k'][exchange.wire]) },
  'stream-paced': sendPaced,
  'stream-burst': ({ response, wire, end }) => {
    openStream(response)
    response.write(Buffer.concat([scripts[wire].start, ...scripts[wire].deltas.slice(0, BURST.chunks), end]))
    response.end()
  },
  hold: exchange => {
    openStream(exchange.response)
    exchange.response.write(Buffer.concat([scripts[exchange.wire].start, scripts[exchange.wire].deltas[0]!]))
    held.add(exchange)
    exchange.response.once('close', () => held.delete(exchange))
  },
  'fail-503': exchange => { sendJson(exchange, 503, Buffer.from('{"error":{"message":"Service unavailable","type":"server_error","code":null}}')) },
  reset: ({ request }) => { request.socket.resetAndDestroy() },
}

function sendJson ({ response }: Exchange, statusCode: number, body: Buffer): void {
  response.writeHead(statusCode, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

function openStream (response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
}

function sendPaced ({ response, wire, end }: Exchange): void {
  const { start, deltas } = scripts[wire]
  let sent = 0
  openStream(response)
  response.write(start)
  const timer = setInterval(() => {
    if (sent < PACED.chunks) return void response.write(deltas[sent++]!)
    clearInterval(timer)
    response.end(end)
  }, PACED.intervalMs)
  response.once('close', () => { clearInterval(timer) })
}

const modelMember = Buffer.from('"model":"')
const usageWish = Buffer.from('"include_usage":true')

/** The answer that the model names, with or without a provider before it; the small one for any other name (`auto`). */
function answerNameOf (body: Buffer): AnswerName {
  const start = body.indexOf(modelMember) + modelMember.length
  const model = body.toString('latin1', start, body.indexOf('"', start))
  return ANSWERS.find(name => model.endsWith(name)) ?? 'json-small'
}

function answerChat (request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const wire = request.url?.includes('/messages') === true ? 'anthropic' : 'openai'
  const end = body.includes(usageWish) ? scripts[wire].endWithUsage : scripts[wire].end
  const name = answerNameOf(body)
  counters[name]++
  answer[name]({ request, response, wire, end })
}

function release (): void {
  for (const { response, end } of held) response.end(end)
}

const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, (request, response) => {
  if (request.url === '/counters') return void response.end(JSON.stringify({ ...counters, held: held.size }))
  if (request.url === '/release') { release(); return void response.end('{}') }
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  request.once('end', () => { answerChat(request, response, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)) })
})

server.listen({ host: '127.0.0.1', port: 0, backlog: 2_048 }, () => { reportPort(server) })
