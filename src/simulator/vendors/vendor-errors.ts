/** How each vendor writes an error down: the body of a refused request. */

import type { RefusalForm } from './rules/rule.ts'

interface ErrorFacts {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly code: RefusalForm['code']
}

const INVALID = 'invalid_request_error'

const GOOGLE_STATUSES: Readonly<Record<number, string>> = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 404: 'NOT_FOUND' }
const ANTHROPIC_TYPES: Readonly<Record<number, string>> = { 401: 'authentication_error', 404: 'not_found_error' }

const BODIES = {
  openai: ({ message, type, code = null }: ErrorFacts) => ({ error: { message, type, param: null, code } }),
  deepseek: ({ message, type, code = INVALID }: ErrorFacts) => ({ error: { message, type, param: null, code } }),
  kimi: ({ message, type }: ErrorFacts) => ({ error: { message, type } }),
  // Their codes are numbers written as text.
  glm: ({ message, code = '1210' }: ErrorFacts) => ({ error: { code, message } }),
  qwen: ({ message, type, code = 'invalid_parameter_error' }: ErrorFacts) => ({ error: { message, type, param: null, code }, request_id: '5f3c9a7e-0000-9000-8000-000000000001' }),
  // A list, although it is one error.
  gemini: ({ status, message }: ErrorFacts) => [{ error: { code: status, message, status: GOOGLE_STATUSES[status] ?? 'INTERNAL' } }],
  openrouter: ({ status, message }: ErrorFacts) => ({ error: { message, code: status }, user_id: 'user_simulated' }),
  mistral: ({ status, message, type, code = '3051' }: ErrorFacts) => ({ object: 'error', message, type, param: null, code, raw_status_code: status }),
  anthropic: ({ status, message, type }: ErrorFacts) => ({
    type: 'error', error: { type: type === INVALID ? ANTHROPIC_TYPES[status] ?? type : type, message }, request_id: 'req_simulated',
  }),
}

export type ErrorShape = keyof typeof BODIES

export const errorBody = (shape: ErrorShape, message: string, { status = 400, type = INVALID, code }: RefusalForm = {}): string =>
  JSON.stringify(BODIES[shape]({ status, message, type, code }))
