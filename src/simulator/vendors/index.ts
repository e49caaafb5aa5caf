/** Every simulated vendor, at its usual address and at its others. A new one is one file and one line here. */

import { anthropic } from './anthropic.ts'
import { deepseek } from './deepseek.ts'
import { deepseekMessages, glmMessages, kimiMessages } from './message-endpoints.ts'
import { gemini } from './gemini.ts'
import { glm } from './glm.ts'
import { kimi } from './kimi.ts'
import { mistral } from './mistral.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import { qwen } from './qwen.ts'
import { strictAnthropic } from './strict-anthropic.ts'
import { strictOpenAi } from './strict-openai.ts'
import type { Vendor } from './vendor.ts'

export const VENDORS: readonly Vendor[] = [
  deepseek, kimi, glm, qwen, gemini, openai, anthropic, openrouter, mistral, strictOpenAi, strictAnthropic,
]

/** The same vendors where they speak another wire; their presets are those of the usual addresses. */
export const SECOND_ADDRESSES: readonly Vendor[] = [deepseekMessages, kimiMessages, glmMessages]
