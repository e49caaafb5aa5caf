// Fits the linear model: softmax regression with AdaGrad, decay towards zero, and dropout that keeps it from leaning on
// n-grams. The same rows and the same seed give the same weights.
import { BLOCKS, HASHED, NAMED } from '../features.ts'
import { CLASSES, blockWeight } from '../linear-model.ts'
import type { LinearModel } from '../linear-model.ts'

export interface Example {
  readonly indices: Int32Array
  readonly ends: Int32Array
  readonly task: number
  readonly weight: number
}

export interface FitOptions {
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  /** Chance that an n-gram is left out, and that a whole text is read without its n-grams. */
  readonly gramDropout: number
  readonly blindness: number
  readonly pairDropout: number
  readonly namedDropout: number
  readonly smoothing: number
  readonly seed: number
  readonly fits: number
}

export const defaultOptions: FitOptions =
  { epochs: 14, rate: 0.08, decay: 2e-5, gramDropout: 0.7, blindness: 0.25, pairDropout: 0.4, namedDropout: 0.25, smoothing: 0.04, seed: 7, fits: 4 }

/** mulberry32: small, seeded, good enough to shuffle and drop. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const shuffle = (order: Int32Array, random: () => number): void => {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}

interface State {
  readonly weights: Float32Array
  readonly squares: Float32Array
  readonly biases: Float64Array
  readonly kept: Int32Array
  readonly values: Float32Array
  count: number
}

const keepSome = (state: State, example: Example, options: FitOptions, random: () => number): void => {
  state.count = 0
  const isBlind = random() < options.blindness
  let from = 0
  for (let block = 0; block < BLOCKS.length; block++) {
    const to = example.ends[block] ?? 0
    const chance = [options.gramDropout, options.gramDropout, options.pairDropout, options.namedDropout, options.namedDropout][block] ?? 0
    const drop = isBlind && block < 2 ? 1 : chance
    const value = blockWeight(block, to - from) / (1 - chance)
    for (let at = from; at < to; at++) {
      if (random() < drop) continue
      state.kept[state.count] = example.indices[at] ?? 0
      state.values[state.count++] = value
    }
    from = to
  }
}

const scores = new Float64Array(CLASSES)

const forward = (state: State): void => {
  for (let task = 0; task < CLASSES; task++) scores[task] = state.biases[task] ?? 0
  for (let at = 0; at < state.count; at++) {
    const row = (state.kept[at] ?? 0) * CLASSES
    const value = state.values[at] ?? 0
    for (let task = 0; task < CLASSES; task++) scores[task] = (scores[task] ?? 0) + value * (state.weights[row + task] ?? 0)
  }
  let highest = -Infinity
  for (const score of scores) highest = Math.max(highest, score)
  let total = 0
  for (let task = 0; task < CLASSES; task++) total += scores[task] = Math.exp((scores[task] ?? 0) - highest)
  for (let task = 0; task < CLASSES; task++) scores[task] = (scores[task] ?? 0) / total
}

const learn = (state: State, example: Example, options: FitOptions, rate: number): void => {
  const rest = options.smoothing / CLASSES
  for (let task = 0; task < CLASSES; task++) {
    const wanted = (task === example.task ? 1 - options.smoothing : 0) + rest
    scores[task] = ((scores[task] ?? 0) - wanted) * example.weight
  }
  for (let task = 0; task < CLASSES; task++) state.biases[task] = (state.biases[task] ?? 0) - rate * 0.02 * (scores[task] ?? 0)
  for (let at = 0; at < state.count; at++) {
    const row = (state.kept[at] ?? 0) * CLASSES
    const value = state.values[at] ?? 0
    for (let task = 0; task < CLASSES; task++) {
      const index = row + task
      const weight = state.weights[index] ?? 0
      const gradient = (scores[task] ?? 0) * value + options.decay * weight * example.weight
      const square = (state.squares[index] ?? 0) + gradient * gradient
      state.squares[index] = square
      state.weights[index] = weight - rate * gradient / Math.sqrt(square + 1e-3)
    }
  }
}

const largest = (weights: Float32Array): number => {
  let most = 1e-9
  for (const weight of weights) most = Math.max(most, Math.abs(weight))
  return most
}

const quantise = (weights: Float32Array, biases: Float64Array): LinearModel => {
  const hashedWeights = weights.subarray(0, HASHED * CLASSES)
  const namedWeights = weights.subarray(HASHED * CLASSES)
  const steps = Float32Array.of(largest(hashedWeights) / 127, largest(namedWeights) / 32767)
  const hashed = new Int8Array(hashedWeights.length)
  const named = new Int16Array(namedWeights.length)
  hashedWeights.forEach((weight, index) => { hashed[index] = Math.round(weight / (steps[0] ?? 1)) })
  namedWeights.forEach((weight, index) => { named[index] = Math.round(weight / (steps[1] ?? 1)) })
  return { hashed, named, biases: Float32Array.from(biases), steps }
}

const fitOnce = (examples: readonly Example[], options: FitOptions, seed: number): State => {
  const random = createRandom(seed)
  const size = (HASHED + NAMED) * CLASSES
  const state: State = {
    weights: new Float32Array(size), squares: new Float32Array(size), biases: new Float64Array(CLASSES),
    kept: new Int32Array(12000), values: new Float32Array(12000), count: 0,
  }
  const order = Int32Array.from(examples, (_, index) => index)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    const rate = options.rate * (1 - 0.9 * epoch / options.epochs)
    for (const index of order) {
      const example = examples[index]
      if (example === undefined) continue
      keepSome(state, example, options, random)
      forward(state)
      learn(state, example, options, rate)
    }
  }
  return state
}

const addScaled = (sum: Float32Array | Float64Array, more: Float32Array | Float64Array, share: number): void => {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + share * (more[index] ?? 0)
}

/** Fits as many times as `fits` says, each with its own order and dropout, and takes the mean. */
export const fit = (examples: readonly Example[], options: FitOptions): LinearModel => {
  const weights = new Float32Array((HASHED + NAMED) * CLASSES)
  const biases = new Float64Array(CLASSES)
  for (let round = 0; round < options.fits; round++) {
    const state = fitOnce(examples, options, options.seed + round)
    addScaled(weights, state.weights, 1 / options.fits)
    addScaled(biases, state.biases, 1 / options.fits)
  }
  return quantise(weights, biases)
}
