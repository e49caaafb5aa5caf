/** The matrix of tasks that holds where no file says otherwise: who is best at what, best first. */

import { TASKS } from '../chat/request.ts'
import type { Task } from '../chat/request.ts'

/** Antigravity serves Gemini models; where it is not at hand, Gemini itself stands in its place. */
const ORDER: Readonly<Record<Exclude<Task, 'general'>, readonly string[]>> = {
  code: ['deepseek', 'antigravity', 'gemini', 'qwen'],
  thinking: ['deepseek', 'antigravity', 'gemini', 'glm'],
  long: ['kimi', 'antigravity', 'gemini', 'qwen'],
  image: ['glm', 'qwen', 'antigravity', 'gemini'],
  search: ['qwen', 'kimi', 'antigravity', 'gemini'],
  agent: ['glm', 'antigravity', 'gemini', 'deepseek'],
}

export const RANKED_TASKS: ReadonlyArray<Exclude<Task, 'general'>> = TASKS.filter((task) => task !== 'general')

/** The vendors at hand in the order for a task: the matrix first, whoever is left after it, so that nobody goes unasked. */
export const rankVendors = (task: Exclude<Task, 'general'>, atHand: readonly string[]): readonly string[] => {
  const ranked = ORDER[task].filter((vendor) => atHand.includes(vendor))
  return [...ranked, ...atHand.filter((vendor) => !ranked.includes(vendor))]
}
