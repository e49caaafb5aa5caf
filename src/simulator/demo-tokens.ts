/** Rough counts for demonstration answers: tokens from characters, and the words in which a text is streamed. */

/** Four letters of a Latin text are a token, two of any other: an estimate, as every count of these providers. */
export const estimateTokens = (text: string): number => {
  let latin = 0
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 0x250) latin += 1
  return Math.ceil(latin / 4 + (text.length - latin) / 2)
}

/** What an image or a document is taken to cost. */
const MEDIA_TOKENS = 1000
const MEDIA_TYPES: ReadonlySet<unknown> = new Set(['image', 'image_url', 'document', 'file', 'input_audio'])

/** Every text in a JSON value; media count as a lump and their bytes not at all. */
export const estimateJsonTokens = (value: unknown): number => {
  if (typeof value === 'string') return estimateTokens(value)
  if (typeof value !== 'object' || value === null) return 0
  if ('type' in value && MEDIA_TYPES.has(value.type)) return MEDIA_TOKENS
  let tokens = 0
  for (const member of Object.values(value)) tokens += estimateJsonTokens(member)
  return tokens
}

/** Words with the space before them; two characters at a time where a script writes no spaces. */
export const wordsOf = (text: string): readonly string[] => text.match(/\s*(?:\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+)|\s+$/gu) ?? []
