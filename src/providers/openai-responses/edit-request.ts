/** A request of the Responses wire for a provider of it: the client's own bytes, but for the model and what it cannot take. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import { continuationOf } from '../continuation.ts'
import type { EncodeOptions } from '../dialect.ts'
import { isObject } from '../json-values.ts'
import { MemberEdits } from '../member-edits.ts'
import { outputLimit } from '../output-limit.ts'
import { editInput } from './edit-input.ts'

const editLimit = (edits: MemberEdits, request: ChatRequest, target: Target): void => {
  const limit = outputLimit(request, target)
  if (limit !== undefined && limit !== edits.original['max_output_tokens']) edits.set('max_output_tokens', limit)
}

/** The client's word for how hard to think, in the provider's. */
const editEffort = (edits: MemberEdits, { compat: { effortNames } }: Target): void => {
  const { reasoning } = edits.original
  const effort = isObject(reasoning) ? reasoning['effort'] : undefined
  const name = typeof effort === 'string' ? effortNames?.[effort] : undefined
  if (name !== undefined && name !== effort) edits.set('reasoning', { ...reasoning as JsonObject, effort: name })
}

/** Whose machine it is, and where: for the client's own vendor alone. */
const CLIENT_FACTS = ['client_metadata'] as const

export interface EditedRequest {
  readonly body: Buffer
  readonly dropped: readonly string[]
}

/** `parameters` win over everything the client said. */
export const editRequest = (request: ChatRequest, target: Target, { parameters = {} }: EncodeOptions): EditedRequest => {
  const edits = new MemberEdits(request, target.compat)
  edits.set('model', target.model)
  editLimit(edits, request, target)
  editEffort(edits, target)
  editInput(edits, request, continuationOf(request, target))
  for (const name of target.compat.droppedFields ?? []) edits.drop(name)
  if (target.compat.mayKnowClient !== true) for (const name of CLIENT_FACTS) edits.drop(name)
  edits.setAll(parameters)
  return { body: edits.apply(), dropped: [...edits.dropped] }
}
