/** Requests for the rules of simulated vendors: small ones of either wire, and a vendor's whole view of them. */

import type { ThinkingSwitch, Thinks } from '../../../src/simulator/vendors/vendor-model.ts'
import { readVendorRequest, type JsonRecord, type VendorRequest } from '../../../src/simulator/vendors/vendor-request.ts'

export const HI = { role: 'user', content: 'Hi' } as const
export const CALL = { id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":"a"}' } } as const
export const CALLING = { role: 'assistant', content: null, tool_calls: [CALL] } as const
export const RESULT = { role: 'tool', tool_call_id: 'call_1', content: 'ok' } as const

export const SCHEMA = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] } as const
export const READ = { type: 'function', function: { name: 'read', parameters: SCHEMA } } as const

export const USE = { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'a' } } as const
export const USING = { role: 'assistant', content: [USE] } as const
export const USE_RESULT = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'ok' } as const
export const ANSWERING = { role: 'user', content: [USE_RESULT] } as const

export interface RequestFacts {
  readonly body?: JsonRecord
  readonly headers?: Readonly<Record<string, string>>
  readonly thinks?: Thinks
  readonly thinkingSwitch?: ThinkingSwitch
  readonly seesImages?: boolean
}

/** To a model that never thinks and may say a hundred tokens, unless told otherwise. */
export const vendorRequest = ({ body = {}, headers = {}, thinks = 'never', thinkingSwitch = 'none', seesImages = true }: RequestFacts): VendorRequest =>
  readVendorRequest(thinkingSwitch, { id: 'm', thinks, seesImages, maxOutputTokens: 100 }, { headers, json: { messages: [HI], ...body } })
