/** Every preset by name. A new vendor is one file here, one in `models/`, and one line below. */

import { anthropic } from './anthropic.ts'
import { antigravity } from './antigravity.ts'
import { deepseek } from './deepseek.ts'
import { fireworks } from './fireworks.ts'
import { FREE_API_PRESETS } from './free-api.ts'
import { gemini } from './gemini.ts'
import { glm, zhipu } from './glm.ts'
import { groq } from './groq.ts'
import { kimi } from './kimi.ts'
import { lmstudio, ollama, vllm } from './local.ts'
import { mistral } from './mistral.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import type { Preset } from './preset.ts'
import { qwen } from './qwen.ts'
import { siliconflow } from './siliconflow.ts'
import { together } from './together.ts'
import { xai } from './xai.ts'

export type { KeyVariable, ModelFacts, ModelQuirks, Preset, PresetModel, Site } from './preset.ts'

/** In the order in which they are offered. */
const ALL: readonly Preset[] = [
  deepseek, antigravity, gemini, qwen, glm, zhipu, kimi, anthropic, openai, openrouter, mistral, xai, groq, together, fireworks, siliconflow,
  ollama, lmstudio, vllm, ...FREE_API_PRESETS,
]

export const PRESETS: ReadonlyMap<string, Preset> = new Map(ALL.map((preset) => [preset.name, preset]))
export const PRESET_NAMES: readonly string[] = ALL.map((preset) => preset.name)

/** Presets that start by themselves when their key is in the environment. `zhipu` is left out: `glm` knows its key. */
export const ENVIRONMENT_PRESETS: readonly Preset[] = ALL.filter((preset) => preset.keyVariables.length > 0 && preset !== zhipu)
