/** The AI SDK over any of its providers: whole and streamed, with its own loop of tools. */

import { generateText, isStepCount, streamText, tool } from 'ai'
import { z } from 'zod'
import { MOST_ROUNDS, READ_FILE, RUN_COMMAND, offersTools, prompt, readFile, runCommand, say } from './local-tools.ts'
import { model } from './router-client.ts'

const tools = {
  [READ_FILE]: tool({ description: 'Reads a file.', inputSchema: z.object({ path: z.string().min(1) }), execute: ({ path }) => readFile(path) }),
  [RUN_COMMAND]: tool({ description: 'Runs a command.', inputSchema: z.object({ command: z.string().min(1) }), execute: ({ command }) => runCommand(command) }),
}

const question = { model, prompt, ...(offersTools && { tools, stopWhen: isStepCount(MOST_ROUNDS) }) }

const { text } = await generateText(question)
say(text)

let failure: unknown
const stream = streamText({ ...question, onError: ({ error }) => { failure = error } })
let streamed = ''
for await (const delta of stream.textStream) streamed += delta
if (failure !== undefined) throw failure as Error
say(streamed)
