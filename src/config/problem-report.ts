/** Collects problems and warnings while a file is read, and gives each its place in the text. */

import { formatPath } from './config-problem.ts'
import type { ConfigPath, ConfigProblem, ProblemCode } from './config-problem.ts'
import type { PathEnd, YamlSource } from './yaml-source.ts'

export interface Finding {
  readonly code: ProblemCode
  readonly path: ConfigPath
  readonly message: string
  readonly suggestion?: string | undefined
  /** What to underline. Default `value`. */
  readonly end?: PathEnd
}

export class ProblemReport {
  readonly problems: ConfigProblem[] = []
  readonly warnings: ConfigProblem[] = []
  readonly #file: string
  readonly #locate: YamlSource['locate']

  constructor (file: string, locate: YamlSource['locate']) {
    this.#file = file
    this.#locate = locate
  }

  /** Makes the file unusable. */
  problem (finding: Finding): void { this.problems.push(this.#place(finding)) }

  /** Is told, and changes nothing. */
  warning (finding: Finding): void { this.warnings.push(this.#place(finding)) }

  #place ({ code, path, message, suggestion, end = 'value' }: Finding): ConfigProblem {
    const place = { code, file: this.#file, ...this.#locate(path, end), path: formatPath(path), message }
    return suggestion === undefined ? place : { ...place, suggestion }
  }
}
