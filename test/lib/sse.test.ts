import { describe, expect, it } from 'vitest'
import { formatEvent, eventsOf, SseDecoder, SseLimitError } from '../../src/lib/sse.ts'
import type { ServerSentEvent, SseLimits } from '../../src/lib/sse.ts'

const decode = (chunks: readonly (string | Buffer)[], limits?: SseLimits): readonly ServerSentEvent[] => {
  const decoder = new SseDecoder(limits)
  return [...chunks.flatMap(chunk => eventsOf(decoder.push(Buffer.from(chunk)))), ...eventsOf(decoder.end())]
}

const said = (events: readonly ServerSentEvent[]): readonly string[] => events.map(event => event.data)

describe('SseDecoder', () => {
  it('one event in one chunk: gives its name, its data and its frame', () => {
    expect(decode(['event: ping\ndata: {"a":1}\n\n'])).toEqual([{ event: 'ping', data: '{"a":1}', frame: 'event: ping\ndata: {"a":1}\n\n' }])
  })

  it('an event without a name: has no event', () => {
    expect(decode(['data: x\n\n'])).toEqual([{ event: undefined, data: 'x', frame: 'data: x\n\n' }])
  })

  it('no space after the colon: the value is whole', () => {
    expect(decode(['event:a\ndata:{"b":2}\n\n'])).toEqual([{ event: 'a', data: '{"b":2}', frame: 'event:a\ndata:{"b":2}\n\n' }])
  })

  it('two spaces after the colon: only one is taken away', () => {
    expect(said(decode(['data:  x\nid: 4\n\n']))).toEqual([' x'])
  })

  it('several data lines: are joined with line feeds', () => {
    expect(said(decode(['data: a\ndata: b\ndata\ndata:\n\n']))).toEqual(['a\nb\n\n'])
  })

  it('comments and blocks without data: are events without data, with their frames', () => {
    expect(decode([': keep-alive\n\nretry: 10\n\n'])).toEqual([
      { event: undefined, data: '', frame: ': keep-alive\n\n' },
      { event: undefined, data: '', frame: 'retry: 10\n\n' },
    ])
  })

  it('a byte order mark before the first event: is dropped, also from the frame', () => {
    expect(decode(['\uFEFFdata: x\n\ndata: \uFEFFy\n\n'])).toEqual([
      { event: undefined, data: 'x', frame: 'data: x\n\n' },
      { event: undefined, data: '\uFEFFy', frame: 'data: \uFEFFy\n\n' },
    ])
  })

  it('a last event without its blank line: is given at the end, its frame completed', () => {
    expect(decode(['data: a\n\ndata: b'])[1]).toEqual({ event: undefined, data: 'b', frame: 'data: b\n\n' })
    expect(decode(['data: b\n'])).toEqual([{ event: undefined, data: 'b', frame: 'data: b\n\n' }])
    expect(decode(['data: b\r\n'])).toEqual([{ event: undefined, data: 'b', frame: 'data: b\r\n\n' }])
    expect(decode(['data: b\r'])).toEqual([{ event: undefined, data: 'b', frame: 'data: b\r\n\n' }])
  })

  it('carriage returns alone: end lines too, and the last event waits for the end', () => {
    const decoder = new SseDecoder()
    expect(said(eventsOf(decoder.push(Buffer.from('data: a\r\rdata: b\r\r'))))).toEqual(['a'])
    expect(eventsOf(decoder.end())).toEqual([{ event: undefined, data: 'b', frame: 'data: b\r\r' }])
    expect(eventsOf(decoder.end())).toEqual([])
  })

  it('half a character at the end of the bytes: becomes a replacement character', () => {
    expect(said(decode([Buffer.concat([Buffer.from('data: a'), Buffer.from([0xE4, 0xBD])])]))).toEqual(['a\uFFFD'])
  })

  it('bytes that are no UTF-8: never hold the text back', () => {
    expect(said(decode([Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3A, 0x80, 0x80, 0x80, 0x80, 0x0A, 0x0A])]))).toEqual(['\uFFFD\uFFFD\uFFFD\uFFFD'])
  })

  const streams: Readonly<Record<string, string>> = {
    'line feeds': 'event: a\ndata: 1\n\n: c\n\ndata: ٣😀é\n\n\n\ndata: [DONE]\n\n',
    'carriage return and line feed': 'event: a\r\ndata: 1\r\n\r\ndata: x\r\ndata: y\r\n\r\n: c\r\n\r\n',
    'carriage returns': 'event: a\rdata: 1\r\rdata: 2\r\r',
    'every mixture': 'data: 1\n\r\ndata: 2\r\n\ndata: 3\r\n\rdata: 4\n\rdata: 5\r\r\n\r\ndata: 6\r\n\r\n',
  }
  for (const [name, text] of Object.entries(streams)) {
    const bytes = Buffer.from(text)
    const whole = decode([bytes])

    it(`${name}, cut at every byte: gives the same events as in one chunk`, () => {
      for (let cut = 1; cut < bytes.length; cut++) expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)]), `cut at ${cut}`).toEqual(whole)
      expect(decode([...bytes].map(byte => Buffer.from([byte])))).toEqual(whole)
    })

    it(`${name}: frames together are the bytes that came`, () => {
      expect(whole.map(event => event.frame).join('')).toBe(text)
    })
  }

  it('an event in many small chunks: is joined', () => {
    const text = `data: ${'x'.repeat(5000)}\n\n`
    expect(decode(text.match(/.{1,7}|\n/gs) ?? [])).toEqual([{ event: undefined, data: 'x'.repeat(5000), frame: text }])
  })

  describe('limits', () => {
    const limits = { maxLineBytes: 20, maxEventBytes: 50 }

    it('a line without end: is refused as soon as it is too long', () => {
      const decoder = new SseDecoder(limits)
      decoder.push(Buffer.from('data: 0123456789'))
      expect(() => decoder.push(Buffer.from('0123456789'))).toThrow(SseLimitError)
    })

    it('an event without end: is refused as soon as it is too long', () => {
      const decoder = new SseDecoder(limits)
      const push = (): unknown => decoder.push(Buffer.from('data: 012345678\n'))
      push(); push(); push()
      expect(push).toThrow('an event of more than 50 bytes')
    })

    it('a whole event in one chunk: is measured as well', () => {
      expect(() => decode(['data: 01234567890123456789\n\n'], limits)).toThrow('a line of more than 20 bytes')
      expect(() => decode(['data: 012345678\n'.repeat(4) + '\n'], limits)).toThrow('an event of more than 50 bytes')
    })

    it('many events within the limits: pass, however much they are together', () => {
      expect(decode(Array<string>(100).fill('data: 1\n\nda')).length).toBe(101)
      expect(decode(['data: 01234567\ndata: 0123456\n\n'], limits).length).toBe(1)
    })

    it('nothing said of limits: a line of more than 1 MiB is refused', () => {
      expect(() => decode([`data: ${'x'.repeat(1024 * 1024)}`])).toThrow(SseLimitError)
    })
  })
})

describe('formatEvent', () => {
  it('what it writes: the decoder reads back', () => {
    expect(decode([formatEvent({ data: '{"a":1}' })])).toEqual([{ event: undefined, data: '{"a":1}', frame: 'data: {"a":1}\n\n' }])
    expect(decode([formatEvent({ event: 'ping', data: 'a\nb' })])).toEqual([{ event: 'ping', data: 'a\nb', frame: 'event: ping\ndata: a\ndata: b\n\n' }])
  })
})
