/**
 * Pictures in the text of a chat: how one is written so that every client can show it, and how those of earlier turns are
 * found again. Which wire has a place of its own for pictures is that wire's business.
 */

export interface Picture {
  /** `https:`, `http:`, or the picture itself as a `data:image/…` address. */
  readonly url: string
  readonly mediaType?: string | undefined
  /** What the provider says it painted. */
  readonly description?: string | undefined
}

const LONGEST_DESCRIPTION = 160
const NOT_PLAIN = /[[\]()<>\\`*_\s\p{Cc}]+/gu

/** Whether a client may be sent there: anything but the web and picture data stays out of an answer. */
export const isPictureUrl = (url: unknown): url is string => typeof url === 'string' && /^(?:https?:\/\/|data:image\/)/i.test(url)

/** What ends an address in Markdown, or breaks its line. */
const plainUrl = (url: string): string =>
  /[\s()<>\\]/.test(url) ? url.replace(/[\s()<>\\]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`) : url

const plainText = (text: string): string => Array.from(text.slice(0, 2 * LONGEST_DESCRIPTION)).slice(0, LONGEST_DESCRIPTION).join('').replace(NOT_PLAIN, ' ').trim()

/**
 * The picture as Markdown, which chat front ends show whether it is an address or the data itself: a picture that only
 * stood in a member of one wire would be invisible in most of them.
 */
export const markdownPicture = ({ url, description = '' }: Pick<Picture, 'url' | 'description'>): string => `![${plainText(description) || 'image'}](${plainUrl(url)})`

const MARKDOWN_PICTURE = /!\[[^\]\n]{0,400}\]\((?<url>(?:https?:\/\/|data:image\/)[^()\s]+)\)/gi
const PICTURE_DATA = /!\[[^\]\n]{0,400}\]\(data:image\/[^()\s]+\)/gi
const DATA_MARK = '](data:image/'

/** Addresses of the Markdown pictures in a text, in order. */
export const picturesIn = (text: string): readonly string[] =>
  text.includes('](') ? [...text.matchAll(MARKDOWN_PICTURE)].flatMap(({ groups }) => groups?.['url'] ?? []) : []

/** Whether a text carries the data of a picture, which is no text to any model. */
export const holdsPictureData = (text: string): boolean => text.includes(DATA_MARK)

/** The text with a word in place of each picture's data. */
export const withoutPictureData = (text: string): string => holdsPictureData(text) ? text.replace(PICTURE_DATA, '[image]') : text
