/**
 * Bounds for an `LRUCache` that may become large and mostly is not: told of a `max`, it sets aside the place for that many at
 * once, 40 bytes each; told of a size it grows as it is filled.
 */

const one = (): number => 1

/** At most so many entries. */
export const atMost = (entries: number): { readonly maxSize: number, readonly sizeCalculation: () => number } => ({ maxSize: entries, sizeCalculation: one })
