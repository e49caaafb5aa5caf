// The linear model: int8 weights per hashed feature, wider ones per named feature, one scale per block. It turns features
// into one score per task. The file is little-endian: magic, bits, named count, scales, biases, named weights, hashed ones.
import { TASKS } from '../chat/request.ts'
import { BLOCKS, HASHED, HASH_BITS, NAMED } from './features.ts'
import type { Features } from './features.ts'

export const CLASSES = TASKS.length
const MAGIC = 0x31435253
const HEADER = 12

export interface LinearModel {
  readonly hashed: Int8Array
  readonly named: Int16Array
  readonly biases: Float32Array
  /** What one step of a weight is worth: hashed first, named second. */
  readonly steps: Float32Array
}

/** Long blocks are damped by the root of their length, so that a long text is not more certain than a short one. */
export const blockWeight = (block: number, size: number): number => {
  if (block <= 1) return 2 / Math.sqrt(size + 4)
  if (block === 2) return 1.5 / Math.sqrt(size + 3)
  if (block === 3) return 2.2 / Math.sqrt(size + 3)
  return 0.5
}

export const NAMED_BLOCK = 3

const sums = new Int32Array(CLASSES)

const addBlock = (scores: Float64Array, weights: Int8Array | Int16Array, indices: Int32Array, range: { from: number; to: number; offset: number; factor: number }): void => {
  sums.fill(0)
  for (let at = range.from; at < range.to; at++) {
    const row = ((indices[at] ?? 0) - range.offset) * CLASSES
    for (let task = 0; task < CLASSES; task++) sums[task] = (sums[task] ?? 0) + (weights[row + task] ?? 0)
  }
  for (let task = 0; task < CLASSES; task++) scores[task] = (scores[task] ?? 0) + (sums[task] ?? 0) * range.factor
}

/** Writes the raw score of every task, in the order of `TASKS`. */
export const scoreInto = (scores: Float64Array, model: LinearModel, { indices, ends }: Features): void => {
  for (let task = 0; task < CLASSES; task++) scores[task] = model.biases[task] ?? 0
  let from = 0
  for (let block = 0; block < BLOCKS.length; block++) {
    const to = ends[block] ?? 0
    const isNamed = block >= NAMED_BLOCK
    const factor = blockWeight(block, to - from) * (model.steps[isNamed ? 1 : 0] ?? 0)
    addBlock(scores, isNamed ? model.named : model.hashed, indices, { from, to, offset: isNamed ? HASHED : 0, factor })
    from = to
  }
}

/** What one named feature adds to one task. */
export const namedWeight = (model: LinearModel, feature: number, task: number): number =>
  (model.named[feature * CLASSES + task] ?? 0) * (model.steps[1] ?? 0)

/** What one hashed feature adds to one task. */
export const hashedWeight = (model: LinearModel, slot: number, task: number): number =>
  (model.hashed[slot * CLASSES + task] ?? 0) * (model.steps[0] ?? 0)

const byteLength = HEADER + 4 * (2 + CLASSES) + 2 * NAMED * CLASSES + HASHED * CLASSES

export const encodeModel = (model: LinearModel): Buffer => {
  const bytes = Buffer.alloc(byteLength)
  let at = bytes.writeUInt32LE(MAGIC, 0)
  at = bytes.writeUInt32LE(HASH_BITS, at)
  at = bytes.writeUInt32LE(NAMED, at)
  for (const value of [...model.steps, ...model.biases]) at = bytes.writeFloatLE(value, at)
  for (const value of model.named) at = bytes.writeInt16LE(value, at)
  Buffer.from(model.hashed.buffer, model.hashed.byteOffset, model.hashed.byteLength).copy(bytes, at)
  return bytes
}

/** Reads weights that `encodeModel` wrote; refuses those of another set of features. */
export const decodeModel = (bytes: Buffer): LinearModel => {
  const isOurs = bytes.length === byteLength && bytes.readUInt32LE(0) === MAGIC && bytes.readUInt32LE(4) === HASH_BITS && bytes.readUInt32LE(8) === NAMED
  if (!isOurs) throw new Error('the classifier weights belong to another set of features: run npm run train')
  let at = HEADER
  const steps = new Float32Array(2).map(() => bytes.readFloatLE((at += 4) - 4))
  const biases = new Float32Array(CLASSES).map(() => bytes.readFloatLE((at += 4) - 4))
  const named = new Int16Array(NAMED * CLASSES).map(() => bytes.readInt16LE((at += 2) - 2))
  const hashed = new Int8Array(bytes.buffer, bytes.byteOffset + at, HASHED * CLASSES).slice()
  return { steps, biases, named, hashed }
}
