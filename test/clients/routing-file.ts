/** The routing file of a user who has an account at every vendor; only their addresses are those of the simulators. */

import { stringify } from 'yaml'
import { keyOf } from '../../src/simulator/vendors/chat-rules.ts'
import type { RunningVendor } from '../../src/simulator/vendors/start-vendor.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'

const isKnown = ({ name }: Vendor): boolean => !name.startsWith('strict-')

const variableOf = ({ name }: Vendor): string => `${name.toUpperCase().replaceAll('-', '_')}_API_KEY`

const dialectOf = ({ wire }: Vendor): string => wire === 'openai-chat' ? 'openai' : 'anthropic'

const modelsOf = ({ models }: Vendor): object => Object.fromEntries(models.map(({ id, maxOutputTokens }) => [id, { max_output_tokens: maxOutputTokens }]))

/** Of a nameless server a user says what it speaks, which models it has, and that it looks at signatures where it does. */
const nameless = (vendor: Vendor, baseUrl: string): object => ({
  dialect: dialectOf(vendor), models: modelsOf(vendor), base_url: baseUrl,
  ...(vendor.rules.some(({ rule }) => rule === 'wrong-signature') && { compat: { verifies_thinking: true } }),
})

/** A second address: at the usual one nobody is at home. */
const secondAddress = (preset: string, vendor: Vendor, baseUrl: string): object =>
  ({ preset, base_url: `${baseUrl}/usual`, endpoints: { [dialectOf(vendor)]: baseUrl } })

/** What is known of a vendor comes from its preset. */
const providerOf = ({ vendor, baseUrl }: RunningVendor): object => {
  const api_key = `\${${variableOf(vendor)}}`
  if (vendor.preset !== undefined) return { ...secondAddress(vendor.preset, vendor, baseUrl), api_key }
  return isKnown(vendor) ? { preset: vendor.name, base_url: baseUrl, api_key } : { ...nameless(vendor, baseUrl), api_key }
}

const targetsOf = ({ name, models }: Vendor): readonly string[] => models.map(({ id }) => `${name}/${id}`)

/** The model of a vendor that is asked. */
export const targetOf = (vendor: Vendor): string => targetsOf(vendor)[0] ?? ''

export const routingText = (running: readonly RunningVendor[]): string => stringify({
  version: 1,
  providers: Object.fromEntries(running.map(each => [each.vendor.name, providerOf(each)])),
  tasks: { general: running.flatMap(({ vendor }) => targetsOf(vendor)) },
})

/** The environment variables that the file names. */
export const keyVariables = (running: readonly RunningVendor[]): Record<string, string> =>
  Object.fromEntries(running.map(({ vendor }) => [variableOf(vendor), keyOf(vendor.name)]))
