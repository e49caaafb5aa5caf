/** The `openai` package on chat completions: whole and streamed, with its own runner of tools. */

import { zodFunction } from 'openai/helpers/zod'
import { z } from 'zod'
import { MOST_ROUNDS, READ_FILE, RUN_COMMAND, offersTools, prompt, readFile, runCommand, say } from './local-tools.ts'
import { client, model } from './router-client.ts'

const messages = [{ role: 'user' as const, content: prompt }]

const tools = [
  zodFunction({ name: READ_FILE, description: 'Reads a file.', parameters: z.object({ path: z.string() }), function: ({ path }) => readFile(path) }),
  zodFunction({ name: RUN_COMMAND, description: 'Runs a command.', parameters: z.object({ command: z.string() }), function: ({ command }) => runCommand(command) }),
]

if (offersTools) {
  const { completions } = client.chat
  say(await completions.runTools({ model, messages, tools }, { maxChatCompletions: MOST_ROUNDS }).finalContent() ?? '')
  say(await completions.runTools({ model, messages, tools, stream: true }, { maxChatCompletions: MOST_ROUNDS }).finalContent() ?? '')
} else {
  const completion = await client.chat.completions.create({ model, messages })
  say(completion.choices[0]?.message.content ?? '')
  say(await client.chat.completions.stream({ model, messages }).finalContent() ?? '')
}
