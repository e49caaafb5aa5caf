/** Hides what may be a key in a line of a file that is shown to people. Placeholders stay: they are names, not secrets. */

/** `api_key: …`, and whatever else people call a secret, up to a comment, the next key of a flow map, or its end. */
const KEY_VALUE = /(\b(?:[\w-]*(?:key|keys|token|secret|password)|tokens|authorization)["']?\s*:\s*)((?:\$\{[^}]*\}|[^#}])*?)(?=\s*(?:#|$|,\s*[\w"']+\s*:|\}))/gi
const HEADER_VALUES = /(\bheaders["']?\s*:\s*\{)((?:\$\{[^}]*\}|[^}])*)/gi
/** A block line of its own, `- value` or `name: value`; not a flow map. */
const AFTER_NAME = /^(\s*(?:-\s+|[\w"'.-]+\s*:\s*))(?!.*(?<!\$)\{\s*["']?\w+["']?\s*:)(.*)$/
const PLACEHOLDER = /\$\{[^}]*\}?/g
/** Texts that begin as keys do, long runs of letters and digits without the hyphens of a model name, and logins in a URL. */
const KEY_LIKE = /\b(?:sk|pk|gsk|xai|key)[-_][\w.-]{6,}|\bAIza[\w-]{10,}|(?<=\b[Bb]earer\s+)\S+|(?<![\w/-])(?=\w*\d)(?=\w*[A-Za-z])\w{24,}(?:\.\w+)?|(?<=:\/\/)[^\s/@"']+(?=@)/g

/** The text between placeholders goes through `mask`; placeholders stay. */
const outsidePlaceholders = (text: string, mask: (part: string) => string): string => {
  let masked = ''
  let end = 0
  for (const { index, 0: placeholder } of text.matchAll(PLACEHOLDER)) {
    masked += mask(text.slice(end, index)) + placeholder
    end = index + placeholder.length
  }
  return masked + mask(text.slice(end))
}

/** Every character becomes a star, except for punctuation: columns stay where they are. */
const maskValue = (value: string): string => outsidePlaceholders(value, (part) => part.replaceAll(/[^\s[\]{}"',]/g, '*'))

/** `isSecretPlace`: the line is known to hold a key or a header, whatever it looks like. */
export const maskSecrets = (line: string, isSecretPlace = false): string => {
  const masked = outsidePlaceholders(
    [KEY_VALUE, HEADER_VALUES].reduce((text, pattern) => text.replaceAll(pattern, (_whole, name: string, value: string) => name + maskValue(value)), line),
    (part) => part.replaceAll(KEY_LIKE, (text) => '*'.repeat(text.length)),
  )
  return isSecretPlace ? masked.replace(AFTER_NAME, (_whole, name: string, value: string) => name + maskValue(value)) : masked
}
