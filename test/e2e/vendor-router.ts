/** One router over every simulated vendor, for a whole file: the presets' own quirks are what stands between them and a client. */

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SECOND_ADDRESSES, VENDORS } from '../../src/simulator/vendors/index.ts'
import { startVendor, type RunningVendor } from '../../src/simulator/vendors/start-vendor.ts'
import type { VendorModel } from '../../src/simulator/vendors/vendor-model.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { keyVariables, routingText } from '../clients/routing-file.ts'
import type { ClientWire } from '../support/replies.ts'
import { startRouter, type RunningRouter } from '../support/running-router.ts'

/** One model of one vendor. */
export interface VendorTarget {
  readonly vendor: Vendor
  readonly model: VendorModel
  /** `provider/model`. */
  readonly target: string
}

const targetsOf = (vendors: readonly Vendor[]): readonly VendorTarget[] =>
  vendors.flatMap(vendor => vendor.models.map(model => ({ vendor, model, target: `${vendor.name}/${model.id}` })))

/** At their usual addresses. */
export const TARGETS = targetsOf(VENDORS)
/** At those where they speak the Anthropic wire as well. */
export const MESSAGE_TARGETS = targetsOf(SECOND_ADDRESSES)

export interface VendorRouter {
  readonly openai: OpenAI
  readonly anthropic: Anthropic
  /** Fails where the vendor refused anything in this test, and says which rule was broken. */
  expectNoRefusals (vendor: Vendor): void
}

export type Ability = 'plain' | 'settings' | 'tools' | 'reminders' | 'strict tools' | 'thinking' | 'lost thinking' | 'schema' | 'forced tool' | 'foreign history'

interface Unmet {
  readonly wire: ClientWire | 'any'
  readonly targets: RegExp
  readonly abilities: readonly Ability[]
  readonly why: string
}

/** What does not work yet. Whoever mends it sees its tests fail here, and takes the row out. */
const UNMET: readonly Unmet[] = [
  {
    wire: 'any', targets: /^openai\/gpt-6-astra$/u, abilities: ['tools', 'reminders', 'strict tools', 'thinking', 'lost thinking', 'forced tool', 'foreign history'],
    why: 'takes tools on the responses wire alone, and a client of another wire is never served there',
  },
]

/** The `test` for what a target is to do: where it is known not to, one that fails when it does. */
export const abilityTest = (wire: ClientWire, target: string, ability: Ability): typeof test => {
  const isUnmet = UNMET.some(unmet => (unmet.wire === 'any' || unmet.wire === wire) && unmet.targets.test(target) && unmet.abilities.includes(ability))
  return (isUnmet ? test.fails : test) as typeof test
}

/** Registers its start and its end with the file that calls it. */
export const useVendorRouter = (): VendorRouter => {
  let vendors: readonly RunningVendor[] = []
  let router: RunningRouter | undefined
  beforeAll(async () => {
    vendors = await Promise.all([...VENDORS, ...SECOND_ADDRESSES].map(startVendor))
    router = await startRouter({ routing: routingText(vendors), variables: keyVariables(vendors) })
  })
  beforeEach(() => { for (const vendor of vendors) vendor.forget() })
  afterAll(async () => {
    await router?.close()
    await Promise.all(vendors.map(vendor => vendor.close()))
  })
  const url = (): string => router?.url ?? ''
  return {
    get openai () { return new OpenAI({ baseURL: `${url()}/v1`, apiKey: 'any', maxRetries: 0 }) },
    get anthropic () { return new Anthropic({ baseURL: url(), apiKey: 'any', maxRetries: 0 }) },
    expectNoRefusals: ({ name }) => {
      const running = vendors.find(({ vendor }) => vendor.name === name)
      const told = running?.refusals.map(({ rule, message }) => `${rule}: ${message}`)
      expect(told).toEqual([])
    },
  }
}
