/** LangChain over any of its chat models: whole and streamed, with a loop of tools by hand. */

import { HumanMessage, ToolMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { z } from 'zod'
import { MOST_ROUNDS, READ_FILE, RUN_COMMAND, offersTools, prompt, readFile, runCommand, runTool, say } from './local-tools.ts'
import { model } from './router-client.ts'

const tools = [
  tool(({ path }) => readFile(path), { name: READ_FILE, description: 'Reads a file.', schema: z.object({ path: z.string().min(1) }) }),
  tool(({ command }) => runCommand(command), { name: RUN_COMMAND, description: 'Runs a command.', schema: z.object({ command: z.string().min(1) }) }),
]

const asked = offersTools ? model.bindTools(tools) : model

const ask = async (messages: readonly object[], isStream: boolean) => {
  if (!isStream) return await asked.invoke(messages as never)
  let whole
  for await (const chunk of await asked.stream(messages as never)) whole = whole === undefined ? chunk : whole.concat(chunk)
  if (whole === undefined) throw new Error('the stream was empty')
  return whole
}

const converse = async (isStream: boolean): Promise<string> => {
  const messages: object[] = [new HumanMessage(prompt)]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const answer = await ask(messages, isStream)
    const { tool_calls: calls = [], text } = answer
    if (calls.length === 0) return text
    messages.push(answer, ...calls.map(({ id = '', name, args }) => new ToolMessage({ tool_call_id: id, content: runTool(name, args) })))
  }
  return ''
}

say(await converse(false))
say(await converse(true))
