/**
 * Reading the members of a client's JSON: each function gives a member as its type, `undefined` where it is absent or null,
 * and throws `invalid_request` naming the member where it is something else. Nothing of one wire belongs here.
 */

import { RouterError } from '../chat/errors.ts'
import type { JsonObject, JsonValue } from '../chat/request.ts'
import { didYouMean, listWords } from '../config/did-you-mean.ts'

export const invalid = (parameter: string, message: string): RouterError => new RouterError('invalid_request', message, { parameter })

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** In a sentence: `a string`, `null`. */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** `path` is where the object stands, `''` at the top. */
export const pathOf = (path: string, name: string): string => path === '' ? name : `${path}.${name}`

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

const refuse = (path: string, name: string, expected: string, value: unknown): never => {
  const parameter = pathOf(path, name)
  throw invalid(parameter, `${parameter} must be ${expected}, not ${kindOf(value)}`)
}

export const optionalString = (object: JsonObject, name: string, path = ''): string | undefined => {
  const value = object[name]
  if (typeof value === 'string') return value
  return isAbsent(value) ? undefined : refuse(path, name, 'a string', value)
}

export const requiredString = (object: JsonObject, name: string, path: string): string =>
  optionalString(object, name, path) ?? refuse(path, name, 'a string', null)

export const optionalBoolean = (object: JsonObject, name: string, path = ''): boolean | undefined => {
  const value = object[name]
  if (typeof value === 'boolean') return value
  return isAbsent(value) ? undefined : refuse(path, name, 'a boolean', value)
}

export const optionalNumber = (object: JsonObject, name: string, path = ''): number | undefined => {
  const value = object[name]
  if (typeof value === 'number') return value
  return isAbsent(value) ? undefined : refuse(path, name, 'a number', value)
}

/** A whole number ≥ 1. */
export const optionalCount = (object: JsonObject, name: string, path = ''): number | undefined => {
  const value = object[name]
  if (isAbsent(value)) return undefined
  if (Number.isInteger(value) && (value as number) >= 1) return value as number
  const parameter = pathOf(path, name)
  throw invalid(parameter, `${parameter} must be a whole number ≥ 1`)
}

export const optionalObject = (object: JsonObject, name: string, path = ''): JsonObject | undefined => {
  const value = object[name]
  if (isObject(value)) return value
  return isAbsent(value) ? undefined : refuse(path, name, 'an object', value)
}

export const optionalArray = (object: JsonObject, name: string, path = ''): readonly JsonValue[] | undefined => {
  const value = object[name]
  if (Array.isArray(value)) return value as readonly JsonValue[]
  return isAbsent(value) ? undefined : refuse(path, name, 'an array', value)
}

/** An array whose elements are all objects, else empty. */
export const objectsIn = (object: JsonObject, name: string, path = ''): readonly JsonObject[] => {
  const values = optionalArray(object, name, path) ?? []
  for (let index = 0; index < values.length; index++) if (!isObject(values[index])) refuse(path, `${name}[${index}]`, 'an object', values[index])
  return values as readonly JsonObject[]
}

/** A string or an array of strings, as an array. */
export const optionalStrings = (object: JsonObject, name: string): readonly string[] | undefined => {
  const value = object[name]
  if (typeof value === 'string') return [value]
  if (isAbsent(value)) return undefined
  if (Array.isArray(value) && value.every((element) => typeof element === 'string')) return value as string[]
  throw invalid(name, `${name} must be a string or an array of strings`)
}

const LONGEST_MODEL = 256

/** The name a client gives for the model; every wire calls it `model`. The first of `models` is one too, where it stands alone. */
export const modelOf = (body: JsonObject): string => {
  const { models } = body
  const model = body['model'] ?? (Array.isArray(models) ? (models as readonly JsonValue[])[0] : undefined)
  if (typeof model !== 'string' || model.trim() === '') throw invalid('model', 'model must be a non-empty string; "auto" lets the router choose')
  if (model.length > LONGEST_MODEL) throw invalid('model', `model must not be longer than ${LONGEST_MODEL} characters`)
  return model
}

export const messagesOf = (body: JsonObject): readonly JsonValue[] => {
  const messages = body['messages']
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('messages', 'messages must be a non-empty array')
  return messages as readonly JsonValue[]
}

/** Longer words are no slips of the pen: they are cut in the message and nothing is guessed. */
const LONGEST_WORD = 32

/** For a word that is not one of `words`: says so, and which one is probably meant. */
export const unknownWord = (parameter: string, word: unknown, words: readonly string[], noun: string): RouterError => {
  const expected = `expected ${listWords(words)}`
  if (typeof word !== 'string') return invalid(parameter, `${parameter} must be ${noun}: ${expected}`)
  if (word.length > LONGEST_WORD) return invalid(parameter, `${parameter}: ${JSON.stringify(`${word.slice(0, LONGEST_WORD)}…`)} is not ${noun}; ${expected}`)
  return invalid(parameter, `${parameter}: ${JSON.stringify(word)} is not ${noun}; ${didYouMean(word, words) ?? expected}`)
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

/** The object without its undefined members. */
export const defined = <Fields extends object>(fields: Fields): Defined<Fields> => {
  const present: Defined<Fields> = {}
  for (const name in fields) if (fields[name] !== undefined) present[name] = fields[name] as Exclude<Fields[typeof name], undefined>
  return present
}
