/** What the gateway is asked: a decoded request and the circumstances in which it came. */

import type { ChatRequest, Task } from '../chat/request.ts'

export interface GatewayCall {
  readonly requestId: string
  readonly request: ChatRequest
  readonly taskHint: Task | undefined
  /** Whether the client lets others go on with an answer that breaks [true]. */
  readonly resumes?: boolean
  /** Monotonic milliseconds when the request arrived. */
  readonly receivedAtMs: number
  /** Aborted when the client leaves; a `RouterError` as its reason is what the client is told instead. */
  readonly signal: AbortSignal
}
