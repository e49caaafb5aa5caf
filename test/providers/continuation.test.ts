import { describe, expect, it } from 'vitest'
import type { ChatRequest, JsonObject, Wire } from '../../src/chat/request.ts'
import type { Compat } from '../../src/config/compat.ts'
import type { DialectName, Target } from '../../src/config/target.ts'
import { askedTarget, continuationOf } from '../../src/providers/continuation.ts'
import { askToGoOn, lastWordsOf } from '../../src/providers/continuation-words.ts'
import { continuedRequest } from '../../src/routing/continued-request.ts'
import { smallRequest } from '../protocols/support.ts'
import { encoded, targetOf } from './support.ts'

const HALF = 'Once upon a time '

interface Case {
  readonly wire?: Wire
  readonly dialect?: DialectName
  readonly compat?: Compat
  /** Of the client's body. */
  readonly members?: object
  readonly text?: string
}

/** What a target is sent for the rest of an answer. */
const send = ({ wire = 'openai-chat', dialect = 'openai', compat = {}, members = {}, text = HALF }: Case): { readonly url: string, readonly body: JsonObject, readonly messages: readonly JsonObject[] } => {
  const { url, body } = encoded(continuedRequest(smallRequest(wire, { stream: true, ...members }), text), targetOf(dialect, compat))
  return { url, body, messages: body['messages'] as readonly JsonObject[] }
}

const ASKED = expect.stringMatching(/The connection broke.*\n\nOnce upon a time$/su) as unknown
const WIRES: readonly Wire[] = ['openai-chat', 'anthropic-messages']

describe('the form of a continuation', () => {
  const formOf = (text: string, compat: Compat): unknown => continuationOf({ continuation: text }, targetOf('openai', compat))

  it.each<[string, string, Compat, unknown]>([
    ['nothing known: words, and the text as it is', 'Hello ', {}, { form: 'words', text: 'Hello ' }],
    ['nothing but words: words', 'Hello ', { continuation: 'none' }, { form: 'words', text: 'Hello ' }],
    ['prefix: the text as it is', 'Hello \n', { continuation: 'prefix' }, { form: 'prefix', text: 'Hello \n' }],
    ['partial: the text as it is', 'Hello \n', { continuation: 'partial' }, { form: 'partial', text: 'Hello \n' }],
    ['prefill: without the white space at its end', 'Hello \n', { continuation: 'prefill' }, { form: 'prefill', text: 'Hello' }],
    ['a model that cannot but think: words', 'Hello', { continuation: 'prefill', reasoningAlwaysOn: true }, { form: 'words', text: 'Hello' }],
    ['half a character at the end: without it', 'Hello \ud83d', { continuation: 'prefix' }, { form: 'prefix', text: 'Hello ' }],
    ['half a character after white space: without both', 'Hello \ud83d', { continuation: 'prefill' }, { form: 'prefill', text: 'Hello' }],
    ['nothing but white space: nothing', ' \n', { continuation: 'prefix' }, undefined],
    ['nothing but half a character: nothing', '\ud83d', {}, undefined],
  ])('%s', (_, text, compat, expected) => {
    expect(formOf(text, compat)).toEqual(expected)
  })

  it('a request like any other: has none', () => {
    expect(continuationOf({}, targetOf('openai', { continuation: 'prefix' }))).toBeUndefined()
  })
})

describe('the wire of a continuation', () => {
  const usual = (compat: Compat, other: Compat): Target =>
    ({ ...targetOf('openai', compat), otherWires: new Map([['anthropic-messages', targetOf('anthropic', other)]]) })
  const dialectFor = (target: Target, continuation?: string): string => askedTarget({ wire: 'anthropic-messages', continuation }, target).provider.dialect

  it('of a target that knows a form on its usual wire alone: is that one', () => {
    expect(dialectFor(usual({ continuation: 'prefix' }, {}), 'Hello')).toBe('openai')
  })

  it('of a search that its usual wire alone can do: is that one', () => {
    const asked = (other: Compat): string =>
      askedTarget({ wire: 'anthropic-messages' }, usual({ searchSwitch: 'enable_search' }, other), { thinks: false, searches: true }).provider.dialect
    expect(asked({})).toBe('openai')
    expect(asked({ searchSwitch: 'anthropic-web-search' })).toBe('anthropic')
  })

  it('of a target that knows one on the client\'s wire, or none at all, or for an answer from its beginning: is the client\'s', () => {
    expect(dialectFor(usual({ continuation: 'prefix' }, { continuation: 'prefill' }), 'Hello')).toBe('anthropic')
    expect(dialectFor(usual({}, {}), 'Hello')).toBe('anthropic')
    expect(dialectFor(usual({ continuation: 'prefix' }, {}))).toBe('anthropic')
  })
})

describe('openai, the rest of an answer', () => {
  it.each<[Compat['continuation'], JsonObject]>([
    ['prefix', { prefix: true, content: HALF }], ['partial', { partial: true, content: HALF }], ['prefill', { content: HALF.trimEnd() }],
  ])('%s, asked on both wires: stands last, as an assistant\'s', (continuation, answer) => {
    for (const wire of WIRES) {
      const { messages, url } = send({ wire, compat: { continuation: continuation as 'prefix' } })
      expect(messages).toEqual([{ role: 'user', content: 'Hello' }, { role: 'assistant', ...answer }])
      expect(url).toBe('https://api.acme.test/v9/chat/completions')
    }
  })

  it('in words, asked on both wires: is asked for after what there is', () => {
    for (const wire of WIRES) expect(send({ wire }).messages).toEqual([{ role: 'user', content: 'Hello' }, { role: 'assistant', content: HALF }, { role: 'user', content: ASKED }])
  })

  it('in a form of its own: goes to the address for that', () => {
    const continuationBaseUrl = 'https://api.acme.test/beta'
    expect(send({ compat: { continuation: 'prefix', continuationBaseUrl } }).url).toBe('https://api.acme.test/beta/chat/completions')
    expect(send({ compat: { continuationBaseUrl } }).url).toBe('https://api.acme.test/v9/chat/completions')
    expect(encoded(smallRequest('openai-chat'), targetOf('openai', { continuation: 'prefix', continuationBaseUrl })).url).toBe('https://api.acme.test/v9/chat/completions')
  })

  it('in a form of its own: is not thought about, whatever the client asked', () => {
    const compat: Compat = { continuation: 'prefix', reasoningSwitch: 'thinking-type' }
    expect(send({ compat }).body['thinking']).toEqual({ type: 'disabled' })
    expect(send({ compat, members: { reasoning_effort: 'high' } }).body).toMatchObject({ thinking: { type: 'disabled' } })
    expect(send({ compat, wire: 'anthropic-messages', members: { thinking: { type: 'enabled', budget_tokens: 2000 } } }).body['thinking']).toEqual({ type: 'disabled' })
    expect(send({ compat: { continuation: 'prefix' } }).body['thinking']).toBeUndefined()
  })

  it('in words: is thought about as the client asked', () => {
    expect(send({ compat: { reasoningSwitch: 'thinking-type' }, members: { reasoning_effort: 'high' } }).body['thinking']).toEqual({ type: 'enabled' })
  })

  it('of nothing but white space: is the whole answer', () => {
    expect(send({ text: '\n\n', compat: { continuation: 'prefix' } }).messages).toEqual([{ role: 'user', content: 'Hello' }])
  })

  it.each<[string, unknown, unknown]>([
    ['a string', 'Sure: ', `Sure: ${HALF}`],
    ['parts', [{ type: 'text', text: 'Sure: ' }], [{ type: 'text', text: 'Sure: ' }, { type: 'text', text: HALF }]],
    ['nothing', null, HALF],
  ])('that the client began itself with %s: goes on from there', (_, content, whole) => {
    const members = { messages: [{ role: 'user', content: 'Hello' }, { role: 'assistant', content }] }
    expect(send({ members, compat: { continuation: 'prefix' } }).messages).toEqual([{ role: 'user', content: 'Hello' }, { role: 'assistant', content: whole, prefix: true }])
  })

  it('after a tool call that stands last: is a message of its own', () => {
    const calling = { role: 'assistant', content: null, tool_calls: [{ id: 'c', type: 'function', function: { name: 'a', arguments: '{}' } }] }
    expect(send({ members: { messages: [calling] }, compat: { continuation: 'partial' } }).messages).toEqual([calling, { role: 'assistant', content: HALF, partial: true }])
  })

  it('where the provider wants messages changed: they are, and the half answer stays', () => {
    const members = { messages: [{ role: 'developer', content: 'Be kind' }, { role: 'user', content: 'Hello' }] }
    expect(send({ members, compat: { continuation: 'prefix' } }).messages).toEqual([{ role: 'system', content: 'Be kind' }, { role: 'user', content: 'Hello' }, { role: 'assistant', content: HALF, prefix: true }])
  })

  it('with a limit: asks for what is left of it, to the other bytes of the client', () => {
    const { body } = send({ members: { max_tokens: 50, metadata: { a: 1 } }, compat: { continuation: 'prefix' } })
    expect(body).toMatchObject({ max_tokens: 46, metadata: { a: 1 } })
  })
})

describe('anthropic, the rest of an answer', () => {
  const prefilled = { role: 'assistant', content: [{ type: 'text', text: HALF.trimEnd() }] }

  it('prefill, asked on both wires: stands last, without white space at its end', () => {
    for (const wire of WIRES) expect(send({ wire, dialect: 'anthropic', compat: { continuation: 'prefill' } }).messages.slice(1)).toEqual([prefilled])
  })

  it('in words, asked on both wires: is asked for after what there is', () => {
    for (const wire of WIRES) {
      expect(send({ wire, dialect: 'anthropic' }).messages.slice(1)).toEqual([
        { role: 'assistant', content: [{ type: 'text', text: HALF }] }, { role: 'user', content: [{ type: 'text', text: ASKED }] },
      ])
    }
  })

  it.each<[string, unknown, unknown]>([
    ['a string', 'Sure: ', `Sure: ${HALF.trimEnd()}`],
    ['blocks', [{ type: 'text', text: 'Sure: ' }], [{ type: 'text', text: 'Sure: ' }, { type: 'text', text: HALF.trimEnd() }]],
  ])('that the client began itself with %s: goes on from there', (_, content, whole) => {
    const members = { messages: [{ role: 'user', content: 'Hello' }, { role: 'assistant', content }] }
    expect(send({ wire: 'anthropic-messages', dialect: 'anthropic', members, compat: { continuation: 'prefill' } }).messages.at(-1)).toEqual({ role: 'assistant', content: whole })
  })

  it('in a form of its own: is not thought about, whatever the client asked', () => {
    const compat: Compat = { continuation: 'prefill', reasoningSwitch: 'anthropic-thinking' }
    const thinking = { type: 'enabled', budget_tokens: 2000 }
    expect(send({ wire: 'anthropic-messages', dialect: 'anthropic', compat, members: { thinking, max_tokens: 5000 } }).body['thinking']).toEqual({ type: 'disabled' })
    expect(send({ wire: 'anthropic-messages', dialect: 'anthropic', compat: { continuation: 'prefill' }, members: { thinking, max_tokens: 5000 } }).body['thinking']).toBeUndefined()
    expect(send({ dialect: 'anthropic', compat, members: { reasoning_effort: 'high' } }).body['thinking']).toEqual({ type: 'disabled' })
  })

  it('of nothing but white space: is the whole answer', () => {
    expect(send({ wire: 'anthropic-messages', dialect: 'anthropic', text: ' ' }).messages).toHaveLength(1)
  })
})

describe('the words that ask for the rest', () => {
  it.each([['English', 'The sun is a star', 'The connection'], ['Arabic', 'الشمس نجم', 'انقطع الاتصال'], ['Chinese', '太阳是一颗恒星', '你上面的回答'], ['digits', '1 2 3', 'The connection']])('%s: are in the language of the answer', (_, text, opening) => {
    expect(askToGoOn(text).startsWith(opening)).toBe(true)
    expect(askToGoOn(text).endsWith(`\n\n${text}`)).toBe(true)
  })

  const LONG = 'word '.repeat(100)

  it.each<[string, string, string]>([
    ['a short text: are all of it', ' Hello there \n', 'Hello there'],
    ['a long line: begin with a word', `${LONG}end`, `${'word '.repeat(23)}end`],
    ['several lines: begin with a line', `${LONG}\n\n  ${'second line '.repeat(4)}end`, `${'second line '.repeat(4)}end`],
    ['a line that has just begun: begin before it', `${LONG}\nnew`, `${'word '.repeat(23)}\nnew`],
    ['a text without spaces: begin anywhere', '字'.repeat(200), '字'.repeat(120)],
    ['a text without spaces: never begin in a character', `x${'😀'.repeat(100)}y`, `${'😀'.repeat(59)}y`],
  ])('%s', (_, text, expected) => {
    expect(lastWordsOf(text)).toBe(expected)
  })
})

describe('a continued request', () => {
  it('is read no further than it was, before somebody asks', () => {
    const request = new Proxy(smallRequest('openai-chat'), {
      get: (target, name) => {
        if (name === 'messages' || name === 'tools') throw new Error(`${String(name)} was read`)
        return Reflect.get(target, name, target) as unknown
      },
    }) as ChatRequest
    const continued = continuedRequest(request, 'Hello')
    expect(continued.continuation).toBe('Hello')
    expect(() => continued.messages).toThrow('messages was read')
  })
})
