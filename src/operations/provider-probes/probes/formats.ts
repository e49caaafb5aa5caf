/** Whether answers come as JSON when they are to, and how far the form of that JSON can be told. */

import { DIALECT_WIRES } from '../../../config/target.ts'
import type { Ask } from '../ask.ts'
import { bareObject } from '../bare-object.ts'
import type { Answer } from '../exchange.ts'
import type { Probe } from '../probe.ts'
import { supported, unclear, unsupported } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

const wasCutOff = ({ result }: Answer): boolean => result.choices[0]?.finishReason === 'length'

const orCutOff = (judge: (answer: Answer) => Verdict) => (answer: Answer): Verdict => wasCutOff(answer) ? unclear('it wrote without end and was cut off') : judge(answer)

/** The names of the members are in the schema alone. */
const SCHEMA_QUESTION: Ask = { text: 'Name the largest town of Iceland and about how many people live there. Answer as JSON.', format: 'schema' }

const judgeSchema = ({ text }: Answer): Verdict => {
  const { town_called: town, people_about: people } = bareObject(text) ?? {}
  return typeof town === 'string' && Number.isInteger(people) ? supported() : unsupported('the schema is taken, and the answer does not follow it')
}

export const schema: Probe = {
  name: 'schema',
  meaning: 'answers follow a JSON schema',
  ways: () => [{ ask: SCHEMA_QUESTION, as: { structured_output: 'json-schema' }, judge: orCutOff(judgeSchema) }],
  says: (state, { target }) => {
    if (state === 'supported') return { capabilities: { structured_output: true } }
    // Elsewhere there is another form to fall back on, which is asked next.
    return DIALECT_WIRES[target.provider.dialect] === 'openai-chat' ? {} : { capabilities: { structured_output: false }, compat: { structured_output: 'none' } }
  },
}

const OBJECT_QUESTION: Ask = { text: 'Name the largest town of Iceland. Answer with a JSON object that has one member, "town".', format: 'object' }

const judgeObject = ({ text }: Answer): Verdict => bareObject(text) === undefined ? unsupported('the format is taken, and the answer is no JSON object') : supported()

export const json: Probe = {
  name: 'json',
  meaning: 'answers are JSON when that is asked for',
  ways: ({ target }) => DIALECT_WIRES[target.provider.dialect] === 'openai-chat'
    ? [{ ask: OBJECT_QUESTION, asIf: { structured_output: 'json-object' }, judge: orCutOff(judgeObject) }]
    : 'not asked: its wire has no word for it',
  says: (state, { stateOf }) => {
    if (stateOf('schema') !== 'unsupported') return {}
    return state === 'supported'
      ? { capabilities: { structured_output: true }, compat: { structured_output: 'json-object' } }
      : { capabilities: { structured_output: false }, compat: { structured_output: 'none' } }
  },
}
