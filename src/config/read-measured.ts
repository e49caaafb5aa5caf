/** Reads `capabilities.yaml` of the data folder. What cannot be read is a warning; what is not there was never measured. */

import { statSync } from 'node:fs'
import { fileProblem } from './config-problem.ts'
import { ADVICE, IGNORED, nothingMeasured, parseMeasured } from './measured-capabilities.ts'
import type { MeasuredFile } from './measured-capabilities.ts'
import { readTextFile } from './routing-files.ts'

/** A pipe would be waited for, and a device may have no end. */
const refuseOddFile = (path: string): void => {
  if (!statSync(path).isFile()) throw new Error('it is not a file')
}

/** `file`: the path as it is shown in messages. */
export const readMeasured = (path: string, file: string): MeasuredFile => {
  try {
    refuseOddFile(path)
    return parseMeasured(readTextFile(path), file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? nothingMeasured(file) : nothingMeasured(file, [fileProblem('SR-160', file, `it cannot be read: ${message}; ${IGNORED}`, ADVICE)])
  }
}
