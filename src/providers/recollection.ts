/** What one request's provider may be given back of what the vault remembers. */

import type { ChatRequest, ContentBlock } from '../chat/request.ts'
import type { Target } from '../config/target.ts'
import { fingerprintsOf } from './call-fingerprint.ts'
import type { Recollection } from './dialect.ts'
import type { ReasoningVault } from './reasoning-vault.ts'

/** Of the request's own history: what no other caller was answered. `scope`: as in `fingerprintsOf`. */
export const recollectionOf = (request: ChatRequest, vault: ReasoningVault, scope: string): Recollection => {
  const { ofCall, ofSignature } = fingerprintsOf(request, scope)
  return {
    recall: call => vault.recall(call.id, () => ofCall(call)),
    signerOf: signature => vault.knowsSigners ? vault.signerOf(ofSignature(signature)) : undefined,
  }
}

const wantsBack = ({ compat, provider }: Target): boolean =>
  (compat.replaysReasoning ?? 'never') !== 'never' || compat.needsThoughtSignature === true || provider.dialect === 'anthropic'

/** Fetches what other processes remember of a request's history, where its target wants any of it back. */
export const prefetchHistory = async (request: ChatRequest, target: Target, vault: ReasoningVault, scope: string): Promise<void> => {
  if (!vault.isShared || !wantsBack(target)) return
  const { ofCall, ofSignature } = fingerprintsOf(request, scope)
  const wanted = (block: ContentBlock): readonly string[] => {
    if (block.type === 'tool-call') return [ofCall(block)]
    return block.type === 'reasoning' && block.signature !== undefined ? [ofSignature(block.signature)] : []
  }
  await vault.prefetch(request.messages.flatMap(({ content }) => content.flatMap(wanted)))
}
