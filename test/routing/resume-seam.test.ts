import { describe, expect, test } from 'vitest'
import { type Continuation, continuationOf } from '../../src/providers/continuation.ts'
import { lastWordsOf } from '../../src/providers/continuation-words.ts'
import { Seam, type SeamOptions } from '../../src/routing/resume-seam.ts'
import { aTarget } from '../support/routing-fixtures.ts'

type Form = NonNullable<ReturnType<typeof aTarget>['compat']['continuation']>

/** What a target of this form is given of a text, and what is left of it for the seam to know. */
const half = (shown: string, form: Form): Continuation & SeamOptions => {
  const continuation = continuationOf({ continuation: shown }, aTarget({ compat: { continuation: form } })) ?? { form: 'words', text: '' }
  return { ...continuation, shown, withheld: shown.slice(continuation.text.length), repeats: form === 'none' }
}

/** What comes out of a seam, whatever the pieces in which it goes in. */
const joined = (options: SeamOptions, said: string, size = 1): string => {
  const seam = new Seam(options)
  let text = ''
  for (let at = 0; at < said.length; at += size) text += seam.push(said.slice(at, at + size))
  return text + seam.end()
}

const TEXTS: Readonly<Record<string, string>> = {
  english: 'The quick brown fox, as they say, jumps over a lazy dog.\n\nThen it rests. It is 3.14 miles from here — and 11 more to go!',
  arabic: 'الشمس نجم في مركز المجموعة الشمسية.\n\nتدور حولها الكواكب، ومنها الأرض: ١٢ شهرًا في السنة. وهذا كل شيء.',
  chinese: '太阳是太阳系的中心，行星围绕它运行。\n\n地球一年有十二个月：这就是全部内容，没有别的了。',
  emoji: 'Hi 👋🏽 there 👨‍👩‍👧 — a family, a flag 🇪🇬, a 𝒻ancy letter and 😀😀 twins. Done ✅!',
  code: '```ts\nconst add = (a: number, b: number) => {\n  if (a === 0) {\n    return b\n  }\n  return a + b\n}\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n',
}

const PLACES = Object.entries(TEXTS).map(([name, whole]) => [name, whole] as const)

/** Every place in UTF-16 units at which a text can break, halves of characters included. */
const eachBreak = (whole: string, check: (shown: string) => void): void => {
  for (let at = 1; at < whole.length; at++) check(whole.slice(0, at))
}

describe('an answer that breaks at any character', () => {
  test.each(PLACES)('%s, gone on with by a target that was given it, is whole', (_, whole) => {
    eachBreak(whole, (shown) => {
      for (const form of ['prefix', 'partial', 'prefill'] as const) {
        const options = half(shown, form)
        for (const size of [1, 3, 1000]) expect(shown + joined(options, whole.slice(options.text.length), size), `${form} after ${JSON.stringify(shown)}`).toBe(whole)
      }
    })
  })

  test.each(PLACES)('%s, gone on with by a target that repeats the last words, is whole', (_, whole) => {
    eachBreak(whole, (shown) => {
      const options = half(shown, 'none')
      const said = lastWordsOf(options.text) + whole.slice(options.text.trimEnd().length)
      for (const size of [1, 3, 1000]) expect(shown + joined(options, said, size), `after ${JSON.stringify(shown)}`).toBe(whole)
    })
  })

  test.each(PLACES)('%s, said again from the beginning, is whole', (_, whole) => {
    eachBreak(whole, (shown) => {
      for (const size of [1, 1000]) expect(shown + joined(half(shown, 'none'), whole, size), `after ${JSON.stringify(shown)}`).toBe(whole)
    })
  })

  test.each(PLACES)('%s, gone on with in words by a target that repeats nothing, is whole', (_, whole) => {
    eachBreak(whole, (shown) => {
      const options = half(shown, 'none')
      const rest = whole.slice(options.text.length)
      // One backtick after another: whether it is repeated nobody can say, and it was asked to repeat it.
      if (rest.startsWith(shown)) return
      for (const size of [1, 1000]) expect(shown + joined(options, rest, size), `after ${JSON.stringify(shown)}`).toBe(whole)
    })
  })
})

const WORDS = { withheld: '', repeats: true }
const GIVEN = { withheld: '', repeats: false }

describe('what counts as repeated', () => {
  test.each<[what: string, options: SeamOptions, said: string, joinedText: string]>([
    ['one word, asked for', { ...WORDS, shown: 'It ends in the' }, 'the house', ' house'],
    ['a word that broke off, asked for', { ...WORDS, shown: 'It ends in the hou' }, 'house of', 'se of'],
    ['the last words behind a line of white space', { ...WORDS, shown: 'It ends in the' }, '\n\nin the house', ' house'],
    ['letters inside a word', { ...WORDS, shown: 'Missi' }, 'ssippi', 'ssippi'],
    ['a number alone', { ...WORDS, shown: 'It costs 1' }, '100', '100'],
    ['twelve units that begin no word', { ...WORDS, shown: 'and so on ============> ' }, '============> x', 'x'],
    ['everything, and nothing new', { ...WORDS, shown: 'It ends here.' }, 'It ends here.', ''],
    ['the last words, and nothing new', { ...WORDS, shown: 'It ends here. Really.' }, 'here. Really.', ''],
    ['a part of the last words, and nothing more', { ...WORDS, shown: 'It ends here. Really so.' }, 'here. Really', ''],
    ['a small part of the last words, and nothing more', { ...WORDS, shown: 'It ends here. Really so.' }, 'here', 'here'],
    ['a part of the last words, and nothing more, not asked for', { ...GIVEN, shown: 'It ends here. Really so.' }, 'here. Really', 'here. Really'],
    ['a long end, not asked for', { ...GIVEN, shown: 'A text that ends in so many words' }, 'that ends in so many words and more', ' and more'],
    ['a short end, not asked for', { ...GIVEN, shown: 'It ends in the' }, 'the house', 'the house'],
    ['a long end that the text says twice, not asked for', { ...GIVEN, shown: '| --- | --- | --- | --- | --- | --- |\n| --- | --- | --- | --- | --- | --- |' }, '| --- | --- | --- | --- | --- | --- |\n', '| --- | --- | --- | --- | --- | --- |\n'],
    ['a long beginning, not asked for', { ...GIVEN, shown: 'A text that ends' }, 'A text that ends in more', ' in more'],
    ['a short beginning, not asked for', { ...GIVEN, shown: 'ha' }, 'haha', 'haha'],
    ['a short beginning that is not said to its end, not asked for', { ...GIVEN, shown: 'The end is near, and the cat' }, 'The end was', 'The end was'],
    ['nothing of what was only white space', { ...GIVEN, shown: '\n', withheld: '\n' }, '\nHello', 'Hello'],
  ])('%s', (_, options, said, expected) => {
    for (const size of [1, 2, 1000]) expect(joined(options, said, size)).toBe(expected)
  })

  test('a text that is said again from the beginning, and then goes another way, is another answer', () => {
    const options = { shown: 'The first forty units of this text are quite the same, and then it differs.', withheld: '' }
    const said = 'The first forty units of this text are quite the same, but then it goes on.'
    for (const repeats of [true, false]) expect(() => joined({ ...options, repeats }, said)).toThrow(expect.objectContaining({ failure: 'bad-response', billing: 'billed' }) as Error)
    expect(() => joined({ ...options, repeats: true }, said.slice(0, 60))).toThrow('began the answer anew')
  })
})

describe('white space where the texts meet', () => {
  test.each<[what: string, shown: string, said: string, joinedText: string]>([
    ['the same', 'word ', ' next', 'next'],
    ['more lines', 'end.\n', '\n\nNext', '\nNext'],
    ['fewer lines', 'end.\n\n', '\nNext', 'Next'],
    ['lines in place of a space', 'end. ', '\n\nNext', '\n\nNext'],
    ['a space in place of lines', 'end.\n\n', ' Next', 'Next'],
    ['lines and an indentation', '{\n', '\n    return', '    return'],
    ['lines, a part of an indentation and the whole', '{\n  ', '\n    return', '  return'],
    ['nothing', 'word ', 'next', 'next'],
    ['nothing but white space', 'end.\n', '\n\n', '\n'],
    ['nothing at all', 'end.\n', '', ''],
  ])('that was held back from the target, met by %s, is there once', (_, shown, said, expected) => {
    for (const size of [1, 1000]) expect(joined({ shown, withheld: shown.slice(shown.trimEnd().length), repeats: false }, said, size)).toBe(expected)
  })

  test('that goes on without end is not waited out', () => {
    const seam = new Seam({ shown: 'word ', withheld: ' ', repeats: false })
    expect(seam.push('\n'.repeat(1000))).toBe('\n'.repeat(1000))
    const other = new Seam({ ...WORDS, shown: 'one word ' })
    expect(other.push(`one word${' '.repeat(1000)}`)).toBe(' '.repeat(999))
  })

  test('after the texts have met is nobody\'s business', () => {
    const seam = new Seam({ ...WORDS, shown: 'one' })
    expect([seam.push('one t'), seam.push('wo'), seam.push(' '), seam.end()]).toEqual([' t', 'wo', ' ', ''])
  })
})
