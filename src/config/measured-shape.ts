/**
 * The shape of `capabilities.yaml`: what `smart-router providers test` found out of each target, with the day of each fact.
 * Only what is harmless in anybody's hands can be said in it: no address, no header, nothing about keys.
 */

import { z } from 'zod'
import { compatShape } from './compat-schema.ts'
import type { CompatFlags } from './compat-schema.ts'
import { CAPABILITIES } from './target.ts'

/** Quirks that are measured, by their names in YAML. Where a request goes and how its key travels is never one of them. */
export const MEASURED_FLAGS = [
  'supports_stream_usage', 'tool_choice', 'supports_parallel_tool_calls_field', 'structured_output', 'image_input', 'replays_reasoning',
  'needs_thought_signature', 'continuation', 'continuation_echoes', 'soft_errors',
] as const satisfies ReadonlyArray<keyof CompatFlags>
export type MeasuredFlag = (typeof MEASURED_FLAGS)[number]
export type MeasuredFlags = Pick<CompatFlags, MeasuredFlag>

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'this is not a day; write it as 2026-11-20')
const because = z.string().max(500).exactOptional()

const capability = z.strictObject({ supported: z.boolean(), measured: day, because })

/** Each flag with the values that it may have in the routing file. */
const flagShape = Object.fromEntries(MEASURED_FLAGS.map((name) => [name, z.strictObject({ value: compatShape[name].unwrap(), measured: day, because }).exactOptional()]))

/** A hash of wire, address and model; without it the facts hold wherever the target is. */
export const fingerprint = z.string().regex(/^[0-9a-f]{12}$/, 'this is not a fingerprint; take it out, and the facts hold whatever the address is')

const entry = z.strictObject({
  tested: z.string().exactOptional(),
  by: z.string().exactOptional(),
  fingerprint: fingerprint.exactOptional(),
  capabilities: z.partialRecord(z.enum(CAPABILITIES), capability).exactOptional(),
  compat: z.strictObject(flagShape).exactOptional(),
  context_window: z.strictObject({ tokens: z.int().min(1), measured: day, because }).exactOptional(),
})

export const measuredFileSchema = z.strictObject({ version: z.literal(1), targets: z.record(z.string(), entry.nullable()).exactOptional() })

export interface DatedFlag<Value = unknown> { readonly value: Value; readonly measured: string; readonly because?: string }

/** What stands in the file for one target. */
export type MeasuredEntry = Omit<z.infer<typeof entry>, 'compat'> & { readonly compat?: { readonly [Flag in MeasuredFlag]?: DatedFlag<MeasuredFlags[Flag]> } }
