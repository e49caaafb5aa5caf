// The choice: the likeliest task. Weighing what each mistake would cost was measured and lost up to 0.9 of macro-F1 against
// it with sources left out; the probabilities are honest enough to be taken as they are.

/** The number of the task to choose. */
export const decide = (probabilities: Float64Array): number => {
  let best = 0
  for (let task = 1; task < probabilities.length; task++) {
    if ((probabilities[task] ?? 0) > (probabilities[best] ?? 0)) best = task
  }
  return best
}

/** Scores become probabilities, in place. */
export const softmax = (scores: Float64Array): void => {
  let highest = -Infinity
  for (const score of scores) highest = Math.max(highest, score)
  let total = 0
  for (let task = 0; task < scores.length; task++) total += scores[task] = Math.exp((scores[task] ?? 0) - highest)
  for (let task = 0; task < scores.length; task++) scores[task] = (scores[task] ?? 0) / total
}
