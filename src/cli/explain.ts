/** `smart-router explain`: where a prompt would go and why, decided here from the same configuration, with nothing sent. */

import { createClassifier } from '../classify/classifier.ts'
import { classifierInput } from '../classify/request-signals.ts'
import { RouterError } from '../chat/errors.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import { createDecide } from '../gateway/decide.ts'
import { type Decision, describeDecision } from '../gateway/decision.ts'
import { openAiChat } from '../protocols/openai-chat.ts'
import { readOriginalBody } from '../protocols/original-body.ts'
import { isTask } from '../routing/resolve-model.ts'
import { selectCandidates, type SelectionFacts } from '../routing/select-candidates.ts'
import { loadEnvironment, loadFor, printProblems } from './load.ts'
import { unstartedDemo } from './unstarted-demo.ts'
import { EXIT, printData, printError, printMessage, type VerbCall } from './verb.ts'

/** Everybody is well here: what a running router knows of its targets, it says at `POST /v1/route`. */
const EVERYBODY_IS_WELL: SelectionFacts = { isAvailable: () => true, circuitRestMs: () => 0, rest: () => undefined, p50Ms: () => undefined, rotation: 0 }

const A_TOOL = { type: 'function', function: { name: 'a_tool', parameters: { type: 'object', properties: {} } } }

const requestOf = (prompt: string, { values }: VerbCall) => {
  const body = { model: values['model'] ?? 'auto', messages: [{ role: 'user', content: prompt }], ...(values['tools'] === true ? { tools: [A_TOOL] } : {}) }
  return openAiChat.decodeRequest(readOriginalBody(Buffer.from(JSON.stringify(body))), {})
}

const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`

const asText = ({ choice, strategy, selection }: Decision, config: RoutingConfig): string => {
  const scores = Object.entries(choice.scores ?? {}).sort(([, a], [, b]) => b - a).map(([task, score]) => `  ${percent(score)}  ${task}`)
  return [
    `task      ${choice.task ?? 'none'} (${choice.source}${choice.confidence === undefined ? '' : `, ${percent(choice.confidence).trim()}`})`,
    `because   ${choice.reasons.join('; ')}`,
    ...scores,
    `order     ${strategy}`,
    ...selection.candidates.map(({ target, reason }, index) => `  ${String(index + 1).padStart(2)}. ${target.id}  (${reason})`),
    ...selection.skipped.map(({ target, reason }) => `   -  ${target}  (left out: ${reason})`),
    `from      ${config.source}`,
  ].join('\n')
}

export const explain = async (call: VerbCall): Promise<number> => {
  const { positionals: [prompt], values, isJson } = call
  if (prompt === undefined) { printError(isJson, 'usage', 'explain needs a prompt', 'smart-router explain "اكتب function python"'); return EXIT.usage }
  const task = values['task']
  if (typeof task === 'string' && !isTask(task)) { printError(isJson, 'usage', `"${task}" is not a task`); return EXIT.usage }
  const environment = loadEnvironment(isJson)
  if (environment === undefined) return EXIT.usage
  const loaded = await loadFor(environment, unstartedDemo)
  if (!loaded.ok) { printProblems(loaded, isJson); return EXIT.invalidConfiguration }
  if (loaded.notice !== undefined && !isJson) printMessage(`note: ${loaded.notice}`)
  const { config } = loaded
  const decide = createDecide({
    classify: createClassifier({ longTokens: config.routing.longTokens }),
    classifierInput,
    select: (current, wish) => selectCandidates(current, wish, EVERYBODY_IS_WELL),
  })
  try {
    const decision = decide(config, requestOf(prompt, call), task as Decision['choice']['task'])
    printData(isJson ? JSON.stringify(describeDecision(decision, config)) : asText(decision, config))
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof RouterError)) throw error
    printError(isJson, error.code, error.message)
    return EXIT.failed
  }
}
