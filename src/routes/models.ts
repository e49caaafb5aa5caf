/** `GET /v1/models` and `/v1/models/{id}`, in the caller's shape: OpenAI's, or Anthropic's where its version header is present. */

import type { FastifyPluginCallback } from 'fastify'
import type { ConfigSource } from '../config/snapshot.ts'
import { callerWire } from './caller-wire.ts'
import { type PageQuery, pageOf } from './list-page.ts'
import { type ListedModel, findModel, listModels } from './model-list.ts'
import { anthropicShape, openAiShape } from './model-shapes.ts'

/** The Anthropic wire talks to models, and has no other use for one. */
const anthropicList = (models: readonly ListedModel[], query: PageQuery): object => {
  const { items, hasMore } = pageOf(models.filter(({ kind }) => kind === 'chat'), query)
  return { data: items.map(anthropicShape), has_more: hasMore, first_id: items[0]?.id ?? null, last_id: items.at(-1)?.id ?? null }
}

export interface ModelsOptions { readonly config: ConfigSource }

export const modelsRoutes: FastifyPluginCallback<ModelsOptions> = (app, { config }, done) => {
  app.get<{ Querystring: PageQuery }>('/v1/models', async (request) => {
    const isAnthropic = callerWire(request.url, request.headers) === 'anthropic-messages'
    const models = listModels(config.current(), isAnthropic)
    return isAnthropic ? anthropicList(models, request.query) : { object: 'list', data: models.map(openAiShape) }
  })
  app.get<{ Params: { '*': string } }>('/v1/models/*', async (request) => {
    const model = findModel(config.current(), request.params['*'])
    return callerWire(request.url, request.headers) === 'anthropic-messages' ? anthropicShape(model) : openAiShape(model)
  })
  done()
}
