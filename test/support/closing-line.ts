/** The last line of a test run, for programs that read it: `N passed, N failed`. */

import type { Reporter, TestModule } from 'vitest/node'

const count = (modules: readonly TestModule[], state: 'passed' | 'failed'): number =>
  modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)

export default class ClosingLine implements Reporter {
  #line = ''

  onTestRunEnd (modules: readonly TestModule[], errors: readonly unknown[]): void {
    const broken = modules.filter(module => module.errors().length > 0).length
    this.#line = `${count(modules, 'passed')} passed, ${count(modules, 'failed') + broken + errors.length} failed`
    process.on('exit', () => { process.stdout.write(`${this.#line}\n`) })
  }
}
