// Trains the classifier and writes its weights; with `--evaluate` it leaves out one source at a time instead and prints
// how well the rest foretells it. Usage: node src/classify/train/main.ts --data <rows.jsonl> [--evaluate]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { classifierOf } from '../classifier.ts'
import { TASKS } from '../../chat/request.ts'
import { encodeModel } from '../linear-model.ts'
import { authoredRows } from './authored.ts'
import { defaultOptions, fit } from './fit.ts'
import type { FitOptions } from './fit.ts'
import { describe, describeConfusion } from './measure.ts'
import type { Prediction } from './measure.ts'
import { createExampleReader, readPool, sourceOf, taskOf } from './pool.ts'
import type { Row } from './pool.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' }, out: { type: 'string' }, evaluate: { type: 'boolean' }, set: { type: 'string', multiple: true },
    bare: { type: 'boolean' }, errors: { type: 'string' },
  },
})

const changed = Object.fromEntries((values.set ?? []).map(pair => pair.split('=')).map(([name, value]) => [name, Number(value)]))
const options: FitOptions = { ...defaultOptions, ...changed }
const toExamples = createExampleReader()
const pool = readPool(values.data ?? '../shared/classify/dev.jsonl')
const authored = values.bare === true ? [] : authoredRows()

/** Each set of rows is learnt once, though it is asked with and without signals. */
const models = new Map<readonly Row[], ReturnType<typeof classifierOf>>()

const predict = (taught: readonly Row[], asked: readonly Row[], withSignals: boolean): Prediction[] => {
  const classify = models.get(taught) ?? classifierOf(fit(toExamples(taught), options))
  models.set(taught, classify)
  return asked.map(row => {
    const { task } = classify({ text: row.text, characters: row.chars, ...(withSignals ? { signals: { tools: row.req?.tools === true } } : {}) })
    return { task: taskOf(row), chosen: TASKS.indexOf(task), language: row.lang, source: sourceOf(row) }
  })
}
const printErrors = (rows: readonly Row[], predictions: readonly Prediction[]): void => {
  predictions.forEach(({ task, chosen }, index) => {
    const row = rows[index]
    if (task === chosen || row === undefined || !sourceOf(row).includes(values.errors ?? '-')) return
    console.log(`    ${TASKS[task]} > ${TASKS[chosen]}  ${row.lang}  ${JSON.stringify(row.text.slice(0, 150))}`)
  })
}

const evaluate = (): void => {
  const plain: Prediction[] = []
  const signalled: Prediction[] = []
  const lines: string[] = []
  for (const source of new Set(pool.map(sourceOf))) {
    const taught = [...pool.filter(row => sourceOf(row) !== source), ...authored]
    const asked = pool.filter(row => sourceOf(row) === source)
    const predictions = predict(taught, asked, false)
    if (values.errors !== undefined) printErrors(asked, predictions)
    plain.push(...predictions)
    signalled.push(...predict(taught, asked, true))
    const right = predictions.filter(({ task, chosen }) => task === chosen).length
    lines.push(`  ${source.padEnd(48)} ${right} of ${asked.length} right, ${(100 * right / asked.length).toFixed(1)} %`)
  }
  console.log(lines.join('\n'))
  console.log(describe('one source left out, text only', plain))
  console.log(describeConfusion(plain))
  console.log(describe('of these, public sources', plain.filter(({ source }) => source !== 'authored-templates')))
  console.log(describe('one source left out, tools told', signalled))
  if (authored.length > 0) console.log(describe('our own rows from the pool alone', predict(pool, authored, false)))
}

const train = (): void => {
  const rows = [...pool, ...authored]
  const bytes = encodeModel(fit(toExamples(rows), options))
  writeFileSync(values.out ?? new URL('../weights.bin', import.meta.url), bytes)
  console.log(`${rows.length} rows, ${bytes.length} bytes of weights`)
}

if (values.evaluate === true) evaluate()
else train()
