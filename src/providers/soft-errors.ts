/**
 * Errors that known sidecars stream as if the model had said them: a dictionary, and the look into it. Only providers
 * whose `compat.softErrors` names an entry are looked at.
 * Source: chat controllers of LLM-Red-Team's `*-free-api`, 2024-12 to 2025-04, and clients that recognise the web chats' own words, 2026.
 */

import { ProviderError } from '../chat/errors.ts'
import type { Failure } from '../chat/errors.ts'
import type { Compat } from '../config/compat.ts'

export interface SoftError {
  readonly failure: Failure
  /** Openings of the whole text, in lower case. */
  readonly openings: readonly string[]
}

export const SOFT_ERRORS: Readonly<Record<string, SoftError>> = {
  /** What stands behind "upstream-failed" when it is told; its longer opening has to be looked for first. */
  'prompt-too-long': { failure: 'context-length', openings: ['服务暂时不可用，第三方响应错误：[invalid_argument] prompt exceed max len', 'prompt exceed max len'] },
  /** Web-chat sidecars, when the service behind them answered with an error. */
  'upstream-failed': { failure: 'unavailable', openings: ['服务暂时不可用，第三方响应错误', '服务暂时不可用', 'service temporarily unavailable'] },
  'server-busy': { failure: 'overloaded', openings: ['服务器繁忙，请稍后再试', '服务器繁忙', '系统繁忙', '当前服务繁忙', 'the server is busy', 'server is busy', 'server busy'] },
  /** Kimi's own apology at peak hours. */
  'at-capacity': { failure: 'overloaded', openings: ['不好意思，刚刚和kimi聊的人太多了', '刚刚和kimi聊的人太多了', 'kimi有点累了', 'kimi 有点累了', '高峰期算力不足'] },
  'token-expired': { failure: 'authentication', openings: ['token已失效', '登录已过期', '登录状态已失效', '身份验证已过期', 'token expired', 'token has expired', 'session expired'] },
  'login-required': { failure: 'authentication', openings: ['请先登录', '请登录后', '未登录', 'login required', 'please log in', 'please sign in'] },
  'too-many-requests': { failure: 'rate-limited', openings: ['请求过于频繁', '你的操作太频繁', '您的请求过于频繁', '已有对话流正在输出', 'too many requests'] },
  'content-stopped': { failure: 'content-filter', openings: ['内容由于不合规被停止生成', '内容由于合规问题已被阻止生成'] },
}

/** An apology is short; a model that quotes one in a longer text is not apologising. */
const LONGEST_APOLOGY = 200
const LEADING_MARKS = /^[\s[【（(「"'*>!⚠️❌]+/u

const plainWords = (text: string): string => text.replace(LEADING_MARKS, '').toLowerCase()

/** Whether a text that is not at its end may turn out to be one: it opens as one does, and is not too long for one yet. */
export const mayBecomeSoftError = (text: string, keys: readonly string[]): boolean => {
  if (text.length > LONGEST_APOLOGY) return false
  const words = plainWords(text)
  return keys.some(key => SOFT_ERRORS[key]?.openings.some(opening => opening.startsWith(words) || words.startsWith(opening)) === true)
}

/** The soft error that the first text of an answer is, of those that `keys` name. */
export const softErrorOf = (text: string, keys: readonly string[]): SoftError | undefined => {
  if (text.length > LONGEST_APOLOGY) return undefined
  const words = plainWords(text)
  for (const key of keys) {
    const entry = SOFT_ERRORS[key]
    if (entry?.openings.some(opening => words.startsWith(opening)) === true) return entry
  }
  return undefined
}

/** Throws `ProviderError` where the first text of an answer is a soft error that its provider is known for. */
export const checkFirstWords = (text: string, compat: Compat): void => {
  if (compat.softErrors === undefined) return
  const soft = softErrorOf(text, compat.softErrors)
  if (soft !== undefined) throw new ProviderError(soft.failure, text)
}
