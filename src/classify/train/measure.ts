// How well a set of predictions does: F1 of each task, their mean, and which tasks are taken for which.
import { TASKS } from '../../chat/request.ts'

export interface Prediction {
  readonly task: number
  readonly chosen: number
  readonly language: string
  readonly source: string
}

const f1Of = (predictions: readonly Prediction[], task: number): number | undefined => {
  let hits = 0
  let wanted = 0
  let chosen = 0
  for (const prediction of predictions) {
    if (prediction.task === task) wanted++
    if (prediction.chosen === task) chosen++
    if (prediction.task === task && prediction.chosen === task) hits++
  }
  return wanted === 0 ? undefined : 2 * hits / (wanted + chosen)
}

/** The mean F1 over the tasks that occur. */
export const macroF1 = (predictions: readonly Prediction[]): number => {
  const scores = TASKS.map((_, task) => f1Of(predictions, task)).filter(score => score !== undefined)
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

export const accuracy = (predictions: readonly Prediction[]): number =>
  predictions.filter(({ task, chosen }) => task === chosen).length / predictions.length

const percent = (share: number): string => (100 * share).toFixed(1).padStart(5)

export const describe = (name: string, predictions: readonly Prediction[]): string => {
  const lines = [`${name}: macro-F1 ${percent(macroF1(predictions))}, accuracy ${percent(accuracy(predictions))}, ${predictions.length} rows`]
  for (const language of ['ar', 'en', 'zh']) {
    const some = predictions.filter(prediction => prediction.language === language)
    const perTask = TASKS.map((task, index) => `${task} ${percent(f1Of(some, index) ?? Number.NaN)}`).join('  ')
    if (some.length > 0) lines.push(`  ${language} ${percent(macroF1(some))}   ${perTask}`)
  }
  return lines.join('\n')
}

export const describeConfusion = (predictions: readonly Prediction[]): string =>
  TASKS.map((task, index) => {
    const cells = TASKS.map((_, chosen) => predictions.filter(row => row.task === index && row.chosen === chosen).length)
    return `  ${task.padEnd(9)}${cells.map(cell => String(cell).padStart(6)).join('')}`
  }).join('\n')
