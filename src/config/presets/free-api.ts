/**
 * The `*-free-api` containers: OpenAI's wire in front of a vendor's web chat, each on port 8000 unless it is published elsewhere
 * (`docker run -p 8001:8000`, `base_url: http://127.0.0.1:8001/v1`). The key is the login token of the web chat; several may stand
 * under `api_keys`, which cools each down by itself, or in one key with commas, of which the container takes one at random.
 * Every error is HTTP 200, some are streamed as if the model had said them; the usage is a constant.
 * Source: github.com/LLM-Red-Team (READMEs, chat controllers), 2024-12 to 2025-04; unmaintained since.
 */

import type { Compat } from '../compat.ts'
import { deepseekFreeApiModels, glmFreeApiModels, hailuoFreeApiModels, kimiFreeApiModels, qwenFreeApiModels, stepFreeApiModels } from './models/free-api.ts'
import { withQuirks } from './preset.ts'
import type { ModelList, Preset } from './preset.ts'

const COMPAT: Compat = {
  structuredOutput: 'none',
  imageInput: 'text-placeholder',
  softErrors: ['prompt-too-long', 'upstream-failed', 'at-capacity', 'server-busy', 'token-expired', 'login-required', 'too-many-requests', 'content-stopped'],
}

const WARNING = 'this container is unofficial: it drives a web chat with a personal login, which the vendor may forbid and accounts have been closed for; it is '
  + 'meant for one\'s own use, no longer maintained, and forks report malicious code in its last versions, so read what you run. An API key of the vendor is the safe way'

const container = (name: string, title: string, list: ModelList): Preset => ({
  name,
  title,
  asOf: list.asOf,
  dialect: 'openai',
  baseUrl: 'http://127.0.0.1:8000/v1',
  keyVariables: [],
  needsKey: true,
  compat: COMPAT,
  models: withQuirks(list, {}),
  taskModels: {},
  warning: WARNING,
})

export const FREE_API_PRESETS: readonly Preset[] = [
  container('kimi-free-api', 'Kimi web chat (unofficial container)', kimiFreeApiModels),
  container('glm-free-api', 'GLM web chat (unofficial container)', glmFreeApiModels),
  container('qwen-free-api', 'Qwen web chat (unofficial container)', qwenFreeApiModels),
  container('deepseek-free-api', 'DeepSeek web chat (unofficial container)', deepseekFreeApiModels),
  container('step-free-api', 'StepChat web chat (unofficial container)', stepFreeApiModels),
  container('hailuo-free-api', 'MiniMax web chat (unofficial container)', hailuoFreeApiModels),
]
