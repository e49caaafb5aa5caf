/** Every probe, in the order in which they are asked: some build on what came before. A new one is a line here. */

import type { Probe } from './probe.ts'
import { errors } from './probes/errors.ts'
import { json, schema } from './probes/formats.ts'
import { prefill } from './probes/prefill.ts'
import { documents, images, thinking } from './probes/senses.ts'
import { stream, usage } from './probes/stream.ts'
import { forced, loop, parallel, tools } from './probes/tools.ts'
import { window } from './probes/window.ts'

export const PROBES: readonly Probe[] = [stream, usage, tools, forced, parallel, thinking, loop, images, documents, schema, json, prefill, errors, window]
