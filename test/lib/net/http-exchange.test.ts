import type { Dispatcher } from 'undici'
import { beforeEach, describe, expect, test } from 'vitest'
import { HttpExchange } from '../../../src/lib/net/http-exchange.ts'

/** What undici hands out with a request, and what was asked of it. */
const controllerOf = () => {
  const asked: string[] = []
  const controller = {
    paused: false,
    aborted: false,
    reason: null,
    rawHeaders: null,
    rawTrailers: null,
    pause: () => { controller.paused = true; asked.push('pause') },
    resume: () => { controller.paused = false; asked.push('resume') },
    abort: (reason: Error) => { asked.push(`abort: ${reason.message}`) },
  }
  return { asked, controller: controller as unknown as Dispatcher.DispatchController }
}

const KIB = 1024

let exchange: HttpExchange
let asked: string[]
let controller: Dispatcher.DispatchController

beforeEach(() => {
  exchange = new HttpExchange()
  ;({ asked, controller } = controllerOf())
})

const begin = (): void => {
  exchange.onRequestStart(controller)
  exchange.onResponseStart(controller, 200, { 'content-type': 'text/plain' })
}
const give = (text: string): void => { exchange.onResponseData(controller, Buffer.from(text)) }
const textOf = ({ done, value }: IteratorResult<Buffer, undefined>): string => done === true ? 'the end' : value.toString()
const next = async (): Promise<string> => textOf(await exchange.next())

describe('an answer', () => {
  test('its head, when it comes, resolves the answer', async () => {
    expect(exchange.hasAnswer).toBe(false)
    begin()
    expect(exchange.hasAnswer).toBe(true)
    expect(await exchange.answer).toEqual({ statusCode: 200, headers: { 'content-type': 'text/plain' } })
  })

  test('heads below 200, when they come first, are passed over', async () => {
    exchange.onRequestStart(controller)
    exchange.onResponseStart(controller, 103, { link: 'x' })
    expect(exchange.hasAnswer).toBe(false)
    exchange.onResponseStart(controller, 200, {})
    expect((await exchange.answer).statusCode).toBe(200)
  })

  test('bytes, that come while somebody waits, are given at once', async () => {
    begin()
    const reading = exchange.next()
    give('a')
    expect(textOf(await reading)).toBe('a')
  })

  test('bytes, that come while nobody waits, are given together, and the end after them', async () => {
    begin()
    give('a')
    give('b')
    exchange.onResponseEnd()
    expect([await next(), await next(), await next()]).toEqual(['ab', 'the end', 'the end'])
  })

  test('the end, when somebody waits, is told', async () => {
    begin()
    const reading = exchange.next()
    exchange.onResponseEnd()
    expect(textOf(await reading)).toBe('the end')
  })

  test('for await, over all of it, gives every byte', async () => {
    begin()
    give('a')
    exchange.onResponseEnd()
    let text = ''
    for await (const chunk of exchange) text += chunk.toString()
    expect(text).toBe('a')
    expect(asked).toEqual([])
  })
})

describe('a slow reader', () => {
  test('the sender, when 256 KiB wait, is paused once, and resumed when they are taken', async () => {
    begin()
    exchange.onResponseData(controller, Buffer.alloc(256 * KIB))
    expect(asked).toEqual([])
    give('x')
    give('x')
    expect(asked).toEqual(['pause'])
    expect((await exchange.next()).value).toHaveLength(256 * KIB + 2)
    expect(asked).toEqual(['pause', 'resume'])
  })

  test('the sender, when it was never paused, is not resumed', async () => {
    begin()
    give('a')
    await next()
    expect(asked).toEqual([])
  })
})

describe('a failure', () => {
  test('an error, before the head, rejects the answer', async () => {
    exchange.onRequestStart(controller)
    exchange.onResponseError(controller, new Error('reset'))
    await expect(exchange.answer).rejects.toThrow('reset')
    expect(exchange.hasAnswer).toBe(false)
  })

  test('an error, while somebody waits, fails the reading', async () => {
    begin()
    const reading = exchange.next()
    exchange.onResponseError(controller, new Error('reset'))
    await expect(reading).rejects.toThrow('reset')
  })

  test('an error, while bytes wait, comes after them', async () => {
    begin()
    give('a')
    exchange.onResponseError(controller, new Error('reset'))
    expect(await next()).toBe('a')
    await expect(next()).rejects.toThrow('reset')
  })

  test('a second error, whatever it says, changes nothing', async () => {
    begin()
    exchange.onResponseError(undefined, new Error('first'))
    exchange.onResponseError(undefined, new Error('second'))
    await expect(next()).rejects.toThrow('first')
  })
})

describe('cancelling', () => {
  const reason = new Error('nobody waits')

  test('before a socket is there, everything fails at once, and the socket is refused when it comes', async () => {
    exchange.cancel(reason)
    await expect(exchange.answer).rejects.toBe(reason)
    await expect(exchange.next()).rejects.toBe(reason)
    expect(asked).toEqual([])
    exchange.onRequestStart(controller)
    expect(asked).toEqual(['abort: nobody waits'])
  })

  test('while the head is awaited, the answer fails at once and the call is aborted', async () => {
    exchange.onRequestStart(controller)
    exchange.cancel(reason)
    expect(asked).toEqual(['abort: nobody waits'])
    exchange.onResponseError(controller, new Error('aborted'))
    await expect(exchange.answer).rejects.toBe(reason)
  })

  test('while somebody reads, the reading fails at once', async () => {
    begin()
    const reading = exchange.next()
    exchange.cancel(reason)
    await expect(reading).rejects.toBe(reason)
  })

  test('while bytes wait, they are gone, and later ones too', async () => {
    begin()
    give('a')
    exchange.cancel(reason)
    give('b')
    await expect(next()).rejects.toBe(reason)
  })

  test('twice, the first reason holds', async () => {
    begin()
    exchange.cancel(reason)
    exchange.cancel(new Error('another'))
    await expect(next()).rejects.toBe(reason)
    expect(asked).toHaveLength(1)
  })

  test('after the end was read, nothing happens', async () => {
    begin()
    exchange.onResponseEnd()
    exchange.cancel(reason)
    expect(await next()).toBe('the end')
    expect(asked).toEqual([])
  })

  test('after the end came, with bytes that nobody read, the bytes are gone', async () => {
    begin()
    give('a')
    exchange.onResponseEnd()
    exchange.cancel(reason)
    await expect(next()).rejects.toBe(reason)
  })

  test('by leaving the loop, the call is aborted', async () => {
    begin()
    give('a')
    for await (const _ of exchange) break
    expect(asked).toEqual(['abort: the reader left'])
    await expect(next()).rejects.toThrow('the reader left')
  })
})
