/** Members at the end of a streamed answer that several providers wrote: who they are, and whether its usage was told by them. */

import type { Usage } from '../chat/part.ts'

const isTold = ({ inputTokens, outputTokens, isEstimated }: Usage): boolean =>
  inputTokens !== undefined && outputTokens !== undefined && isEstimated !== true

/** To be put before a closing brace; empty where one provider wrote it all, as its answer then is what it is anywhere else. */
export const serviceUsedMember = (serviceUsed: string | undefined): string =>
  serviceUsed === undefined ? '' : `,"service_used":${JSON.stringify(serviceUsed)}`

/** The same beside a usage, which is marked where a share of it was counted here. */
export const usageSourceMembers = (serviceUsed: string | undefined, usage: Usage): string =>
  serviceUsed === undefined ? '' : `${serviceUsedMember(serviceUsed)},"usage_source":"${isTold(usage) ? 'provider' : 'estimated'}"`
