/** Every dialect there is, by name. */

import type { DialectName } from '../config/target.ts'
import { anthropic } from './anthropic.ts'
import type { Dialect } from './dialect.ts'
import { openai } from './openai.ts'
import { openaiResponses } from './openai-responses.ts'

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { openai, anthropic, 'openai-responses': openaiResponses }
