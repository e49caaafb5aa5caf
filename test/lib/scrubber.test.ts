import { beforeEach, describe, expect, test } from 'vitest'
import { Scrubber } from '../../src/lib/scrubber.ts'

let scrubber: Scrubber
beforeEach(() => { scrubber = new Scrubber() })

describe('the scrubber', () => {
  test('a live value, wherever and however often it stands, is taken out', () => {
    scrubber.setLive(['my own secret phrase'])
    expect(scrubber.scrub('key=my own secret phrase&again=my own secret phrase')).toBe('key=[secret]&again=[secret]')
  })

  test('a live value that is part of another does not leave the rest of it', () => {
    scrubber.setLive(['abcdefgh', 'abcdefgh-ijklmnop'])
    expect(scrubber.scrub('abcdefgh-ijklmnop abcdefgh')).toBe('[secret] [secret]')
  })

  test('a live value, when it stands in JSON with its characters escaped, is taken out', () => {
    scrubber.setLive(['pass"word\\123'])
    expect(scrubber.scrub(JSON.stringify({ key: 'pass"word\\123' }))).toBe('{"key":"[secret]"}')
  })

  test('a live value, when it was replaced, is text like any other', () => {
    scrubber.setLive(['first-secret'])
    scrubber.setLive(['second-secret'])
    expect(scrubber.scrub('first-secret second-secret')).toBe('first-secret [secret]')
  })

  test('a live value of seven characters or fewer would eat common words and stays', () => {
    scrubber.setLive(['none', 'ollama'])
    expect(scrubber.scrub('none of ollama')).toBe('none of ollama')
  })

  test.each([
    'sk-proj-abcdefghijklmnop1234', 'sk_live_abcdefghijklmnop1234', 'gsk_abcdefghijklmnop1234', 'xai-abcdefghijklmnop1234', 'sr_live_abcdefghijklmnop1234',
    'AIzaSyabcdefghijklmnop1234', 'Bearer abcdefghijklmnop.1234~/+==', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl',
  ])('"%s", which has the shape of a key, is taken out although nobody knows it', (key) => {
    expect(scrubber.scrub(`before ${key} after`)).toBe('before [secret] after')
  })

  test.each(['The task-skill list', 'sk-short', 'Bearer of bad news', 'a skyscraper and a risk-benefit analysis', 'x-task-type: skipped-because-its-circuit-is-open', ''])('"%s", which holds no key, stays as it is', (text) => {
    expect(scrubber.scrub(text)).toBe(text)
  })
})
