/**
 * What one request says about the order of its targets, beyond its task: who is not to be asked, and who goes first. Later
 * words weigh more: a search wants a searcher, a summary the conversation's own target, the client whom it names.
 */

import type { ChatRequest } from '../chat/request.ts'
import type { RouteEntry, RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'
import { type Drawing, editorsFirst } from './drawing.ts'
import { checkPreferences, placedByPreference, unwanted } from './preferences.ts'
import { type Conversation, ownTargetFirst, unfitToSummarise } from './summary-target.ts'

export interface PlacingWish {
  readonly targets?: readonly Target[]
  readonly request: Pick<ChatRequest, 'needs' | 'estimatedInputTokens' | 'preferences'>
  readonly conversation?: Conversation | undefined
  readonly drawing?: Drawing | undefined
  readonly leavesOut?: (target: Target) => readonly string[]
}

interface PlacingFacts { p50Ms (targetId: string, inputTokens: number): number | undefined }

interface Placed { readonly entry: RouteEntry, readonly reason: string, readonly isFallback?: boolean }

const canSearch = ({ entry: { target: { capabilities, compat } } }: Placed): boolean => capabilities?.has('search') === true || compat.searchSwitch !== undefined

const asSearcher = (item: Placed): Placed => ({ ...item, reason: `${item.reason}, can search` })

/** One question, and a search its only tool: who can search is asked before who can only answer from memory. */
const searchersFirst = (items: readonly Placed[], { request: { needs }, targets }: PlacingWish): readonly Placed[] =>
  !needs.webSearch || needs.tools || targets !== undefined ? items : [...items.filter(canSearch).map(asSearcher), ...items.filter(item => !canSearch(item))]

export const placeTargets = (ranked: readonly Placed[], wish: PlacingWish, facts: PlacingFacts): readonly Placed[] => {
  const { request: { preferences, estimatedInputTokens }, conversation } = wish
  const bySearch = searchersFirst(wish.targets === undefined ? editorsFirst(ranked, wish.drawing) : ranked, wish)
  const byConversation = conversation === undefined ? bySearch : ownTargetFirst(bySearch, conversation)
  return preferences === undefined ? byConversation : placedByPreference(byConversation, preferences, { p50Ms: ({ id }) => facts.p50Ms(id, estimatedInputTokens) })
}

export interface RuledOut {
  readonly kind: 'unwanted' | 'unfit'
  readonly reason: string
}

type Rule = (target: Target) => RuledOut | undefined

const none: Rule = () => undefined
const leavesNothingOut = (): readonly string[] => []

const asRule = (kind: RuledOut['kind'], reasonOf: (target: Target) => string | undefined): Rule => (target) => {
  const reason = reasonOf(target)
  return reason === undefined ? undefined : { kind, reason }
}

/** Says why a target is not to be asked although it could answer. Throws `RouterError` for preferences that name nobody. */
export const ruleOut = (config: RoutingConfig, { request: { preferences }, conversation, leavesOut = leavesNothingOut }: PlacingWish): Rule => {
  const unfit = conversation === undefined ? none : asRule('unfit', unfitToSummarise(config, conversation))
  if (preferences === undefined) return unfit
  checkPreferences(config, preferences)
  const isUnwanted = asRule('unwanted', target => unwanted(target, preferences, leavesOut))
  return target => isUnwanted(target) ?? unfit(target)
}
