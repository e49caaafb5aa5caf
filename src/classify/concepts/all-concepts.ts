// Every concept in one fixed order: the order is the numbering of their weights.
import type { Concept } from './concept.ts'
import { codeConcepts } from './code.ts'
import { thinkingConcepts } from './thinking.ts'
import { longConcepts } from './long.ts'
import { imageConcepts } from './image.ts'
import { searchConcepts } from './search.ts'
import { agentConcepts } from './agent.ts'
import { generalConcepts } from './general.ts'
import { grammarConcepts } from './grammar.ts'

export const concepts: readonly Concept[] = [
  ...codeConcepts, ...thinkingConcepts, ...longConcepts, ...imageConcepts,
  ...searchConcepts, ...agentConcepts, ...generalConcepts, ...grammarConcepts,
]
