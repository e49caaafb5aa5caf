/** The request for the rest of an answer: what the client asked for, less what it has already got. */

import type { ChatRequest, Sampling } from '../chat/request.ts'
import { estimateTokens } from '../chat/tokens.ts'

const withoutWritten = (sampling: Sampling, writtenTokens: number): Sampling => {
  const { maxOutputTokens } = sampling
  return maxOutputTokens === undefined ? sampling : { ...sampling, maxOutputTokens: Math.max(1, maxOutputTokens - writtenTokens) }
}

/** `text`: what was shown. The request itself is decoded no further than it was. */
export const continuedRequest = (request: ChatRequest, text: string): ChatRequest => {
  const writtenTokens = estimateTokens(text)
  return {
    wire: request.wire,
    model: request.model,
    isStream: request.isStream,
    wantsUsage: request.wantsUsage,
    original: request.original,
    headers: request.headers,
    needs: request.needs,
    caller: request.caller,
    continuation: text,
    estimatedInputTokens: request.estimatedInputTokens + writtenTokens,
    get preferences () { return request.preferences },
    get sampling () { return withoutWritten(request.sampling, writtenTokens) },
    get reasoning () { return request.reasoning },
    get responseFormat () { return request.responseFormat },
    get toolChoice () { return request.toolChoice },
    get allowsParallelToolCalls () { return request.allowsParallelToolCalls },
    get messages () { return request.messages },
    get tools () { return request.tools },
  }
}
