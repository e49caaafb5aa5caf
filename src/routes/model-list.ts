/**
 * Which models there are for a client, and what is known of each: the router's own choices, aliases, and every target. What
 * is not known (a window, a price) is absent, never guessed.
 */

import { TASKS } from '../chat/request.ts'
import { isGlob } from '../config/resolve-target.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Target, TargetKind } from '../config/target.ts'
import { autoLimits } from '../routing/auto-limits.ts'
import { type ModelChoice, resolveModel } from '../routing/resolve-model.ts'
import { commonParameters, supportedParameters } from './supported-parameters.ts'

export interface ListedModel {
  readonly id: string
  readonly displayName: string
  readonly ownedBy: string
  readonly kind: TargetKind
  readonly contextWindow: number | undefined
  readonly maxOutputTokens: number | undefined
  /** Of chat models. */
  readonly parameters: readonly string[] | undefined
  /** Absent where the router chooses. */
  readonly target?: Target
}

const ROUTER = 'smart-router'

const CHOICES: ReadonlyArray<readonly [id: string, displayName: string]> = [
  ['auto', 'Auto: the router chooses'],
  ['claude-router-auto', 'Auto: the router chooses'],
  ...TASKS.map(task => [`auto:${task}`, `Auto for ${task}`] as const),
]
/** Claude Code lists only ids that contain "claude"; to everybody else these would be the same choices once more. */
const CLAUDE_CHOICES: typeof CHOICES = TASKS.map(task => [`claude-router-${task}`, `Auto for ${task}`])

type Facts = Omit<ListedModel, 'id' | 'displayName'>

const factsOfAuto = (config: RoutingConfig): Facts => {
  const chat = [...config.targets.values()].filter(({ kind }) => kind === 'chat')
  return { ownedBy: ROUTER, kind: 'chat', ...autoLimits(config), parameters: chat.length === 0 ? undefined : commonParameters(chat) }
}

const factsOfTarget = (target: Target): Facts => ({
  ownedBy: target.provider.name,
  kind: target.kind,
  contextWindow: target.contextWindow,
  maxOutputTokens: target.maxOutputTokens,
  parameters: target.kind === 'chat' ? supportedParameters(target) : undefined,
  target,
})

const nameOf = ({ displayName, model }: Target): string => displayName ?? model

/** What a name stands for that a client may send as its model. */
const modelOfChoice = (id: string, choice: ModelChoice, config: RoutingConfig): ListedModel => {
  const target = choice.kind === 'targets' ? choice.targets[0] : undefined
  return target === undefined ? { id, displayName: `${id}: the router chooses`, ...factsOfAuto(config) } : { id, displayName: nameOf(target), ...factsOfTarget(target) }
}

/** Names that stand for one thing; patterns stand for too many to list. An alias into nowhere is no model. */
const aliased = (config: RoutingConfig): readonly ListedModel[] => config.aliases.filter(({ pattern }) => !isGlob(pattern)).flatMap(({ pattern }) => {
  try {
    return [modelOfChoice(pattern, resolveModel(config, pattern), config)]
  } catch {
    return []
  }
})

/** `namesForClaude`: with the choices under names that Claude Code keeps. */
export const listModels = (config: RoutingConfig, namesForClaude: boolean): readonly ListedModel[] => {
  const auto = factsOfAuto(config)
  const choices = [...CHOICES, ...namesForClaude ? CLAUDE_CHOICES : []].map(([id, displayName]): ListedModel => ({ id, displayName, ...auto }))
  const targets = [...config.targets.values()].map((target): ListedModel => ({ id: target.id, displayName: nameOf(target), ...factsOfTarget(target) }))
  const listed = new Set([...choices, ...targets].map(({ id }) => id))
  return [...choices, ...aliased(config).filter(({ id }) => !listed.has(id)), ...targets]
}

/** Any name that a request may use, listed or not. Throws `RouterError` `model_not_found`. */
export const findModel = (config: RoutingConfig, id: string): ListedModel =>
  listModels(config, true).find(model => model.id === id) ?? modelOfChoice(id, resolveModel(config, id), config)
