/**
 * The words that ask a model to go on with its own broken answer, where it cannot simply be given its beginning. It is asked
 * to repeat the last words first: a model rarely begins with a space or with half a word, so the place where the two texts
 * meet can only be found by what they share. Whoever joins them takes the repetition out (`routing/resume-seam.ts`).
 */

/** UTF-16 units of the end of the answer that are to be repeated. */
const LONGEST_QUOTE = 120
const SHORTEST_QUOTE = 40

interface Words {
  readonly script: RegExp
  readonly ask: (lastWords: string) => string
}

/** In the language of the answer, or the model may change it. The first that fits; the last fits always. */
const LANGUAGES: readonly Words[] = [
  {
    script: /\p{Script=Arabic}/u,
    ask: lastWords => `انقطع الاتصال في منتصف إجابتك السابقة. أكملها من حيث توقفت تمامًا، باللغة والتنسيق نفسيهما. ابدأ بتكرار كلماتها الأخيرة حرفيًا كما هي في الأسفل، ثم تابع مباشرة من دون مقدمة أو تعليق أو اعتذار. إن لم ينقصها شيء فاكتب هذه الكلمات وحدها.\n\n${lastWords}`,
  },
  {
    script: /\p{Script=Han}/u,
    ask: lastWords => `你上面的回答在中途被连接中断了。请从中断处继续，语言和格式保持不变。先一字不差地重复下面这段结尾，然后直接接着写，不要任何开场白、说明或道歉。如果已经没有需要补充的内容，就只写这段结尾。\n\n${lastWords}`,
  },
  {
    script: /(?:)/u,
    ask: lastWords => `The connection broke in the middle of your answer above. Go on with it from exactly where it stops, in the same language and format. Begin by repeating its last words, given below, character for character, and then continue at once, without an introduction, a comment or an apology. If nothing is missing, write only these last words.\n\n${lastWords}`,
  },
]

/** Where a quote may begin, looked for from `from` on: after the break of a line or, failing that, between two words. */
const boundary = (tail: string): number => {
  const latest = tail.length - SHORTEST_QUOTE
  for (const gap of [/\n\s*/g, /\s+/g]) {
    for (const { index, 0: white } of tail.matchAll(gap)) if (index + white.length <= latest) return index + white.length
  }
  return /^[\uDC00-\uDFFF]/.test(tail) ? 1 : 0
}

/** The end of a text, from the beginning of a line or a word on. */
export const lastWordsOf = (text: string): string => {
  const words = text.trimEnd()
  if (words.length <= LONGEST_QUOTE) return words.trimStart()
  const tail = words.slice(-LONGEST_QUOTE)
  return tail.slice(boundary(tail))
}

/** What is said to a model after its half answer `text`. */
export const askToGoOn = (text: string): string => {
  const lastWords = lastWordsOf(text)
  return (LANGUAGES.find(({ script }) => script.test(lastWords)) as Words).ask(lastWords)
}
