/** Tells what a JSON value is, where nobody promised anything. */

import type { JsonObject, JsonValue } from '../chat/request.ts'

export const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects in an array; none where there is no array. */
export const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] => Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : []
