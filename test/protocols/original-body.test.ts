import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RouterError } from '../../src/chat/errors.ts'
import type { RouterErrorCode } from '../../src/chat/errors.ts'
import { MAXIMUM_DEPTH, readOriginalBody } from '../../src/protocols/original-body.ts'

const refusal = (body: string | Buffer): { code: RouterErrorCode, message: string, parameter: string | undefined } => {
  try {
    readOriginalBody(Buffer.isBuffer(body) ? body : Buffer.from(body))
  } catch (error) {
    if (error instanceof RouterError) return { code: error.code, message: error.message, parameter: error.parameter }
    throw error
  }
  throw new Error('the body was taken')
}

const nested = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`

describe('readOriginalBody', () => {
  it('an object: its bytes, its value and its members are given', () => {
    const bytes = Buffer.from('{"model":"m","messages":[]}')
    const original = readOriginalBody(bytes)
    expect(original.bytes).toBe(bytes)
    expect(original.json).toEqual({ model: 'm', messages: [] })
    expect(original.members.map(({ name }) => name)).toEqual(['model', 'messages'])
  })

  it('text beyond ASCII: is read as UTF-8', () => {
    expect(readOriginalBody(Buffer.from('{"a":"اكتب ✍️"}')).json).toEqual({ a: 'اكتب ✍️' })
  })

  it('a byte order mark: is tolerated, and offsets count without it', () => {
    const original = readOriginalBody(Buffer.from('\uFEFF{"a":1}'))
    expect(original.json).toEqual({ a: 1 })
    const [member] = original.members
    expect(original.bytes.subarray(member?.valueStart, member?.end).toString()).toBe('1')
  })

  it('an empty body: is refused as empty', () => {
    for (const body of ['', ' \n', '\uFEFF']) {
      expect(refusal(body)).toEqual({ code: 'invalid_json', message: 'the request body is empty; a JSON object is expected', parameter: undefined })
    }
  })

  it('a body that is not JSON: is refused with the place, what was expected and a hint', () => {
    expect(refusal('{"model":"m",\n "messages":[}')).toMatchObject({
      code: 'invalid_json',
      message: "the request body is not JSON: line 2, column 14: expected a value or ']', found '}' (is there a comma too many before it, or a bracket of the other kind?)",
    })
    expect(refusal('{"a":@}').message).toBe("the request body is not JSON: line 1, column 6: expected a value, found '@'")
  })

  it('a body too long to be searched: is refused without the place', () => {
    expect(refusal(`{"a":"${'x'.repeat(1024 * 1024)}"`).message).toBe('the request body is not JSON')
  })

  it('bytes that are not UTF-8: are refused, and compressed ones are named', () => {
    expect(refusal(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({ code: 'invalid_encoding', message: 'the request body is not valid UTF-8' })
    expect(refusal(Buffer.from([0x1f, 0x8b, 0x08, 0x00])).message).toContain('compressed')
  })

  it.each([['[1]', 'an array'], ['"x"', 'a string'], ['null', 'null'], ['1', 'a number'], ['true', 'a boolean']])(
    '%s: is refused as no object', (body, kind) => {
      expect(refusal(body)).toMatchObject({ code: 'invalid_request', message: `the request body must be a JSON object, not ${kind}` })
    })

  it('as many levels as allowed: are taken, one more is refused', () => {
    expect(readOriginalBody(Buffer.from(nested(MAXIMUM_DEPTH))).members).toHaveLength(1)
    expect(refusal(nested(MAXIMUM_DEPTH + 1))).toMatchObject({ code: 'json_too_deep' })
  })

  it('a million levels: are refused before anything is parsed', () => {
    expect(refusal(nested(1_000_000)).code).toBe('json_too_deep')
    expect(refusal('['.repeat(1_000_000)).code).toBe('json_too_deep')
  })

  it('thousands of members: are refused', () => {
    expect(refusal(`{${Array.from({ length: 1001 }, (_, index) => `"${index}":0`).join()}}`)).toMatchObject({ code: 'invalid_request' })
  })

  it.each(['model', 'stream', 'messages', 'max_tokens'])('%s twice: is refused', (name) => {
    expect(refusal(`{"${name}":1,"x":{"${name}":1},"${name}":2}`)).toMatchObject({ code: 'duplicate_key', parameter: name })
    expect(refusal(`{"${name}":1,"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}":2}`)).toMatchObject({ code: 'duplicate_key', parameter: name })
  })

  it('another member twice: the last one wins', () => {
    expect(readOriginalBody(Buffer.from('{"user":1,"user":2}')).json).toEqual({ user: 2 })
  })

  it.each([
    '{"__proto__":{"a":1}}', '{"a":[{"\\u005f_proto__":1}]}', '{"__pr\\u006fto__":1}', '{"\\u005F\\u005Fproto__":1}',
    '{"a":{"constructor":{"prototype":{}}}}', '{"c\\u006fnstructor":{"prototyp\\u0065":1}}',
  ])('%s: is refused, however it is spelt', (body) => {
    expect(refusal(body)).toMatchObject({ code: 'invalid_request' })
  })

  it('the same words in texts and as harmless names: are taken', () => {
    for (const body of ['{"a":"__proto__ and constructor.prototype"}', '{"prototype":1}', '{"constructor":"x","b":"prototype"}', '{"a":"\\u0041"}', '{"constructor":null,"prototype":[null]}']) {
      expect(readOriginalBody(Buffer.from(body)).json).toEqual(JSON.parse(body))
    }
  })

  it('any bytes: are taken or refused with a RouterError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try { readOriginalBody(Buffer.from(bytes)) } catch (error) { expect(error).toBeInstanceOf(RouterError) }
    }), { seed: 6 })
  })
})
