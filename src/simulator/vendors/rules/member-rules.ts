/** Rules about the members of a request's body, and about its headers: which may be there, beside what, with which values. */

import { isRecord, type JsonRecord } from '../vendor-request.ts'
import { type Checks, type Finding, firstFinding, foundIf } from './check.ts'

type State = 'thinking' | 'streamed' | 'whole' | 'always'

export interface MemberRules {
  /** A member of the body that nobody knows. */
  'unknown-member': { readonly known: readonly string[] }
  'refused-member': { readonly name: string; readonly while?: State }
  'missing-member': { readonly name: string }
  'needed-member': { readonly name: string; readonly needs: string }
  'excluding-members': { readonly names: readonly string[] }
  /** A header has to allow the member. */
  'unannounced-member': { readonly name: string; readonly header: string; readonly word: string }
  /** `maximum` may be the model's own longest answer. */
  'out-of-range': { readonly names: readonly string[]; readonly minimum: number; readonly maximum: number | 'max-output'; readonly while?: State }
  /** `name` may be a path (`thinking.type`). */
  'other-value': { readonly name: string; readonly allowed: readonly string[]; readonly models?: readonly string[] }
  'too-many': { readonly name: string; readonly maximum: number }
  'too-few': { readonly name: string; readonly minimum: number }
  /** The vendor's own key, and no other, in the header where it belongs. */
  'wrong-key': { readonly header: 'authorization' | 'x-api-key'; readonly key: string }
  'missing-header': { readonly name: string }
  /** What says who the client is and what its machine looks like. */
  'client-identity': { readonly members: readonly string[]; readonly headers: RegExp }
}

const valueAt = (body: JsonRecord, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => isRecord(value) ? value[name] : undefined, body)

const present = (body: JsonRecord, name: string): boolean => valueAt(body, name) !== undefined && valueAt(body, name) !== null

const numberAt = (body: JsonRecord, name: string): number | undefined => {
  const value = valueAt(body, name)
  return typeof value === 'number' ? value : undefined
}

export const MEMBER_CHECKS: Checks<MemberRules> = {
  'unknown-member': ({ body }, { known }) => firstFinding(Object.keys(body), name => foundIf(!known.includes(name), { name })),

  'refused-member': ({ body, isThinking, isStream }, { name, while: state = 'always' }) => {
    const holds: Readonly<Record<State, boolean>> = { always: true, thinking: isThinking, streamed: isStream, whole: !isStream }
    return foundIf(holds[state] && present(body, name), { name })
  },

  'missing-member': ({ body }, { name }) => foundIf(!present(body, name), { name }),

  'needed-member': ({ body }, { name, needs }) => foundIf(present(body, name) && !present(body, needs), { name, needs }),

  'excluding-members': ({ body }, { names }) => foundIf(names.filter(name => present(body, name)).length > 1, { names: names.join(', ') }),

  'unannounced-member': ({ body, headers }, { name, header, word }) =>
    foundIf(present(body, name) && !String(headers[header] ?? '').includes(word), { name }),

  'out-of-range': ({ body, model, isThinking }, { names, minimum, maximum, while: state = 'always' }) => {
    if (state === 'thinking' && !isThinking) return undefined
    const highest = maximum === 'max-output' ? model.maxOutputTokens : maximum
    return firstFinding(names, (name): Finding | undefined => {
      const value = numberAt(body, name)
      return value === undefined ? undefined : foundIf(value < minimum || value > highest, { name, value, minimum, maximum: highest, model: model.id })
    })
  },

  'other-value': ({ body, model }, { name, allowed, models }) => {
    const value = valueAt(body, name)
    if (value === undefined || value === null || models?.includes(model.id) === false) return undefined
    return foundIf(!allowed.includes(String(value)), { name, value: String(value), allowed: allowed.join(', '), model: model.id })
  },

  'too-many': ({ body }, { name, maximum }) => {
    const value = body[name]
    return foundIf(Array.isArray(value) && value.length > maximum, { name, maximum })
  },

  'too-few': ({ body }, { name, minimum }) => {
    const value = body[name]
    return foundIf(Array.isArray(value) && value.length < minimum, { name, minimum })
  },

  'wrong-key': ({ headers }, { header, key }) => foundIf(headers[header] !== (header === 'authorization' ? `Bearer ${key}` : key), { header }),

  'missing-header': ({ headers }, { name }) => foundIf(headers[name] === undefined, { name }),

  'client-identity': ({ body, headers }, { members, headers: pattern }) =>
    firstFinding(members, name => foundIf(present(body, name), { name }))
    ?? firstFinding(Object.keys(headers), name => foundIf(pattern.test(name), { name })),
}
