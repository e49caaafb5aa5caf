// Classifies a stream of JSON lines, one answer a line, in order: the work of `smart-router classify`.
import type { Classification, Classifier, ClassifierInput } from './classifier.ts'

const LONGEST_MESSAGE = 200

const rounded = (value: number): number => Math.round(value * 10000) / 10000

const encode = ({ task, confidence, scores, reasons }: Classification): string => JSON.stringify({
  task,
  confidence: rounded(confidence),
  scores: Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, rounded(score)])),
  reasons,
})

const encodeError = (lineNumber: number, message: string): string =>
  JSON.stringify({ error: { code: 'invalid_json', message: `line ${lineNumber}: ${message.slice(0, LONGEST_MESSAGE)}` } })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const signalsOf = (requested: unknown): ClassifierInput['signals'] => {
  if (!isObject(requested)) return undefined
  const { tools, webSearchTool, thinking, imageOutput } = requested
  return {
    ...(typeof tools === 'boolean' ? { tools } : {}),
    ...(typeof webSearchTool === 'boolean' ? { webSearchTool } : {}),
    ...(typeof thinking === 'boolean' ? { thinking } : {}),
    ...(typeof imageOutput === 'boolean' ? { imageOutput } : {}),
  }
}

const decode = (line: string): ClassifierInput => {
  const row: unknown = JSON.parse(line)
  if (!isObject(row)) throw new TypeError('expected an object')
  const { text, chars, req } = row
  if (typeof text !== 'string') throw new TypeError('"text" must be a string')
  if (chars !== undefined && typeof chars !== 'number') throw new TypeError('"chars" must be a number')
  const signals = signalsOf(req)
  return { text, ...(chars === undefined ? {} : { characters: chars }), ...(signals === undefined ? {} : { signals }) }
}

const classifyLine = (line: string, lineNumber: number, classifier: Classifier): string => {
  let input: ClassifierInput
  try {
    input = decode(line)
  } catch (error) {
    return encodeError(lineNumber, error instanceof Error ? error.message : 'cannot be read')
  }
  return encode(classifier(input))
}

/** Each line is `{"text", "chars"?, "req"?: {"tools"?, "webSearchTool"?, "thinking"?, "imageOutput"?}}`; blank lines are skipped. */
export async function * classifyLines (lines: AsyncIterable<string>, classifier: Classifier): AsyncIterable<string> {
  let lineNumber = 0
  for await (const line of lines) {
    lineNumber++
    if (line.trim() !== '') yield classifyLine(line, lineNumber, classifier)
  }
}
