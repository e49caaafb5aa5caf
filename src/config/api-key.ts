/** What may be sent as a credential. Messages never hold the key itself. */

export type CleanedKey = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly message: string }

const SENDABLE = /^[\x21-\x7e]+$/

/** Trims, and takes a `Bearer ` off the front: both get there by copying. Refuses what no HTTP header may hold. */
export const cleanApiKey = (text: string): CleanedKey => {
  const key = text.trim().replace(/^bearer(\s+|$)/i, '').trim()
  if (key === '') return { ok: false, message: 'the key is empty' }
  return SENDABLE.test(key) ? { ok: true, key } : { ok: false, message: 'the key has a space, a line break or a character outside ASCII' }
}
