/** Standard input, line by line, as fast as it comes. */

import { createInterface } from 'node:readline'

export const standardInputLines = (): AsyncIterable<string> => createInterface({ input: process.stdin, crlfDelay: Infinity })
