/**
 * `GET /v1/models` and `/v1/models/{id}`, in the caller's shape: OpenAI's, or Anthropic's where its version header is
 * present. What is not known (a window, a price) is left out, never guessed.
 */

import type { FastifyPluginCallback } from 'fastify'
import { RouterError } from '../chat/errors.ts'
import { TASKS } from '../chat/request.ts'
import type { ConfigSource, RoutingConfig } from '../config/snapshot.ts'
import type { Target } from '../config/target.ts'
import { callerWire } from './caller-wire.ts'

interface ListedModel {
  readonly id: string
  readonly displayName: string
  readonly ownedBy: string
  readonly contextWindow: number | undefined
  readonly maxOutputTokens: number | undefined
  readonly target?: Target
}

/** Models have no birthday here; the day of the first release is a harmless constant that keeps answers comparable. */
const CREATED = 1_763_596_800
const CREATED_AT = new Date(CREATED * 1000).toISOString()

/** What `auto` can honour whatever it picks: the largest window of all, since too-small targets are passed over. */
const ceiling = (values: ReadonlyArray<number | undefined>): number | undefined => {
  const known = values.filter(value => value !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

const virtualModels = ({ targets }: RoutingConfig): readonly ListedModel[] => {
  const all = [...targets.values()]
  const limits = { ownedBy: 'smart-router', contextWindow: ceiling(all.map(({ contextWindow }) => contextWindow)), maxOutputTokens: ceiling(all.map(({ maxOutputTokens }) => maxOutputTokens)) }
  return [
    { id: 'auto', displayName: 'Auto: the router chooses', ...limits },
    // Claude Code lists only ids that contain "claude".
    { id: 'claude-router-auto', displayName: 'Auto: the router chooses', ...limits },
    ...TASKS.map(task => ({ id: `auto:${task}`, displayName: `Auto for ${task}`, ...limits })),
  ]
}

const targetModel = (target: Target): ListedModel => ({
  id: target.id,
  displayName: target.displayName ?? target.model,
  ownedBy: target.provider.name,
  contextWindow: target.contextWindow,
  maxOutputTokens: target.maxOutputTokens,
  target,
})

const listModels = (config: RoutingConfig): readonly ListedModel[] => [...virtualModels(config), ...[...config.targets.values()].map(targetModel)]

/** Dollars for one token, as OpenRouter's clients read them. */
const perToken = (perMillion: number): string => (perMillion / 1_000_000).toFixed(12).replace(/0+$/, '').replace(/\.$/, '')

const pricing = (target: Target | undefined): object =>
  target?.price === undefined ? {} : { pricing: { prompt: perToken(target.price.input), completion: perToken(target.price.output) } }

const modalities = (target: Target | undefined): object => {
  const { capabilities } = target ?? {}
  if (capabilities === undefined) return {}
  return { architecture: { input_modalities: capabilities.has('images') ? ['text', 'image'] : ['text'], output_modalities: capabilities.has('image_output') ? ['text', 'image'] : ['text'] } }
}

const openAiShape = (model: ListedModel): object => ({
  id: model.id,
  object: 'model',
  created: CREATED,
  owned_by: model.ownedBy,
  name: model.displayName,
  ...(model.contextWindow === undefined ? {} : { context_length: model.contextWindow, context_window: model.contextWindow, max_model_len: model.contextWindow }),
  ...(model.maxOutputTokens === undefined ? {} : { max_output_tokens: model.maxOutputTokens }),
  ...pricing(model.target),
  ...modalities(model.target),
})

const anthropicShape = (model: ListedModel): object => ({
  id: model.id,
  type: 'model',
  display_name: model.displayName,
  created_at: CREATED_AT,
  ...(model.contextWindow === undefined ? {} : { max_input_tokens: model.contextWindow }),
  ...(model.maxOutputTokens === undefined ? {} : { max_tokens: model.maxOutputTokens }),
})

export interface ModelsOptions { readonly config: ConfigSource }

export const modelsRoutes: FastifyPluginCallback<ModelsOptions> = (app, { config }, done) => {
  app.get('/v1/models', async (request) => {
    const models = listModels(config.current())
    if (callerWire(request.url, request.headers) === 'openai-chat') return { object: 'list', data: models.map(openAiShape) }
    const data = models.map(anthropicShape)
    return { data, has_more: false, first_id: models[0]?.id ?? null, last_id: models.at(-1)?.id ?? null }
  })
  app.get<{ Params: { '*': string } }>('/v1/models/*', async (request) => {
    const id = request.params['*']
    const model = listModels(config.current()).find(each => each.id === id)
      ?? config.current().targetsByModel.get(id)?.slice(0, 1).map(target => ({ ...targetModel(target), id }))[0]
    if (model === undefined) throw new RouterError('model_not_found', `The model "${id.slice(0, 100)}" is not known to this router. GET /v1/models lists all.`, { parameter: 'model' })
    return callerWire(request.url, request.headers) === 'openai-chat' ? openAiShape(model) : anthropicShape(model)
  })
  done()
}
