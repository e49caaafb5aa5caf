/** How many columns of a terminal a text takes: Chinese, Japanese and Korean characters and pictures take two, marks none. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const WIDE = /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Bopomofo}|\p{Emoji_Presentation}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])|\ufe0f/u
const UNSEEN = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}]+$/u
/** Nearly all texts are of these, which take one column each. */
const PLAIN = /^[\x20-\x7e]*$/

const widthOf = (grapheme: string): number => {
  if (UNSEEN.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

export const displayWidth = (text: string): number => {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment)
  return width
}
