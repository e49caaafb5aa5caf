/** What is told by the head of a request alone: whose wire, which task, whose host, which methods. */

import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { callerWire } from '../../src/routes/caller-wire.ts'
import { type AllowedHosts, allowedHostsOf, guardRequest } from '../../src/routes/http-guard.ts'
import { RouteTable } from '../../src/routes/route-table.ts'
import { taskHint } from '../../src/routes/task-hint.ts'

describe('callerWire', () => {
  const VERSION = { 'anthropic-version': '2026-10-21' }

  test.each([
    ['/v1/messages', {}, 'anthropic-messages'], ['/v1/messages?beta=true', {}, 'anthropic-messages'], ['/v1/messages/count_tokens', {}, 'anthropic-messages'],
    ['/v1/models', VERSION, 'anthropic-messages'], ['/v1/models', {}, 'openai-chat'], ['/v1/messagesx', {}, 'openai-chat'],
    ['/v1/chat/completions', {}, 'openai-chat'], ['/v1/chat/completions', VERSION, 'openai-chat'], ['/anything', VERSION, 'anthropic-messages'],
  ] as const)('%s with %j, as a request begins, is answered on the wire %s', (url, headers, wire) => {
    expect(callerWire(url, headers)).toBe(wire)
  })
})

describe('taskHint', () => {
  test.each([[undefined, undefined], ['', undefined], ['auto', undefined], ['code', 'code'], ['CODE', 'code']])('the header %j, when it is sent, means %j', (value, task) => {
    expect(taskHint(value === undefined ? {} : { 'x-task-type': value })).toBe(task)
  })

  test('a word that is no task, when it is sent, is refused with the words that are', () => {
    expect(() => taskHint({ 'x-task-type': 'cooking' })).toThrow('x-task-type: "cooking" is not a task; use code, thinking, long, image, search, agent or general.')
  })
})

describe('allowedHostsOf', () => {
  const ask = (host: string, allowed: AllowedHosts): void => {
    guardRequest({ headers: { host }, rawHeaders: ['Host', host], httpVersion: '1.1' } as unknown as IncomingMessage, '/', allowed)
  }

  test.each(['127.0.0.1', 'localhost', '::1', '127.0.0.53'])('whoever listens on %s, which is this machine alone, answers to its names and no other', (listening) => {
    const allowed = allowedHostsOf(listening)
    for (const host of ['127.0.0.1:1', 'localhost', '[::1]:80', listening.includes(':') ? `[${listening}]` : listening]) expect(() => { ask(host, allowed) }).not.toThrow()
    expect(() => { ask('evil.test', allowed) }).toThrow('not for the host "evil.test"')
  })

  test.each(['0.0.0.0', '::', '192.0.2.1', 'router.example'])('whoever listens on %s, which others can reach, answers to every name', (listening) => {
    expect(() => { ask('whatever.example', allowedHostsOf(listening)) }).not.toThrow()
  })
})

describe('RouteTable', () => {
  const table = new RouteTable()
  table.add('/v1/models', 'GET')
  table.add('/v1/models', ['HEAD'])
  table.add('/v1/models/*', 'GET')

  test.each([['/v1/models', ['GET', 'HEAD']], ['/v1/models/a/b', ['GET']], ['/v1/models/', []], ['/v1', []], ['/v1/modelsx', []]])('the path %s, when it is looked up, has the methods %j', (path, methods) => {
    expect(table.methodsAt(path)).toEqual(methods)
  })
})
