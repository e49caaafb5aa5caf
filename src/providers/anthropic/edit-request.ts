/** A request of the Anthropic wire for a provider of it: the client's own bytes, but for the model and what it cannot take. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { MemberEdits } from '../member-edits.ts'
import { outputLimit } from '../output-limit.ts'
import { fitThinking } from './thinking.ts'

const editLimit = (edits: MemberEdits, request: ChatRequest, target: Target): void => {
  const limit = outputLimit(request, target)
  if (limit === undefined) return
  const { max_tokens: asked, thinking } = edits.original
  const fitted = fitThinking(thinking, limit)
  if (limit !== asked) edits.set('max_tokens', limit)
  if (fitted === undefined) edits.drop('thinking')
  else if (fitted !== thinking) edits.set('thinking', fitted)
}

/** Who the user is and what their machine looks like: for the client's own vendor alone. */
const CLIENT_FACTS = ['metadata', 'safeguards'] as const

export interface EditedRequest {
  readonly body: Buffer
  readonly dropped: readonly string[]
}

/** `parameters` win over everything the client said. */
export const editRequest = (request: ChatRequest, target: Target, parameters: JsonObject | undefined): EditedRequest => {
  const edits = new MemberEdits(request)
  edits.set('model', target.model)
  editLimit(edits, request, target)
  for (const name of target.compat.droppedFields ?? []) edits.drop(name)
  if (target.compat.mayKnowClient !== true) for (const name of CLIENT_FACTS) edits.drop(name)
  edits.setAll(parameters ?? {})
  return { body: edits.apply(), dropped: [...edits.dropped] }
}
