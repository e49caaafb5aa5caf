/** The routing.yaml that the measured router runs with. */

/** What a client writes into `model` to be sent to a failing target first and to a good one then. */
export const failingModel = { 'fail-503': 'auto:thinking', reset: 'auto:image' } as const

/** What a client writes into `model` for the same path through the matrix with a good target first. */
export const directModel = 'auto:general'

/** All defaults, and one good target for every task. */
export function routingYaml (upstreamOrigin: string): string {
  return `version: 1
providers:
  bench:
    dialect: openai
    base_url: ${upstreamOrigin}/v1
    api_key: x
    models: [json-small, json-100k, stream-paced, stream-burst, hold]
tasks:
  code: [bench/json-small]
  thinking: [bench/json-small]
  long: [bench/json-small]
  image: [bench/json-small]
  search: [bench/json-small]
  agent: [bench/json-small]
  general: [bench/json-small]
`
}

/** For the failover part: two tasks begin with a target that always fails, and its breaker never opens. */
export function failoverYaml (upstreamOrigin: string): string {
  return `version: 1
providers:
  good:
    dialect: openai
    base_url: ${upstreamOrigin}/v1
    api_key: x
    models: [json-small]
  bad:
    dialect: openai
    base_url: ${upstreamOrigin}/v1
    api_key: x
    models: [fail-503, reset]
tasks:
  thinking: [bad/fail-503, good/json-small]
  image: [bad/reset, good/json-small]
  general: [good/json-small]
routing:
  breaker: { minimum_calls: 1000000 } # a failing target must be asked each time, or there is no failover to measure
`
}
