/** A request of the Anthropic wire for a provider of it: the client's own bytes, but for the model and what it cannot take. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import type { Target } from '../../config/target.ts'
import type { EncodeOptions, Recollection } from '../dialect.ts'
import { withoutDrawnPicturesIn } from '../drawn-pictures.ts'
import { objectsIn } from '../json-values.ts'
import { MemberEdits } from '../member-edits.ts'
import { outputLimit } from '../output-limit.ts'
import { thinksUnseen } from '../reasoning.ts'
import { continueMessages } from './continue-messages.ts'
import { editMessages, lacksThinking } from './edit-messages.ts'
import { editSearch } from './edit-search.ts'
import { editSettings } from './edit-settings.ts'
import { type ThinkingPlan, applyThinking, planThinking, thinkingType, thinksIn } from './edit-thinking.ts'
import { fitImages } from './fit-images.ts'

const editLimit = (edits: MemberEdits, request: ChatRequest, target: Target): number | undefined => {
  const limit = outputLimit(request, target)
  if (limit !== undefined && limit !== edits.original['max_tokens']) edits.set('max_tokens', limit)
  return limit
}

/** Models that think by a budget are refused in a tool loop whose last turn does not open with their own thinking. */
const mustRest = (messages: readonly JsonObject[], { thinking }: ThinkingPlan, { compat }: Target): boolean =>
  compat.verifiesThinking === true && thinkingType(thinking) === 'enabled' && lacksThinking(messages)

const editHistory = (edits: MemberEdits, request: ChatRequest, target: Target, plan: ThinkingPlan, memory: Recollection | undefined): ThinkingPlan => {
  const given = objectsIn(edits.original['messages'])
  const before = continueMessages(withoutDrawnPicturesIn(given), request, target)
  const edited = editMessages(before, { target, memory, thinks: thinksIn(plan, request, target) })
  const rests = mustRest(edited, plan, target)
  const after = fitImages(rests ? editMessages(before, { target, memory, thinks: false }) : edited, request, target)
  if (after !== given) edits.set('messages', after)
  return rests ? { ...plan, thinking: undefined } : plan
}

/** Who the user is and what their machine looks like: for the client's own vendor alone. */
const CLIENT_FACTS = ['metadata', 'safeguards'] as const

export interface EditedRequest {
  readonly body: Buffer
  readonly dropped: readonly string[]
  /** The answer will hold what the client did not ask for. */
  readonly rewritesAnswer: boolean
}

/** `parameters` win over everything the client said. */
export const editRequest = (request: ChatRequest, target: Target, { parameters, intent, memory }: EncodeOptions): EditedRequest => {
  const edits = new MemberEdits(request, target.compat)
  edits.set('model', target.model)
  const limit = editLimit(edits, request, target)
  const plan = editHistory(edits, request, target, planThinking(request, target, intent, limit), memory)
  applyThinking(edits, plan)
  const hasOwnSearch = editSearch(edits, target, intent)
  editSettings(edits, request, target, intent)
  for (const name of target.compat.droppedFields ?? []) edits.drop(name)
  if (target.compat.mayKnowClient !== true) for (const name of CLIENT_FACTS) edits.drop(name)
  edits.setAll(parameters ?? {})
  return { body: edits.apply(), dropped: [...edits.dropped], rewritesAnswer: hasOwnSearch || thinksUnseen(request, intent) }
}
