/** The real router over scripted providers with everything that a routing file can say of them: prices, classes, quirks. */

import { type ScriptedProvider, startScriptedProvider } from '../../src/simulator/scripted-provider.ts'
import { closesAfterTest } from './closes-after-test.ts'
import { type RunningRouter, startRouter } from './running-router.ts'

export interface DescribedProvider {
  /** The wire it speaks. Default `openai`. */
  readonly dialect?: 'openai' | 'anthropic'
  /** As in the file. */
  readonly compat?: object
  /** The one model, which is `name/m` to the router; as in the file. */
  readonly model?: object
}

export interface ClientRouter<Name extends string> {
  readonly router: RunningRouter
  readonly providers: Readonly<Record<Name, ScriptedProvider>>
  /** Who was asked since the last time, in the order of the providers. */
  asked (): readonly string[]
}

const section = ({ dialect = 'openai', compat, model = {} }: DescribedProvider, { url }: ScriptedProvider): object => ({
  dialect,
  base_url: dialect === 'openai' ? `${url}/v1` : url,
  api_key: '${KEY}',
  ...(compat !== undefined && { compat }),
  models: { m: model },
})

/** `file`: further sections of the file. Tasks that it does not name go to the providers in their order. */
export const startClientRouter = async <Name extends string>(described: Readonly<Record<Name, DescribedProvider>>, { tasks = {}, ...file }: { readonly tasks?: object } & Readonly<Record<string, object>> = {}): Promise<ClientRouter<Name>> => {
  const entries = await Promise.all(Object.entries<DescribedProvider>(described).map(async ([name, provider]) => ({ name, provider, server: await closesAfterTest(startScriptedProvider()) })))
  const all = entries.map(({ name }) => `${name}/m`)
  const router = await closesAfterTest(startRouter({
    routing: JSON.stringify({
      version: 1,
      providers: Object.fromEntries(entries.map(({ name, provider, server }) => [name, section(provider, server)])),
      tasks: { code: all, thinking: all, long: all, image: all, search: all, agent: all, general: all, ...tasks },
      aliases: { 'claude-*': 'auto' },
      ...file,
    }),
    variables: { KEY: 'test-key' },
  }))
  const counts = new Map<string, number>()
  return {
    router,
    providers: Object.fromEntries(entries.map(({ name, server }) => [name, server])) as Record<Name, ScriptedProvider>,
    asked: () => entries.flatMap(({ name, server }) => {
      const before = counts.get(name) ?? 0
      counts.set(name, server.requestCount)
      return Array.from({ length: server.requestCount - before }, () => name)
    }),
  }
}
