/** The `@anthropic-ai/sdk` package: whole and streamed, with its own runner of tools. */

import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod'
import { z } from 'zod'
import { MOST_ROUNDS, READ_FILE, RUN_COMMAND, offersTools, prompt, readFile, runCommand, say } from './local-tools.ts'
import { client, model } from './router-client.ts'

const question = { model, max_tokens: 4000, messages: [{ role: 'user' as const, content: prompt }] }

const tools = [
  betaZodTool({ name: READ_FILE, description: 'Reads a file.', inputSchema: z.object({ path: z.string().min(1) }), run: ({ path }) => readFile(path) }),
  betaZodTool({ name: RUN_COMMAND, description: 'Runs a command.', inputSchema: z.object({ command: z.string().min(1) }), run: ({ command }) => runCommand(command) }),
]

interface Block { readonly type: string, readonly text?: string }

const textOf = ({ content }: { readonly content: readonly Block[] }): string => content.map(({ text = '' }) => text).join('')

if (offersTools) {
  const { messages } = client.beta
  say(textOf(await messages.toolRunner({ ...question, tools, max_iterations: MOST_ROUNDS }).runUntilDone() as never))
  say(textOf(await messages.toolRunner({ ...question, tools, max_iterations: MOST_ROUNDS, stream: true }).runUntilDone() as never))
} else {
  say(textOf(await client.messages.create(question) as never))
  say(textOf(await client.messages.stream(question).finalMessage() as never))
}
