/** What every client is asked to do: to answer a plain question, and to do a piece of work that takes its tools. */

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type TaskName = 'plain' | 'tools'
export const TASK_NAMES: readonly TaskName[] = ['plain', 'tools']

export interface Task {
  readonly prompt: string
  /** What the answer has to hold. */
  readonly secrets: readonly string[]
  /** Fewest requests that a vendor gets of it. */
  readonly requests: number
  /** Why the work was not done, if it was not. */
  whatIsMissing (): Promise<string | undefined>
}

const secret = (): string => `secret-${randomBytes(4).toString('hex')}`

const plainTask = (): Task => ({ prompt: 'Say hello in one word.', secrets: [], requests: 1, whatIsMissing: () => Promise.resolve(undefined) })

/**
 * Two tools at once, then another one: every vendor sees its own calls come back twice. The command rests at its end, because
 * some clients lose what a command says in its last moment.
 */
const toolsTask = async (folder: string): Promise<Task> => {
  const [first, second, third] = [secret(), secret(), secret()]
  const [read, copied, last, copy] = ['read.txt', 'copied.txt', 'last.txt', 'copy.txt'].map(name => join(folder, name)) as [string, string, string, string]
  await Promise.all([writeFile(read, `${first}\n`), writeFile(copied, `${second}\n`), writeFile(last, `${third}\n`)])
  return {
    prompt: `Read the file ${read} and run the command \`cp copied.txt copy.txt && cat copy.txt && sleep 0.2\`. Then read the file ${last}. Tell me what they say.`,
    secrets: [first, second, third],
    requests: 3,
    whatIsMissing: async () => {
      const text = await readFile(copy, 'utf8').catch(() => '')
      return text.includes(second) ? undefined : 'the command was never run'
    },
  }
}

export const prepareTask = async (name: TaskName, folder: string): Promise<Task> => name === 'plain' ? plainTask() : await toolsTask(folder)
