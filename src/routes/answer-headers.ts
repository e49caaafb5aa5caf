/** The headers that say what the router did: short, ASCII, on every answer. */

import { trailOf } from '../gateway/trail.ts'
import type { Decision } from '../gateway/decision.ts'
import type { Answer } from '../gateway/gateway.ts'
import type { Attempt } from '../providers/attempt.ts'

export type HeaderFields = Record<string, string>

const NOT_ASCII = /[^\x20-\x7e]/
const EVERY_NOT_ASCII = /[^\x20-\x7e]/g
const MAX_LENGTH = 1_000

/** Header values must not carry what a header cannot: anything else becomes a question mark. */
const ascii = (text: string): string => NOT_ASCII.test(text) || text.length > MAX_LENGTH ? text.replaceAll(EVERY_NOT_ASCII, '?').slice(0, MAX_LENGTH) : text

const reasonOf = ({ choice }: Decision, attempt: Attempt): string => {
  const confidence = choice.confidence === undefined ? '' : ` ${choice.confidence.toFixed(2)}`
  return `${choice.source}${confidence}: ${attempt.candidate.reason}`
}

const decisionHeaders = (decision: Decision, attempts: readonly Attempt[]): HeaderFields => ({
  'x-smart-router-task': decision.choice.task ?? 'none',
  'x-smart-router-attempts': String(attempts.length),
  ...(attempts.length > 0 && { 'x-smart-router-trail': ascii(trailOf(attempts)) }),
})

export const answerHeaders = ({ decision, attempt, attempts, overheadMs }: Omit<Answer, 'stream'>): HeaderFields => {
  const { target } = attempt.candidate
  const headers: HeaderFields = {
    'x-smart-router-provider': ascii(target.provider.name),
    'x-smart-router-model': ascii(target.model),
    'x-smart-router-reason': ascii(reasonOf(decision, attempt)),
    'x-smart-router-overhead-ms': overheadMs.toFixed(2),
    ...decisionHeaders(decision, attempts),
  }
  const notes = [...decision.selection.notes ?? [], ...attempt.notes]
  if (notes.length > 0) headers['x-smart-router-notes'] = ascii(notes.join('; '))
  if (attempt.dropped.length > 0) headers['x-smart-router-dropped'] = ascii(attempt.dropped.join(','))
  if (target.provider.isDemo) headers['x-smart-router-demo'] = 'true'
  return headers
}

export const failureHeaders = decisionHeaders
