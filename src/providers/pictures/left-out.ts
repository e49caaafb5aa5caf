/** What of a chat request a picture API cannot be asked for: told to the client, never silently lost. */

import type { ChatRequest, JsonObject } from '../../chat/request.ts'
import { leftBehind } from '../own-members.ts'
import type { PictureSetting } from './picture-api.ts'
import { type PictureRequest, otherMediaIn } from './picture-request.ts'

/** Members that mean the same to a picture, or nothing that anybody would miss. */
const CARRIED: ReadonlySet<string> = new Set([
  'model', 'messages', 'input', 'system', 'instructions', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'max_output_tokens',
  'modalities', 'n', 'size', 'quality', 'image_config', 'store', 'include', 'prompt_cache_key', 'user', 'metadata',
])

/** The settings that a request holds, each with the name under which it is told. */
const namedSettings = ({ count = 1, size, quality, config, references }: PictureRequest): ReadonlyArray<readonly [setting: PictureSetting, isAsked: boolean]> => [
  ['n', count > 1], ['size', size !== undefined], ['quality', quality !== undefined], ['image', references.length > 0], ['image_config', Object.keys(config).length > 0],
]

/** `parameters`: what the configuration sets anyway is not missed. */
export const leftOut = (request: ChatRequest, asked: PictureRequest, takes: ReadonlySet<PictureSetting>, parameters: JsonObject): readonly string[] => [...new Set([
  ...leftBehind(request.original.json, CARRIED),
  ...namedSettings(asked).filter(([setting, isAsked]) => isAsked && !takes.has(setting) && parameters[setting] === undefined).map(([setting]) => setting),
  ...otherMediaIn(request),
])]
