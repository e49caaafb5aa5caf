// Why a task was chosen, in words a person understands: the words in the text whose concepts spoke for it most.
import { concepts } from './concepts/all-concepts.ts'
import type { Features } from './features.ts'
import { FIRST, pairSlot } from './features.ts'
import { hashedWeight, namedWeight } from './linear-model.ts'
import type { LinearModel } from './linear-model.ts'

const MOST_REASONS = 3
const LONGEST_WORD = 40
const READ_HITS = 120
const MOST_CONCEPTS = 10

const wordsOf = ({ hits, normal }: Features, hit: number): string => {
  const start = hits.start[hit] ?? 0
  const end = Math.min(hits.end[hit] ?? 0, start + LONGEST_WORD)
  return String.fromCharCode(...normal.units.subarray(start, end))
}

const seen = new Uint8Array(concepts.length)

/** The first hit of each concept. */
const firstHits = ({ hits }: Features): number[] => {
  const found: number[] = []
  seen.fill(0)
  for (let hit = 0; hit < Math.min(hits.count, READ_HITS) && found.length < MOST_CONCEPTS; hit++) {
    const conceptIndex = hits.concept[hit] ?? 0
    if (seen[conceptIndex] === 0) found.push(hit)
    seen[conceptIndex] = 1
  }
  return found
}

/** A concept speaks for itself, as the first of the text, and together with the others. */
const weightOf = (model: LinearModel, conceptIndex: number, others: readonly number[], task: number): number => {
  const alone = namedWeight(model, conceptIndex, task) + 0.5 * Math.max(0, namedWeight(model, FIRST + conceptIndex, task))
  return others.reduce((sum, other) => other === conceptIndex ? sum : sum + hashedWeight(model, pairSlot(conceptIndex, other), task), alone)
}

const strongestHits = (model: LinearModel, features: Features, task: number): number[] => {
  const found = firstHits(features)
  const present = found.map(hit => features.hits.concept[hit] ?? 0)
  return found
    .map((hit, index) => ({ hit, weight: weightOf(model, present[index] ?? 0, present, task) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ hit }) => hit)
}

export const explain = (model: LinearModel, features: Features, task: number): string[] => {
  const reasons: string[] = []
  const told = new Set<string>()
  for (const hit of strongestHits(model, features, task)) {
    if (reasons.length === MOST_REASONS) break
    const word = wordsOf(features, hit)
    if (told.has(word)) continue
    told.add(word)
    reasons.push(`keyword: ${word} (${concepts[features.hits.concept[hit] ?? 0]?.name ?? ''})`)
  }
  return reasons.length > 0 ? reasons : ['wording and structure of the text']
}
