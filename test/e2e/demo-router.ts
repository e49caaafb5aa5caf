/** The router over the built-in demonstration providers, without their pauses: started once for a test file. */

import { afterAll, beforeAll } from 'vitest'
import { demoRouting } from '../../src/config/demo-routing.ts'
import { type DemoProviders, startDemoProviders } from '../../src/simulator/demo-providers.ts'
import { type RunningRouter, startRouter } from '../support/running-router.ts'

/** One target of each dialect that can do what the tests ask for. */
export const OPENAI_TARGET = 'demo-qwen/qwen-demo-vision'
export const ANTHROPIC_TARGET = 'demo-antigravity/antigravity-demo'
export const TARGETS = [OPENAI_TARGET, ANTHROPIC_TARGET] as const

/** Call it in the file's outermost scope; the router is there when the first test begins. */
export const useDemoRouter = (): { readonly router: RunningRouter } => {
  let demo: DemoProviders | undefined
  let running: RunningRouter | undefined
  beforeAll(async () => {
    demo = await startDemoProviders({ pace: 0 })
    running = await startRouter({ routing: demoRouting(demo.providers) })
  })
  afterAll(async () => {
    await running?.close()
    await demo?.close()
  })
  return {
    get router () {
      if (running === undefined) throw new Error('the router is started before the first test')
      return running
    },
  }
}
