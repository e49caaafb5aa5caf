/** Simulated vendors behind switches: one that is off answers 503, so that the router has to go on to another. */

import type { SimulatedServer } from '../../src/simulator/simulated-server.ts'
import { startSimulatedServer } from '../../src/simulator/simulated-server.ts'
import { bodyReply } from '../../src/simulator/reply.ts'
import { sendReply } from '../../src/simulator/send-reply.ts'
import { keyOf } from '../../src/simulator/vendors/chat-rules.ts'
import { type RunningVendor, startVendor } from '../../src/simulator/vendors/start-vendor.ts'
import type { Vendor } from '../../src/simulator/vendors/vendor.ts'
import { closesAfterTest } from './closes-after-test.ts'
import { type RunningRouter, startRouter } from './running-router.ts'

export interface SwitchableVendors {
  readonly router: RunningRouter
  readonly vendors: Readonly<Record<string, RunningVendor>>
  /** Lets these answer and nobody else. */
  only (...names: readonly string[]): void
}

/** A hop in front of a vendor: what it is asked and answers passes untouched. */
const startSwitch = (vendor: RunningVendor, isOn: () => boolean): Promise<SimulatedServer> => startSimulatedServer(async (exchange) => {
  if (!isOn()) { await sendReply(exchange, bodyReply(503, '{"error":{"message":"switched off"}}')); return }
  const { method, path, headers, body } = exchange.request
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name))) as Record<string, string>
  const answer = await fetch(new URL(path, vendor.baseUrl), { method, headers: passed, body: new Uint8Array(body) })
  await sendReply(exchange, bodyReply(answer.status, await answer.text(), { 'content-type': answer.headers.get('content-type') ?? '' }))
})

export interface SwitchableVendor {
  readonly vendor: Vendor
  readonly model: string
  /** Members of the provider in the routing file. */
  readonly settings?: object
}

/** The router over vendors as their presets know them, in this order for every task. All is closed when the test is over. */
export const startSwitchableVendors = async (setups: readonly SwitchableVendor[]): Promise<SwitchableVendors> => {
  let on: readonly string[] = setups.map(({ vendor }) => vendor.name)
  const running = await Promise.all(setups.map(async ({ vendor, model, settings }) => {
    const inner = await closesAfterTest(startVendor(vendor))
    const front = await closesAfterTest(startSwitch(inner, () => on.includes(vendor.name)))
    return { inner, model, provider: { preset: vendor.name, base_url: front.url + vendor.basePath, api_key: keyOf(vendor.name), ...settings } }
  }))
  const targets = running.map(({ inner, model }) => `${inner.vendor.name}/${model}`)
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: Object.fromEntries(running.map(({ inner, provider }) => [inner.vendor.name, provider])),
      tasks: Object.fromEntries(['general', 'thinking', 'search', 'agent'].map(task => [task, targets])),
      routing: { breaker: { minimum_calls: 1000 }, hedge_budget: 0 },
    }),
  }))
  return { router, vendors: Object.fromEntries(running.map(({ inner }) => [inner.vendor.name, inner])), only: (...names) => { on = names } }
}
