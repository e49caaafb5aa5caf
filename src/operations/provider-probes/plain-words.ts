/** A provider's words as they may be shown and written down: one short line, without secrets and without tricks for terminals. */

const LONGEST = 200

/** Line breaks, escapes, and characters that turn or hide what stands around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** `scrub` takes secrets out. */
export const plainWords = (text: string, scrub: (text: string) => string): string => {
  const line = scrub(text).replaceAll(UNSEEN, ' ').replaceAll(/\s+/gu, ' ').trim()
  const characters = [...line]
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`
}
