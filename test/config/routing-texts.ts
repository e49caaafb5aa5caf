/** Small routing files and a way to read them, for the tests of this folder. */

import { expect } from 'vitest'
import type { ConfigProblem } from '../../src/config/config-problem.ts'
import { buildRouting } from '../../src/config/build-routing.ts'
import { parseRouting } from '../../src/config/parse-routing.ts'
import type { RoutingPlan } from '../../src/config/routing-plan.ts'
import type { RoutingConfig } from '../../src/config/snapshot.ts'

export const FILE = 'config/routing.yaml'

export interface World {
  readonly variables?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
}

export const parse = (text: string, { variables = {}, files = {} }: World = {}): ReturnType<typeof parseRouting> =>
  parseRouting(text, { file: FILE, lookup: { variable: (name) => variables[name], file: (path) => files[path] } })

/** The problems of a text that must be refused. */
export const problemsOf = (text: string, world?: World): readonly ConfigProblem[] => {
  const parsed = parse(text, world)
  return parsed.ok ? [] : parsed.problems
}

export interface Accepted { readonly plan: RoutingPlan; readonly config: RoutingConfig; readonly warnings: readonly ConfigProblem[]; readonly hasUsableProvider: boolean }

/** A text that must be accepted, built. */
export const accept = (text: string, world?: World): Accepted => {
  const parsed = parse(text, world)
  expect(parsed.ok ? [] : parsed.problems).toEqual([])
  if (!parsed.ok) throw new Error('refused')
  return { plan: parsed.config, config: buildRouting(parsed.config), warnings: parsed.warnings, hasUsableProvider: parsed.hasUsableProvider }
}

export const routeIds = (config: RoutingConfig, task: keyof RoutingConfig['tasks']): string[] => config.tasks[task].entries.map(({ target }) => target.id)

/** Two providers whose models are listed: `house/large`, `house/small`, `barn/wide`. */
export const HOUSE = `version: 1
providers:
  house:
    base_url: http://127.0.0.1:9911/v1
    api_key: \${HOUSE_KEY:-none}
    models: { large: { context_window: 131072 }, small: }
  barn: { base_url: https://barn.test/v1, api_key: none, models: [wide] }
`
