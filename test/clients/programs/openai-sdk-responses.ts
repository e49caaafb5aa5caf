/** The `openai` package on responses: whole and streamed, the whole conversation sent each time. */

import { MOST_ROUNDS, READ_FILE, READ_PARAMETERS, RUN_COMMAND, RUN_PARAMETERS, offersTools, prompt, runTool, say } from './local-tools.ts'
import { client, model } from './router-client.ts'

const tools = [
  { type: 'function' as const, name: READ_FILE, description: 'Reads a file.', parameters: READ_PARAMETERS, strict: true },
  { type: 'function' as const, name: RUN_COMMAND, description: 'Runs a command.', parameters: RUN_PARAMETERS, strict: true },
]

const ask = async (input: readonly object[], isStream: boolean) => {
  const request = { model, input: [...input] as never, store: false, ...(offersTools && { tools }) }
  return isStream ? await client.responses.stream(request).finalResponse() : await client.responses.create(request)
}

const converse = async (isStream: boolean): Promise<string> => {
  const input: object[] = [{ role: 'user', content: prompt }]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { output, output_text: text } = await ask(input, isStream)
    const calls = output.filter(item => item.type === 'function_call')
    if (calls.length === 0) return text
    input.push(...output, ...calls.map(call => ({ type: 'function_call_output', call_id: call.call_id, output: runTool(call.name, JSON.parse(call.arguments)) })))
  }
  return ''
}

say(await converse(false))
say(await converse(true))
