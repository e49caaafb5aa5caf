/** Who asks, from the headers that clients send by themselves. Anything odd in them is passed over: they are hints, not orders. */

import { REQUEST_CLASSES } from '../chat/request.ts'
import type { CallerFacts, RequestClass } from '../chat/request.ts'
import type { RequestHeaders } from './passed-headers.ts'

/** Of Claude Code, of whoever follows OpenRouter, of Codex (two spellings), of opencode. The first that is there counts. */
const SESSION_HEADERS = ['x-claude-code-session-id', 'x-session-id', 'session-id', 'session_id', 'x-session-affinity'] as const
const CLASS_HEADERS = ['x-claude-code-request-class', 'x-claude-1p-request-class'] as const

const IDENTIFIER = /^[\x21-\x7e]{1,256}$/
const WORDS = /^[\x21-\x7e][\x20-\x7e]{0,255}$/
const COMPACTIONS: ReadonlySet<string> = new Set(['auto', 'manual', 'reactive'])

const NOBODY: CallerFacts = Object.freeze({})

const valueOf = (headers: RequestHeaders, name: string, form: RegExp): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' && form.test(value) ? value : undefined
}

const firstOf = (headers: RequestHeaders, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = valueOf(headers, name, IDENTIFIER)
    if (value !== undefined) return value
  }
  return undefined
}

const toldClass = (headers: RequestHeaders): RequestClass | undefined => {
  const word = firstOf(headers, CLASS_HEADERS)?.toLowerCase()
  const told = REQUEST_CLASSES.find((name) => name === word)
  if (told !== undefined) return told
  return COMPACTIONS.has(firstOf(headers, ['x-claude-code-compaction'])?.toLowerCase() ?? '') ? 'compaction' : undefined
}

/** Claude Code itself; its model discovery calls itself `claude-code`. */
const isClaudeCode = (headers: RequestHeaders): boolean => {
  const agent = headers['user-agent']
  return typeof agent === 'string' && agent.startsWith('claude-cli/')
}

/**
 * `recognise` finds the class of one of Claude Code's requests in its body, where no header told it; nobody else's body is
 * looked at.
 */
export const callerFacts = (headers: RequestHeaders, recognise?: (isSubagent: boolean) => RequestClass): CallerFacts => {
  const sessionId = firstOf(headers, SESSION_HEADERS)
  const agentId = valueOf(headers, 'x-claude-code-agent-id', IDENTIFIER)
  const agentType = valueOf(headers, 'x-claude-code-agent-type', WORDS)
  const isSubagent = agentId !== undefined
  const requestClass = toldClass(headers) ?? (isClaudeCode(headers) ? recognise?.(isSubagent) : undefined) ?? (isSubagent ? 'subagent' : undefined)
  if (sessionId === undefined && agentType === undefined && requestClass === undefined) return NOBODY
  return {
    ...(sessionId !== undefined && { sessionId }),
    ...(agentId !== undefined && { agentId }),
    ...(agentType !== undefined && { agentType }),
    ...(requestClass !== undefined && { requestClass }),
  }
}
