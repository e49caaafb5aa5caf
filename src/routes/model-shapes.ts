/** A listed model in the shapes of the two wires: OpenAI's with the members of OpenRouter that clients read, and Anthropic's. */

import type { Capability, Target, TargetKind } from '../config/target.ts'
import type { ListedModel } from './model-list.ts'

/** Models have no birthday here; the day of the first release is a harmless constant that keeps answers comparable. */
const CREATED = 1_763_596_800
const CREATED_AT = new Date(CREATED * 1000).toISOString()

const TOKENS_OF_A_PRICE = 1_000_000

/** Dollars for one token, as OpenRouter's clients read them. */
const perToken = (perMillion: number): string => (perMillion / TOKENS_OF_A_PRICE).toFixed(12).replace(/0+$/, '').replace(/\.$/, '')

const pricing = (target: Target | undefined): object => {
  if (target?.price === undefined) return {}
  const { input, output, cacheRead, cacheWrite } = target.price
  return {
    pricing: {
      prompt: perToken(input),
      completion: perToken(output),
      ...(cacheRead !== undefined && { input_cache_read: perToken(cacheRead) }),
      ...(cacheWrite !== undefined && { input_cache_write: perToken(cacheWrite) }),
    },
  }
}

/** What models of a kind read and write, whatever they can do besides. */
const MODALITIES: Readonly<Record<TargetKind, readonly [input: readonly string[], output: readonly string[]]>> = {
  chat: [['text'], ['text']],
  image: [['text'], ['image']],
  embedding: [['text'], ['embeddings']],
  completion: [['text'], ['text']],
  speech: [['text'], ['audio']],
  transcription: [['audio'], ['text']],
  moderation: [['text'], ['text']],
}

const INPUTS: ReadonlyArray<readonly [capability: Capability, modality: string]> = [['images', 'image'], ['documents', 'file'], ['audio', 'audio']]

/** Nothing where nobody told what a chat model can do. */
const architecture = ({ kind, target }: ListedModel): object => {
  const capabilities = target?.capabilities
  if (capabilities === undefined && kind === 'chat') return {}
  const [input, output] = MODALITIES[kind]
  const inputs = [...input, ...INPUTS.filter(([capability]) => capabilities?.has(capability) === true).map(([, modality]) => modality)]
  const outputs = capabilities?.has('image_output') === true ? [...new Set([...output, 'image'])] : output
  return { architecture: { modality: `${inputs.join('+')}->${outputs.join('+')}`, input_modalities: inputs, output_modalities: outputs } }
}

export const openAiShape = (model: ListedModel): object => ({
  id: model.id,
  object: 'model',
  created: CREATED,
  owned_by: model.ownedBy,
  name: model.displayName,
  display_name: model.displayName,
  kind: model.kind,
  ...(model.contextWindow !== undefined && { context_length: model.contextWindow, context_window: model.contextWindow, max_model_len: model.contextWindow }),
  ...(model.maxOutputTokens !== undefined && { max_output_tokens: model.maxOutputTokens }),
  ...(model.parameters !== undefined && { supported_parameters: model.parameters }),
  ...pricing(model.target),
  ...architecture(model),
})

export const anthropicShape = (model: ListedModel): object => ({
  id: model.id,
  type: 'model',
  display_name: model.displayName,
  created_at: CREATED_AT,
  ...(model.contextWindow !== undefined && { max_input_tokens: model.contextWindow }),
  ...(model.maxOutputTokens !== undefined && { max_tokens: model.maxOutputTokens }),
})
