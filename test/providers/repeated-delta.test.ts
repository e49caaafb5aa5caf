import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RepeatedDelta } from '../../src/providers/repeated-delta.ts'

const readText = (json: object): string | undefined => (json as { d?: { content?: string } }).d?.content

const frameOf = (json: object): { frame: string, data: string, json: object } => {
  const data = JSON.stringify(json)
  return { frame: `data: ${data}\n\n`, data, json }
}

const delta = (content: string, more: object = {}) => frameOf({ id: 'chunk', d: { content }, end: null, ...more })

const taught = (content: string, more: object = {}): RepeatedDelta => {
  const repeated = new RepeatedDelta(readText)
  const { frame, data, json } = delta(content, more)
  repeated.learn(frame, data, json, { type: 'text-delta', choice: 0, block: 2, text: content })
  return repeated
}

/** As one event among others. */
const recognised = (repeated: RepeatedDelta, frame: string): string | undefined => repeated.recognise(`x${frame}y`, 1, 1 + frame.length)

describe('a repeated delta', () => {
  it('that was learned, with another text, is recognised with its choice and block', () => {
    const repeated = taught('one')
    expect(recognised(repeated, delta('two').frame)).toBe('two')
    expect(repeated.lesson).toMatchObject({ choice: 0, block: 2 })
  })

  it('with any text at all, is read as parsing would read it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), (first, text) => {
      const read = recognised(taught(first), delta(text).frame)
      expect(read === undefined || read === text).toBe(true)
    }))
  })

  it('with quotes, backslashes and escapes, is recognised too', () => {
    for (const text of ['a "b"', 'c:\\d', 'line\nline', '\u0001', 'اكتب', '😀']) expect(recognised(taught('x'), delta(text).frame)).toBe(text)
  })

  it('whose text is empty, is left to be read in full', () => {
    expect(recognised(taught('x'), delta('').frame)).toBeUndefined()
  })

  it('that differs anywhere else, is not recognised', () => {
    const repeated = taught('x')
    for (const other of [delta('y', { end: 'stop' }), delta('y', { id: 'z' }), frameOf({ id: 'chunk', d: { content: 'y', more: 1 }, end: null })]) expect(recognised(repeated, other.frame)).toBeUndefined()
  })

  it('that smuggles members in behind its text, is not recognised', () => {
    const frame = delta('x').frame.replace('"x"}', '"y","content":"z"}')
    expect(recognised(taught('a'), frame)).toBeUndefined()
    expect(recognised(taught('a'), delta('x').frame.replace('"x"', '"\\q"'))).toBeUndefined()
  })

  it('whose text stands elsewhere as well, is not learned', () => {
    expect(recognised(taught('same', { id: 'same' }), delta('y', { id: 'same' }).frame)).toBeUndefined()
  })

  it('whose text is written with other escapes than ours, is not learned', () => {
    const repeated = new RepeatedDelta(readText)
    const data = '{"d":{"content":"\\u0061"}}'
    repeated.learn(`data: ${data}\n\n`, data, JSON.parse(data) as object, { type: 'text-delta', choice: 0, block: 0, text: 'a' })
    expect(recognised(repeated, 'data: {"d":{"content":"b"}}\n\n')).toBeUndefined()
  })

  it('whose text only looks like the one that stands there, is not learned', () => {
    const repeated = new RepeatedDelta(readText)
    const data = '{"other":"a","d":{"content":"\\u0061"}}'
    repeated.learn(`data: ${data}\n\n`, data, JSON.parse(data) as object, { type: 'text-delta', choice: 0, block: 0, text: 'a' })
    expect(recognised(repeated, `data: ${data}\n\n`)).toBeUndefined()
  })

  it('after something else came between, is forgotten', () => {
    const repeated = taught('x')
    repeated.forget()
    expect(recognised(repeated, delta('y').frame)).toBeUndefined()
  })

  it('of a stream whose every event differs, is given up after four lessons', () => {
    const repeated = new RepeatedDelta(readText)
    for (let index = 0; index < 5; index++) {
      const { frame, data, json } = delta('x', { padding: index })
      repeated.learn(frame, data, json, { type: 'text-delta', choice: 0, block: 0, text: 'x' })
    }
    expect(recognised(repeated, delta('y', { padding: 4 }).frame)).toBeUndefined()
  })

  it('of another kind of part, is not learned', () => {
    const repeated = new RepeatedDelta(readText)
    const { frame, data, json } = delta('x')
    repeated.learn(frame, data, json, { type: 'reasoning-delta', choice: 0, block: 0, text: 'x' })
    expect(recognised(repeated, delta('y').frame)).toBeUndefined()
  })

  it('in an event whose data is spread over lines, is not learned', () => {
    const repeated = new RepeatedDelta(readText)
    repeated.learn('data: {"d":\ndata: {"content":"x"}}\n\n', '{"d":\n{"content":"x"}}', { d: { content: 'x' } }, { type: 'text-delta', choice: 0, block: 0, text: 'x' })
    expect(recognised(repeated, 'data: {"d":\ndata: {"content":"y"}}\n\n')).toBeUndefined()
  })
})
