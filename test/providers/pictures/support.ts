/** What the picture APIs' tests share: a scripted provider, asked through the very function that the router asks through. */

import { afterEach, beforeEach } from 'vitest'
import { ProviderError } from '../../../src/chat/errors.ts'
import type { ChatRequest, JsonObject } from '../../../src/chat/request.ts'
import { type ChatResult, collect } from '../../../src/chat/result.ts'
import type { Compat } from '../../../src/config/compat.ts'
import type { Target } from '../../../src/config/target.ts'
import { createHttpClient, type HttpClient } from '../../../src/lib/net/http-client.ts'
import { Attempt } from '../../../src/providers/attempt.ts'
import { withPictures } from '../../../src/providers/pictures/open-picture.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../../src/simulator/scripted-provider.ts'
import { requestFrom } from '../../protocols/support.ts'
import { aCandidate, aTarget, someSettings } from '../../support/routing-fixtures.ts'

export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export interface Drawing {
  readonly request: ChatRequest
  readonly compat?: Compat
  /** What follows the provider's address. Default `/v1`. */
  readonly path?: string
  readonly parameters?: JsonObject
  readonly facts?: Partial<Target>
  readonly attempt?: (attempt: Attempt) => void
}

export interface Drawn {
  readonly result: ChatResult
  readonly attempt: Attempt
}

/** A chat of one wish, on the OpenAI wire. */
export const asking = (content: string | readonly object[], members: object = {}): ChatRequest =>
  requestFrom('openai-chat', { model: 'image', messages: [{ role: 'user', content }], ...members })

export const usePictures = () => {
  let provider: ScriptedProvider
  let client: HttpClient
  beforeEach(async () => {
    provider = await startScriptedProvider()
    client = createHttpClient({ connectTimeoutMs: () => 500 })
  })
  afterEach(async () => {
    await client.destroy()
    await provider.close()
  })
  const draw = async ({ request, compat = {}, path = '/v1', parameters, facts, attempt: prepare }: Drawing): Promise<Drawn> => {
    const target = aTarget({ id: 'acme/painter', kind: 'image', compat, provider: { baseUrl: provider.url + path }, ...facts })
    const candidate = { ...aCandidate(target), parameters }
    const attempt = new Attempt({ number: 1, candidate, isHedge: false, startedAtMs: 0, settings: someSettings() })
    prepare?.(attempt)
    const open = withPictures({ client, now: () => 7, pauseMs: () => 0 })(() => { throw new Error('this is no chat') })
    return { result: await collect(await open(request, candidate, attempt)), attempt }
  }
  return {
    get provider () { return provider },
    draw,
    /** What drawing fails with. */
    failure: async (drawing: Drawing): Promise<ProviderError> => await draw(drawing).then(() => { throw new Error('it did not fail') }, (error: unknown) => {
      if (error instanceof ProviderError) return error
      throw error
    }),
  }
}

/** The pictures of a choice, as their addresses. */
export const picturesOf = ({ choices }: ChatResult, choice = 0): readonly string[] => (choices[choice]?.blocks ?? []).flatMap(block => block.type === 'image' ? [block.url] : [])
