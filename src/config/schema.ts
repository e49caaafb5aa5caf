/**
 * The shape of `config/routing.yaml`, every key with its meaning: what is checked, what editors complete, and what
 * `routing.schema.json` is written from. Names that must exist (targets, presets of models) are checked afterwards.
 */

import { z } from 'zod'
import { TASKS } from '../chat/request.ts'
import { compatFlags, compatShape } from './compat-schema.ts'
import { PRESET_NAMES } from './presets/index.ts'
import { STRATEGIES } from './snapshot.ts'
import type { RoutedClass } from './snapshot.ts'
import { CAPABILITIES, DIALECT_NAMES, TARGET_KINDS } from './target.ts'
import type { DialectName } from './target.ts'

const tokens = z.int().min(1)
const dollars = z.number().min(0)
/** A day: more is a mistake, and a timer that overflows fires at once. */
const MAX_MILLISECONDS = 86_400_000

const milliseconds = z.int().min(1).max(MAX_MILLISECONDS)
const share = z.number().min(0).max(1)
const weight = z.number().positive()
const key = z.string().describe('An API key: "${VAR}", "${VAR:-default}" or "${file:/path}". "Bearer " in front is stripped.')

const compat = z.union([z.enum(PRESET_NAMES), compatFlags])

export const priceShape = {
  input: dollars.describe('US dollars for a million input tokens.'),
  output: dollars.describe('US dollars for a million output tokens, reasoning included.'),
  cache_read: dollars.exactOptional().describe('US dollars for a million input tokens read from the cache. Default: input.'),
  cache_write: dollars.exactOptional().describe('US dollars for a million input tokens written to the cache. Default: input.'),
}

export const modelShape = {
  name: z.string().min(1).exactOptional().describe('What the provider calls the model, where that differs from the name here.'),
  kind: z.enum(TARGET_KINDS).exactOptional().describe('What the model is for. Default: chat.'),
  display_name: z.string().min(1).exactOptional().describe('Name for people, shown in model lists.'),
  context_window: tokens.exactOptional().describe('Tokens the model can hold, input and output together.'),
  max_output_tokens: tokens.exactOptional().describe('Longest answer, tokens; requests that ask for more are lowered to it.'),
  price: z.strictObject(priceShape).exactOptional().describe('What the provider charges; for costs and the strategy "cost".'),
  capabilities: z.array(z.enum(CAPABILITIES)).exactOptional().describe('What the model can do. Absent: taken to be able to do everything. A request that needs more skips the model.'),
  compat: compat.exactOptional().describe('Quirks of this model: the name of a preset, or single flags.'),
  weight: weight.exactOptional().describe('Share of requests for the strategy "weighted". Default: 1.'),
}

const modelName = z.string().min(1)
const models = z.union([
  z.record(modelName, z.strictObject(modelShape).nullable()),
  z.array(modelName),
])

export const endpointShape = {
  base_url: z.string().min(1).describe('The address on this wire, as base_url of the provider.'),
  compat: compatFlags.exactOptional().describe('Quirks on this wire, as single flags; those of the provider hold for its usual wire.'),
}
const endpoint = z.union([z.string().min(1), z.strictObject(endpointShape), z.literal(false)])

export const endpointsShape = {
  openai: endpoint.exactOptional().describe('Where it speaks OpenAI chat completions, without /chat/completions; false: nowhere.'),
  anthropic: endpoint.exactOptional().describe('Where it speaks Anthropic messages, without /v1/messages; false: nowhere.'),
  'openai-responses': endpoint.exactOptional().describe('Where it speaks OpenAI responses, without /responses; false: nowhere. Only clients of that wire are served there.'),
} satisfies Record<DialectName, z.ZodType>

export const providerShape = {
  preset: z.enum(PRESET_NAMES).exactOptional().describe('A known vendor: address, dialect, models and quirks come from it; keys here override them. Default: the provider\'s own name, if it is one.'),
  dialect: z.enum(DIALECT_NAMES.filter(name => name !== 'openai-responses')).exactOptional().describe('The wire the provider speaks: OpenAI chat completions or Anthropic messages. Default: the preset\'s, else openai.'),
  base_url: z.string().min(1).exactOptional().describe('Where the provider is, without /chat/completions or /v1/messages. Default: the preset\'s.'),
  endpoints: z.strictObject(endpointsShape).exactOptional().describe('Further addresses, by the wire spoken there: a client of that wire is served there, word for word. Default: the preset\'s, unless base_url is another one.'),
  api_key: key.exactOptional().describe('The key. "${VAR}", "${VAR:-default}" or "${file:/path}"; a provider whose variable is not set is left out. Default: the usual variable of the preset.'),
  api_keys: z.array(key).min(1).exactOptional().describe('Several keys, used in turn; each cools down by itself. Keys that are not set are left out.'),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string()).exactOptional().describe('Extra request headers, sent with every call.'),
  enabled: z.boolean().exactOptional().describe('false switches the provider off and keeps its settings. Default: true.'),
  priority: z.int().exactOptional().describe('Breaks ties between targets that are otherwise equal; smaller goes first. Default: 100.'),
  compat: compat.exactOptional().describe('Quirks: the name of a preset whose quirks hold here too, or single flags.'),
  models: models.exactOptional().describe('Models to offer, with what is known of them; or only their names. Default: the preset\'s, and any other name that a task uses.'),
}

const entryTarget = z.string().min(1)
export const entryShape = {
  target: entryTarget.describe('provider/model, a pattern such as "deepseek/*", or "all".'),
  parameters: z.record(z.string(), z.json()).exactOptional().describe('Extra members of the request for this target, for example { enable_search: true }. They win over the client\'s.'),
  weight: weight.exactOptional().describe('Share of requests for the strategy "weighted". Default: the model\'s.'),
}
const entry = z.union([entryTarget, z.strictObject(entryShape)])
const entries = z.array(entry).min(1)

export const routeShape = {
  strategy: z.enum(STRATEGIES).exactOptional().describe('How the first target is chosen: in order, in turn, by weight, the fastest, or the cheapest. The others follow as fallbacks. Default: priority.'),
  targets: z.union([z.literal('all'), entries]).describe('"all", or a list of targets, best first. "all" is every model listed under "models", and the default model of each preset.'),
}
const route = z.union([entries, z.strictObject(routeShape)])

const TASK_MEANINGS = {
  code: 'Writing, explaining and repairing programs.',
  thinking: 'Mathematics, proofs, planning, hard decisions.',
  long: 'Long texts, to be read or to be written.',
  image: 'Drawing and looking at pictures.',
  search: 'Questions about today\'s world.',
  agent: 'Many steps with tools.',
  general: 'Everything else.',
} as const

export const tasksShape = {
  code: route.exactOptional().describe(TASK_MEANINGS.code),
  thinking: route.exactOptional().describe(TASK_MEANINGS.thinking),
  long: route.exactOptional().describe(TASK_MEANINGS.long),
  image: route.exactOptional().describe(TASK_MEANINGS.image),
  search: route.exactOptional().describe(TASK_MEANINGS.search),
  agent: route.exactOptional().describe(TASK_MEANINGS.agent),
  general: route.exactOptional().describe(TASK_MEANINGS.general),
} satisfies Record<(typeof TASKS)[number], z.ZodType>

/** What a client's call is within its own work; the header `x-claude-code-request-class` says it, or the request's shape. */
export const classesShape = {
  subagent: route.exactOptional().describe('The work of sub-agents.'),
  workflow: route.exactOptional().describe('Steps of a workflow.'),
  compaction: route.exactOptional().describe('Summaries of whole conversations. The target that answered the conversation goes first, and weaker or smaller ones are never asked.'),
  auxiliary: route.exactOptional().describe('Helpers: titles, summaries of pages, searches.'),
} satisfies Record<RoutedClass, z.ZodType>

export const breakerShape = {
  minimum_calls: z.int().min(1).exactOptional().describe('Calls in the window before the breaker may open. Default: 5.'),
  failure_percent: z.number().min(1).max(100).exactOptional().describe('Share of failed calls that opens it, percent. Default: 50.'),
  window_ms: milliseconds.exactOptional().describe('Length of the window. Default: 10000.'),
  open_ms: milliseconds.exactOptional().describe('From opening to the first new attempt; doubles each time. Default: 5000.'),
  max_open_ms: milliseconds.exactOptional().describe('Longest time between attempts. Default: 30000.'),
}

export const routingShape = {
  connect_timeout_ms: milliseconds.exactOptional().describe('Name lookup, TCP and TLS together. Default: 1000.'),
  first_content_timeout_ms: milliseconds.exactOptional().describe('From the call to the first content of a small streamed request; grows with the prompt. Default: 10000.'),
  result_timeout_ms: milliseconds.exactOptional().describe('From the call to the whole answer where nothing is streamed. Default: 120000.'),
  idle_timeout_ms: milliseconds.exactOptional().describe('Longest silence inside an answer. Default: 30000.'),
  total_timeout_ms: milliseconds.exactOptional().describe('All attempts of one request together, up to the first content. Default: 180000.'),
  hedge_after_ms: z.int().min(0).exactOptional().describe('Silence after which a second target is asked as well, where the pace of the first is unknown. 0: never. Default: 1500.'),
  hedge_budget: share.exactOptional().describe('Share of requests that may ask two targets, 0 to 1. Default: 0.05.'),
  max_billed_attempts: z.int().min(1).exactOptional().describe('Attempts of one request that may have been billed. Default: 3.'),
  retry_budget: share.exactOptional().describe('Share of a provider\'s requests that may be repeated on the same target, 0 to 1. Default: 0.2.'),
  fallback_on_invalid_request: z.boolean().exactOptional().describe('Whether a request that one provider calls invalid is tried once at the next. Default: false.'),
  resume: z.boolean().exactOptional().describe('Whether the next target goes on with a text answer that broke in the middle; see docs/resume.md. Default: true.'),
  breaker: z.strictObject(breakerShape).exactOptional().describe('When a failing target is left alone.'),
}

export const classifierShape = {
  long_tokens: tokens.exactOptional().describe('Estimated tokens from which a person\'s text counts as "long". Default: 4000.'),
}

export const fileShape = {
  version: z.literal(1).describe('Version of this format: 1.'),
  providers: z.record(z.string().regex(/^[A-Za-z0-9][\w.-]*$/), z.strictObject(providerShape).nullable()).describe('Who answers, by a name of your choice. Targets are named provider/model.'),
  tasks: z.strictObject(tasksShape).exactOptional().describe('What is asked for, and who answers it, best first. A task that is not here goes round robin over all.'),
  classes: z.strictObject(classesShape).exactOptional().describe('Targets for what a client asks beside its main conversation, asked before those of the task. Only for requests that leave the choice to the router.'),
  aliases: z.record(z.string().min(1), z.string().min(1)).exactOptional().describe('Model names that clients use, or patterns ("claude-*"), and what they stand for: auto, a task, auto:<task>, provider/model or a model.'),
  routing: z.strictObject(routingShape).exactOptional().describe('Timeouts, hedging, budgets. All times in milliseconds.'),
  classifier: z.strictObject(classifierShape).exactOptional().describe('How the task of a request is found.'),
}

export const routingFileSchema = z.strictObject(fileShape)
export type RoutingFile = z.infer<typeof routingFileSchema>
export type ProviderSettings = z.infer<z.ZodObject<typeof providerShape>>
export type ModelSettings = z.infer<z.ZodObject<typeof modelShape>>
export type CompatSetting = z.infer<typeof compat>
export type RouteSettings = z.infer<typeof route>
export type EntrySettings = z.infer<typeof entry>

/** Keys that may stand at a place; `*` is any one part. For "unknown key", which must say what would be known. */
export const KEYS_AT: ReadonlyArray<readonly [pattern: readonly string[], keys: readonly string[]]> = [
  [[], Object.keys(fileShape)],
  [['providers', '*'], Object.keys(providerShape)],
  [['providers', '*', 'compat'], Object.keys(compatShape)],
  [['providers', '*', 'endpoints'], Object.keys(endpointsShape)],
  [['providers', '*', 'endpoints', '*'], Object.keys(endpointShape)],
  [['providers', '*', 'endpoints', '*', 'compat'], Object.keys(compatShape)],
  [['providers', '*', 'models', '*'], Object.keys(modelShape)],
  [['providers', '*', 'models', '*', 'price'], Object.keys(priceShape)],
  [['providers', '*', 'models', '*', 'compat'], Object.keys(compatShape)],
  [['tasks'], Object.keys(tasksShape)],
  [['tasks', '*'], Object.keys(routeShape)],
  [['tasks', '*', '*'], Object.keys(entryShape)],
  [['tasks', '*', 'targets', '*'], Object.keys(entryShape)],
  [['classes'], Object.keys(classesShape)],
  [['classes', '*'], Object.keys(routeShape)],
  [['classes', '*', '*'], Object.keys(entryShape)],
  [['classes', '*', 'targets', '*'], Object.keys(entryShape)],
  [['routing'], Object.keys(routingShape)],
  [['routing', 'breaker'], Object.keys(breakerShape)],
  [['classifier'], Object.keys(classifierShape)],
]
