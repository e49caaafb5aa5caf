import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundaryOf, type Form, FormError, formTypeOf, isFormType, readForm, textField, withTextField } from '../../src/lib/multipart-form.ts'

const field = (disposition: string, value: string, more = ''): string => `--b\r\nContent-Disposition: ${disposition}\r\n${more}\r\n${value}\r\n`
const text = (name: string, value: string): string => field(`form-data; name="${name}"`, value)
const form = (...fields: readonly string[]): Buffer => Buffer.from(`${fields.join('')}--b--\r\n`)
const read = (...fields: readonly string[]): Form => readForm(form(...fields), 'b')

describe('a content type', () => {
  test.each([
    ['multipart/form-data; boundary=b', 'b'],
    ['multipart/form-data; charset=utf-8; boundary="a=b:c"', 'a=b:c'],
    ['Multipart/Form-Data;BOUNDARY=b ; ', 'b'],
    [`multipart/form-data; boundary=${'x'.repeat(70)}`, 'x'.repeat(70)],
  ])('%s has the boundary %s', (contentType, boundary) => {
    expect(isFormType(contentType)).toBe(true)
    expect(boundaryOf(contentType)).toBe(boundary)
  })

  test.each([
    'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=""', 'multipart/form-data; boundary="b', 'multipart/form-data; boundary=b c',
    'multipart/form-data; boundary=a; boundary=b', 'multipart/form-data; boundary="a\\"b"', 'multipart/form-data; boundary="a b"', `multipart/form-data; boundary=${'x'.repeat(71)}`, 'multipart/form-data; boundary=ب',
  ])('%s has none that everybody reads alike', (contentType) => {
    expect(() => boundaryOf(contentType)).toThrow(FormError)
  })

  test.each(['multipart/form-database', 'multipart/mixed; boundary=b', 'application/json', ''])('%s is none of a form', (contentType) => {
    expect(isFormType(contentType)).toBe(false)
  })

  test.each([['b', 'multipart/form-data; boundary=b'], ['a=b', 'multipart/form-data; boundary="a=b"']])('of the boundary %s is written %s', (boundary, contentType) => {
    expect(formTypeOf({ boundary })).toBe(contentType)
    expect(boundaryOf(contentType)).toBe(boundary)
  })
})

describe('a form', () => {
  test('its fields, texts and files, are found where they stand', () => {
    const file = field('form-data; name="file"; filename="ص\\n.mp3"', 'a\r\n--\r\n-b', 'Content-Type: audio/mpeg\r\nContent-Transfer-Encoding: binary\r\n')
    const { bytes, fields } = read(text('model', 'ear'), file, text('empty', ''), field('form-data; name=plain', 'x'))
    expect(fields.map(({ name, isFile, valueStart, valueEnd }) => [name, isFile, bytes.toString('utf8', valueStart, valueEnd)])).toEqual([
      ['model', false, 'ear'], ['file', true, 'a\r\n--\r\n-b'], ['empty', false, ''], ['plain', false, 'x'],
    ])
  })

  test.each(['--b--', '--b--\r\n', '--b--\n\n', '\r\n--b--'])('%j, with whatever line breaks around it, is one without fields', (body) => {
    expect(readForm(Buffer.from(body), 'b').fields).toEqual([])
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['no boundary at the beginning', `x${text('a', 'b')}--b--`],
    ['line feeds alone', text('a', 'b').replaceAll('\r\n', '\n') + '--b--'],
    ['no end', text('a', 'b')],
    ['an end in the middle of the last boundary', `${text('a', 'b')}--b-`],
    ['something after the end', `${text('a', 'b')}--b--\r\nx`],
    ['another boundary that begins like it', `${text('a', 'x\r\n--bc')}--b--`],
    ['more line breaks after the end than anybody means', `${text('a', 'b')}--b--${'\r\n'.repeat(5)}`],
    ['a boundary with spaces after it', `${text('a', 'b')}--b  \r\n--b--`],
    ['headers without an end', '--b\r\nContent-Disposition: form-data; name="a"\r\n--b--'],
    ['headers too long', `--b\r\nContent-Disposition: form-data; name="a"\r\nX: ${'x'.repeat(9000)}\r\n\r\n1\r\n--b--`],
    ['no value', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n--b--'],
    ['a folded header', `${field('form-data;\r\n name="a"', 'b')}--b--`],
    ['a header with a carriage return', `${field('form-data; name="a"', 'b', 'X: a\rb\r\n')}--b--`],
    ['a header without a name', `${field('form-data; name="a"', 'b', ': x\r\n')}--b--`],
    ['no disposition', '--b\r\nContent-Type: text/plain\r\n\r\nb\r\n--b--'],
    ['two dispositions', `${field('form-data; name="a"', 'b', 'content-disposition: form-data; name="model"\r\n')}--b--`],
    ['another disposition', `${field('attachment; name="a"', 'b')}--b--`],
    ['no name', `${field('form-data; filename="a"', 'b')}--b--`],
    ['two names', `${field('form-data; name="a"; name="model"', 'b')}--b--`],
    ['a name in two spellings', `${field('form-data; name="a"; name*=utf-8\'\'model', 'b')}--b--`],
    ['a backslash in a name', `${field('form-data; name="a\\b"', 'b')}--b--`],
    ['a quote that may end a name', `${field('form-data; name="a\\"; filename=\\"b"', 'b')}--b--`],
    ['a name without its end', `${field('form-data; name="a', 'b')}--b--`],
    ['a field that is encoded', `${field('form-data; name="a"', 'Yg==', 'Content-Transfer-Encoding: base64\r\n')}--b--`],
    ['too many fields', `${Array.from({ length: 257 }, (_, index) => text(`f${index}`, '')).join('')}--b--`],
  ])('with %s is refused', (_, body) => {
    expect(() => readForm(Buffer.from(body), 'b')).toThrow(FormError)
  })

  test('with a boundary that looks like a header, where one hides among headers, is refused', () => {
    const body = '--x:y\r\n--x:y\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x:y--'
    expect(() => readForm(Buffer.from(body), 'x:y')).toThrow(/boundary among its headers/)
  })

  test('whatever its bytes are, is read or refused, and in no long time', () => {
    const piece = fc.constantFrom('--b', '--', '\r\n', '\r\n\r\n', '\r\n--b', 'Content-Disposition: form-data; name="model"', 'x', '"', ';', '\\')
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        const { fields } = readForm(Buffer.from(pieces.join('')), 'b')
        expect(fields.every(({ valueStart, valueEnd }) => valueStart <= valueEnd)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(FormError)
      }
    }), { numRuns: 2_000 })
  })
})

describe('a text field', () => {
  test('that is there, is read; that is not, is nothing', () => {
    expect(textField(read(text('model', 'صوت')), 'model')).toBe('صوت')
    expect(textField(read(text('model', 'x')), 'language')).toBeUndefined()
  })

  test.each<[string, Form]>([
    ['twice', read(text('model', 'a'), text('model', 'b'))],
    ['as a file', read(field('form-data; name="model"; filename="x"', 'a'))],
    ['as a file with an encoded name', read(field('form-data; name="model"; filename*=utf-8\'\'x', 'a'))],
  ])('that stands there %s, is refused', (_, twice) => {
    expect(() => textField(twice, 'model')).toThrow(FormError)
  })

  test('that is written anew, changes no other byte', () => {
    const before = read(text('a', '1'), text('model', 'mine'), text('b', '2'))
    expect(withTextField(before, 'model', 'theirs')).toEqual(form(text('a', '1'), text('model', 'theirs'), text('b', '2')))
  })

  test('that is missing, is put before all others', () => {
    expect(withTextField(read(text('a', '1')), 'model', 'theirs')).toEqual(form(text('model', 'theirs'), text('a', '1')))
  })

  test('that is missing from a form with a line break before it, does not get that line break', () => {
    expect(withTextField(readForm(Buffer.concat([Buffer.from('\r\n'), form(text('a', '1'))]), 'b'), 'model', 'theirs')).toEqual(form(text('model', 'theirs'), text('a', '1')))
  })

  test.each(['a\r\nb', 'a\nb', '\0', '--b', '--b--\r\n'])('of the text %j, which might end it, is refused', (value) => {
    expect(() => withTextField(read(text('model', 'mine')), 'model', value)).toThrow(FormError)
  })

  test('whatever its text, is read back by others as what was written', async () => {
    await fc.assert(fc.asyncProperty(fc.string(), fc.uint8Array({ maxLength: 200 }), async (name, file) => {
      const sent = new FormData()
      sent.set('model', 'x')
      sent.set('file', new Blob([new Uint8Array(file)]), 'a.bin')
      const request = new Response(sent)
      const contentType = request.headers.get('content-type') ?? ''
      const bytes = Buffer.from(await request.arrayBuffer())
      const model = name.replace(/[\r\n\0]|^-+/g, '')
      const written = withTextField(readForm(bytes, boundaryOf(contentType)), 'model', model)
      const got = await new Response(new Uint8Array(written), { headers: { 'content-type': contentType } }).formData()
      expect(got.get('model')).toBe(Buffer.from(model).toString())
      expect(Buffer.from(await (got.get('file') as File).arrayBuffer())).toEqual(Buffer.from(file))
    }), { numRuns: 100 })
  })
})
