/** Which entry of the dictionary of soft errors a text is. */

import { SOFT_ERRORS, softErrorOf } from '../../providers/soft-errors.ts'

export const SOFT_ERROR_NAMES: readonly string[] = Object.keys(SOFT_ERRORS)

export const softErrorNameOf = (text: string): string | undefined => SOFT_ERROR_NAMES.find(name => softErrorOf(text, [name]) !== undefined)
