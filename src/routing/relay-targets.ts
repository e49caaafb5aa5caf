/**
 * Which targets a relayed request may go to, in which order. The model that a client names is never replaced by another one:
 * a vector, a verdict or a voice of another model is another thing. Only what it leaves to the router may go on to others.
 */

import { RouterError } from '../chat/errors.ts'
import { closestWord } from '../config/did-you-mean.ts'
import type { RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'
import { pathsFor, type RelayEndpoint } from '../providers/relay-endpoints.ts'
import type { RelayRequest } from '../providers/relay-request.ts'
import { relayObstacle } from '../providers/relay-transport.ts'
import { lookUpModel } from './resolve-model.ts'
import type { Skip } from './select-candidates.ts'

export interface RelayChoice {
  /** To be asked in this order. */
  readonly targets: readonly Target[]
  readonly skipped: readonly Skip[]
  readonly isNamed: boolean
}

type Asked = Pick<RelayRequest, 'endpoint' | 'model'>

const MAX_LISTED = 8

const quoted = (model: string): string => `"${model.slice(0, 100)}"`

/** Whoever has models of the kind that an endpoint is for. */
const ofKind = ({ targets }: RoutingConfig, { kinds: [kind] }: RelayEndpoint): readonly Target[] => [...targets.values()].filter(target => target.kind === kind)

/** `Models for it here: a, b.`, or how to get one. */
const listOf = (config: RoutingConfig, endpoint: RelayEndpoint): string => {
  const ids = ofKind(config, endpoint).map(({ id }) => id)
  if (ids.length === 0) return `No model for it is configured: list one under its provider's models with "kind: ${endpoint.kinds[0]}".`
  return `Models for it here: ${ids.slice(0, MAX_LISTED).join(', ')}${ids.length > MAX_LISTED ? ', …' : ''}.`
}

const unknownModel = (config: RoutingConfig, endpoint: RelayEndpoint, model: string): RouterError => {
  const closest = model.length > 200 ? undefined : closestWord(model, ofKind(config, endpoint).flatMap(target => [target.id, target.model]))
  const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`
  return new RouterError('model_not_found', `The model ${quoted(model)} is not known to this router.${hint} ${endpoint.path}: ${listOf(config, endpoint)}`, { parameter: 'model' })
}

const otherKind = (config: RoutingConfig, endpoint: RelayEndpoint, model: string, { kind, id }: Target): RouterError => {
  const message = `The model ${quoted(model)} is for ${kind}; it is asked at ${pathsFor(kind)}, not at ${endpoint.path}. ${listOf(config, endpoint)}`
  const advice = kind === 'chat' ? ` If ${quoted(id)} is one, say so under its provider's models: "kind: ${endpoint.kinds[0]}".` : ''
  return new RouterError('invalid_request', message + advice, { parameter: 'model' })
}

const mustBeNamed = (config: RoutingConfig, endpoint: RelayEndpoint, model: string | undefined): RouterError => {
  const said = model === undefined ? 'The request names no model' : `The model ${quoted(model)} leaves the choice to the router`
  return new RouterError('invalid_request', `${said}, and vectors of different models do not mix: name the model. ${listOf(config, endpoint)}`, { parameter: 'model' })
}

/** All targets that may be asked, whatever their wire. */
const candidatesOf = (config: RoutingConfig, asked: Asked): { readonly targets: readonly Target[], readonly isNamed: boolean } => {
  const { endpoint, model } = asked
  const name = model ?? 'auto'
  const choice = lookUpModel(config, name)
  if (choice === undefined) throw unknownModel(config, endpoint, name)
  if (choice.kind !== 'targets') {
    if (endpoint.auto === 'refused') throw mustBeNamed(config, endpoint, model)
    return { targets: ofKind(config, endpoint), isNamed: false }
  }
  const targets = choice.targets.filter(({ kind }) => endpoint.kinds.includes(kind))
  const [other] = choice.targets
  if (targets.length === 0 && other !== undefined) throw otherKind(config, endpoint, name, other)
  return { targets, isNamed: true }
}

const skipsOf = (target: Target, endpoint: RelayEndpoint): readonly Skip[] => {
  const reason = relayObstacle(target, endpoint)
  return reason === undefined ? [] : [{ target: target.id, reason, kind: 'incapable', capability: endpoint.name }]
}

/**
 * Throws `RouterError`: `model_not_found`, `invalid_request` for a model that is for something else, or that has to be
 * named, `no_capable_target` where nobody has this endpoint.
 */
export const relayTargets = (config: RoutingConfig, asked: Asked): RelayChoice => {
  const { endpoint } = asked
  const { targets: all, isNamed } = candidatesOf(config, asked)
  const able = all.filter(target => relayObstacle(target, endpoint) === undefined)
  const skipped = all.flatMap(target => skipsOf(target, endpoint))
  const [first] = able
  if (first === undefined) {
    const why = skipped.length === 0 ? listOf(config, endpoint) : `${skipped.map(({ target, reason }) => `${target}: ${reason}`).join('; ')}.`
    throw new RouterError('no_capable_target', `No configured target can take a request at ${endpoint.path}. ${why}`, { parameter: 'model' })
  }
  const mayChange = !isNamed && endpoint.auto === 'same-kind'
  return { targets: mayChange ? able : able.filter(({ model }) => model === first.model), skipped, isNamed }
}
