/** One router over a provider of each dialect, for a whole file of cells: nothing in them harms a provider's health. */

import { afterAll, beforeAll } from 'vitest'
import { type ScriptedProvider, startScriptedProvider } from '../../../src/simulator/scripted-provider.ts'
import type { ClientWire, Reply } from '../replies.ts'
import { type RunningRouter, startRouter } from '../running-router.ts'
import type { DialectName } from './answers.ts'

const MODELS: Readonly<Record<DialectName, object>> = {
  openai: { plain: {}, thinker: { compat: { reasoning_switch: 'reasoning_effort', effort_names: { none: 'none' }, max_tokens_field: 'max_completion_tokens' } }, reader: { capabilities: ['documents', 'images', 'tools'] } },
  anthropic: { plain: {}, thinker: { compat: { reasoning_switch: 'anthropic-thinking' } }, reader: {} },
}

export interface MatrixRouter {
  readonly router: RunningRouter
  readonly providers: Readonly<Record<DialectName, ScriptedProvider>>
}

export const PATHS: Readonly<Record<ClientWire, string>> = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' }

/** Sends these bytes and reads the whole answer. */
export const askRaw = async ({ url }: RunningRouter, wire: ClientWire, isStream: boolean, body: string): Promise<Reply> => {
  const response = await fetch(url + PATHS[wire], { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return { wire, isStream, status: response.status, headers: response.headers, text: await response.text(), headMs: 0 }
}

const start = async (): Promise<MatrixRouter> => {
  const [openai, anthropic] = await Promise.all([startScriptedProvider(), startScriptedProvider()])
  const routing = {
    version: 1,
    providers: {
      openai: { dialect: 'openai', base_url: `${openai.url}/v1`, api_key: 'k', models: MODELS.openai },
      anthropic: { dialect: 'anthropic', base_url: anthropic.url, api_key: 'k', models: MODELS.anthropic },
    },
    tasks: { general: ['openai/plain', 'anthropic/plain'] },
  }
  return { router: await startRouter({ routing: JSON.stringify(routing) }), providers: { openai, anthropic } }
}

/** Registers its start and its end with the file that calls it. */
export const useMatrixRouter = (): MatrixRouter => {
  let started: MatrixRouter | undefined
  beforeAll(async () => { started = await start() })
  afterAll(async () => {
    await started?.router.close()
    await Promise.all(Object.values(started?.providers ?? {}).map(provider => provider.close()))
  })
  const running = (): MatrixRouter => {
    if (started === undefined) throw new Error('the router of the matrix is not running')
    return started
  }
  return { get router () { return running().router }, get providers () { return running().providers } }
}
