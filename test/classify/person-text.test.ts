import { describe, expect, it } from 'vitest'
import type { ContentBlock, Message } from '../../src/chat/request.ts'
import { withoutProgramText } from '../../src/chat/person-words.ts'
import { personText } from '../../src/classify/person-text.ts'

const text = (value: string): ContentBlock => ({ type: 'text', text: value })
const user = (...content: readonly ContentBlock[]): Message => ({ role: 'user', content })
const toolResult = (value: string): ContentBlock => ({ type: 'tool-result', toolCallId: 't1', content: [text(value)], isError: false })
const toolCall: Message = { role: 'assistant', content: [{ type: 'tool-call', id: 't1', name: 'Read', argumentsText: '{}' }] }

describe('personText', () => {
  it('takes the last user message, when the chat has several turns, and not the first', () => {
    const messages: Message[] = [user(text('draw a cat')), { role: 'assistant', content: [text('done')] }, user(text('now write a poem'))]
    expect(personText(messages)).toEqual({ text: 'now write a poem', characters: 16 })
  })

  it('walks back to the person, when the last messages only hold tool results, and keeps the task of the loop', () => {
    const messages = [user(text('fix the failing test')), toolCall, user(toolResult('book a flight')), toolCall, user(toolResult('x'), text('<system-reminder>todo list is empty</system-reminder>'))]
    expect(personText(messages).text).toBe('fix the failing test')
  })

  it('prefers own words beside tool results, when the person interrupted a loop, and reads only them', () => {
    const messages = [user(text('fix the test')), toolCall, user(toolResult('weather today'), text('stop, explain it first'))]
    expect(personText(messages).text).toBe('stop, explain it first')
  })

  it('ignores system messages, when they stand inside the messages, whatever they say', () => {
    expect(personText([user(text('hello')), { role: 'system', content: [text('You draw images')] }]).text).toBe('hello')
  })

  it('drops reminders and command output, when they surround the words, and keeps the words', () => {
    const wrapped = '<system-reminder>\nToday is <b>Monday</b>\n</system-reminder>\n<local-command-stdout>ok</local-command-stdout>اكتب function python<ide_selection>x</ide_selection>'
    expect(personText([user(text(wrapped))]).text).toBe('اكتب function python')
  })

  it('keeps the arguments of a slash command, when the client wraps them, because a person wrote them', () => {
    const command = '<command-name>/review</command-name><command-message>review</command-message><command-args>the login page</command-args>'
    expect(personText([user(text(command))]).text).toBe('the login page')
  })

  it('keeps foreign elements, when a person pastes markup, untouched', () => {
    expect(withoutProgramText('fix <div class="a">x</div> and a < b')).toBe('fix <div class="a">x</div> and a < b')
  })

  it('keeps the text behind an element, when it is never closed, because it may be the question', () => {
    expect(withoutProgramText('<system-reminder> what is this tag?')).toBe('<system-reminder> what is this tag?')
  })

  it('skips a summary of an earlier session, when the client compacted it, and walks back', () => {
    const messages = [user(text('plot the data')), user(text('This session is being continued from a previous conversation that ran out of context.'))]
    expect(personText(messages).text).toBe('plot the data')
  })

  it('joins several blocks, when a person sent several, with a line between', () => {
    expect(personText([user(text('what is this?'), text('<system-reminder>a</system-reminder>'), text('and this?'))]).text).toBe('what is this?\nand this?')
  })

  it('keeps head and tail, when the text is very long, and tells the full length', () => {
    const { text: kept, characters } = personText([user(text(`start ${'a'.repeat(100_000)} end`))])
    expect(characters).toBe(100_010)
    expect(kept.length).toBeLessThan(9000)
    expect(kept.startsWith('start')).toBe(true)
    expect(kept.endsWith('end')).toBe(true)
  })

  it('answers with nothing, when nobody wrote anything, instead of failing', () => {
    expect(personText([])).toEqual({ text: '', characters: 0 })
    expect(personText([user(toolResult('x'))])).toEqual({ text: '', characters: 0 })
  })

  it.each([
    ['opening brackets', '<'.repeat(1_000_000)],
    ['unclosed reminders', '<system-reminder>'.repeat(60_000)],
    ['half tags', '<system-reminder '.repeat(60_000)],
    ['closed elements', '<bash-stdout></bash-stdout>'.repeat(40_000)],
    ['closing tags', '</system-reminder>'.repeat(60_000)],
    ['own tags', '<command-args>'.repeat(60_000)],
  ])('stays linear, when a text is a megabyte of %s, and ends soon', (_, hostile) => {
    const started = performance.now()
    withoutProgramText(hostile)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
