/** The libraries: each a small program over the module that the documentation shows, asked whole and streamed. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, ClientWire } from './client.ts'
import type { SettingsName } from './settings.ts'

const TIMEOUT_MS = 60_000

const programText = (name: string): string => readFileSync(new URL(`programs/${name}.ts`, import.meta.url), 'utf8')

/** Programs stand beside what is installed, so that they find it as a user's own would. */
const libraryClient = (settings: SettingsName, program: string, wire: ClientWire, name: string = settings): Client => ({
  name,
  wire,
  installation: 'libraries',
  settings,
  timeoutMs: TIMEOUT_MS,
  command: run => ({
    command: [process.execPath, join(run.folder, 'program.ts'), run.prompt, run.task],
    files: { 'package.json': '{ "type": "module" }', 'program.ts': programText(program), 'local-tools.ts': programText('local-tools') },
  }),
  answers: stdout => stdout.split('\n').filter(line => line.startsWith('{')).map(line => (JSON.parse(line) as { answer: string }).answer),
})

export const LIBRARY_CLIENTS: readonly Client[] = [
  libraryClient('openai-sdk', 'openai-sdk', 'openai-chat'),
  libraryClient('openai-sdk', 'openai-sdk-responses', 'openai-responses', 'openai-sdk-responses'),
  libraryClient('anthropic-sdk', 'anthropic-sdk', 'anthropic-messages'),
  libraryClient('ai-sdk-compatible', 'ai-sdk', 'openai-chat'),
  libraryClient('ai-sdk-openai-chat', 'ai-sdk', 'openai-chat'),
  libraryClient('ai-sdk-openai', 'ai-sdk', 'openai-responses'),
  libraryClient('ai-sdk-anthropic', 'ai-sdk', 'anthropic-messages'),
  libraryClient('langchain-openai', 'langchain', 'openai-chat'),
  libraryClient('langchain-anthropic', 'langchain', 'anthropic-messages'),
]
