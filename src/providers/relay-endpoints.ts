/**
 * The endpoints that are relayed: what is asked there, of which models, and what is answered, one row each. Adding one is
 * adding a row; nothing else asks for an endpoint's name.
 */

import type { TargetKind } from '../config/target.ts'

export type RelayName = 'embeddings' | 'moderations' | 'completions' | 'images' | 'image-edits' | 'image-variations' | 'speech' | 'transcriptions' | 'translations'

export type BodyForm = 'json' | 'form'

/**
 * What takes over from the model that a client leaves to the router:
 * - `refused`: nobody may choose one for the client; vectors of two models do not mix.
 * - `same-model`: the first one is chosen, and then only it, wherever it is to be had.
 * - `same-kind`: any model of the kind. A model that the client names is never replaced by another one.
 */
export type AutoChoice = 'refused' | 'same-model' | 'same-kind'

/** What an answer in one piece has to be: JSON with this member in it, or whatever is no page and no JSON. */
export type WholeAnswer = { readonly form: 'json', readonly member: string } | { readonly form: 'binary' } | { readonly form: 'json-or-text', readonly member: string }

export interface RelayEndpoint {
  readonly name: RelayName
  readonly path: string
  /** Below the provider's base URL. */
  readonly upstreamPath: string
  /** What the models are for that may be asked. The first is what `auto` looks for; the others have to be named. */
  readonly kinds: readonly [TargetKind, ...TargetKind[]]
  readonly auto: AutoChoice
  readonly bodies: readonly BodyForm[]
  readonly whole: WholeAnswer
  /** Whether the answer may come as events, when it is asked for so. */
  readonly streams: boolean
  /** Events are tokens: the first comes soon, each of them follows the one before at once. Others take their time. */
  readonly streamsTokens: boolean
  /** The member of the body that holds what the model reads. */
  readonly inputMember: string
  /** What is read and written is text: its tokens are counted here where the provider does not tell. */
  readonly countsTokens: boolean
  /** Nothing is written, so nothing is counted as written. */
  readonly writesNothing: boolean
}

const IMAGES = { kinds: ['image'], auto: 'same-kind', whole: { form: 'json', member: 'data' }, streamsTokens: false, inputMember: 'prompt', countsTokens: false, writesNothing: false } as const
const HEARING = { kinds: ['transcription'], auto: 'same-kind', bodies: ['form'], whole: { form: 'json-or-text', member: 'text' }, streamsTokens: false, inputMember: 'file', countsTokens: false, writesNothing: false } as const

export const RELAY_ENDPOINTS: readonly RelayEndpoint[] = [
  {
    name: 'embeddings', path: '/v1/embeddings', upstreamPath: '/embeddings', kinds: ['embedding'], auto: 'refused', bodies: ['json'],
    whole: { form: 'json', member: 'data' }, streams: false, streamsTokens: false, inputMember: 'input', countsTokens: true, writesNothing: true,
  },
  {
    name: 'moderations', path: '/v1/moderations', upstreamPath: '/moderations', kinds: ['moderation'], auto: 'same-model', bodies: ['json'],
    whole: { form: 'json', member: 'results' }, streams: false, streamsTokens: false, inputMember: 'input', countsTokens: false, writesNothing: true,
  },
  {
    // Servers of open models complete with any of them.
    name: 'completions', path: '/v1/completions', upstreamPath: '/completions', kinds: ['completion', 'chat'], auto: 'same-model', bodies: ['json'],
    whole: { form: 'json', member: 'choices' }, streams: true, streamsTokens: true, inputMember: 'prompt', countsTokens: true, writesNothing: false,
  },
  { ...IMAGES, name: 'images', path: '/v1/images/generations', upstreamPath: '/images/generations', bodies: ['json'], streams: true },
  { ...IMAGES, name: 'image-edits', path: '/v1/images/edits', upstreamPath: '/images/edits', bodies: ['form', 'json'], streams: true },
  { ...IMAGES, name: 'image-variations', path: '/v1/images/variations', upstreamPath: '/images/variations', bodies: ['form'], streams: false },
  {
    name: 'speech', path: '/v1/audio/speech', upstreamPath: '/audio/speech', kinds: ['speech'], auto: 'same-kind', bodies: ['json'],
    whole: { form: 'binary' }, streams: true, streamsTokens: false, inputMember: 'input', countsTokens: false, writesNothing: false,
  },
  { ...HEARING, name: 'transcriptions', path: '/v1/audio/transcriptions', upstreamPath: '/audio/transcriptions', streams: true },
  { ...HEARING, name: 'translations', path: '/v1/audio/translations', upstreamPath: '/audio/translations', streams: false },
]

/** Where models of a kind are asked, for whoever asked for one in the wrong place. */
const CHAT_PATHS = '/v1/chat/completions, /v1/responses or /v1/messages'

export const pathsFor = (kind: TargetKind): string =>
  kind === 'chat' ? CHAT_PATHS : RELAY_ENDPOINTS.filter(({ kinds: [first] }) => first === kind).map(({ path }) => path).join(', ')
