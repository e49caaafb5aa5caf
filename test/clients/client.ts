/** A published client as the tests run it: what to install, how it is set up, and the command that gives it one prompt. */

import type { Installed } from './install-clients.ts'
import type { InstallationName } from './packages.ts'
import type { SettingsName } from './settings.ts'
import type { TaskName } from './task.ts'

export type ClientWire = 'openai-chat' | 'openai-responses' | 'anthropic-messages'

export interface ClientCommand {
  readonly command: readonly [string, ...string[]]
  /** Nothing but the settings' own and what keeps a client quiet. */
  readonly environment?: Readonly<Record<string, string>>
  /** Written before it runs, below the folder where one works. */
  readonly files?: Readonly<Record<string, string>>
}

export interface ClientRun {
  readonly installed: Installed
  readonly task: TaskName
  readonly prompt: string
  /** Where it works. */
  readonly folder: string
}

export interface Client {
  readonly name: string
  readonly installation: InstallationName
  readonly settings: SettingsName
  /** What it speaks to the router. */
  readonly wire: ClientWire
  /** For one prompt, from start to end. */
  readonly timeoutMs: number
  command (run: ClientRun): ClientCommand
  /** What its user sees. */
  readonly answers: (stdout: string) => readonly string[]
}
