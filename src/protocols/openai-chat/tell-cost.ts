/**
 * `usage.cost`: what an answer cost, US dollars, for clients that ask as OpenRouter's do. Only where the price is known and
 * the provider told what was used; a cost that the provider told itself stays. Nothing but the usage is written anew.
 */

import type { ChatBatch, ChatPart, Usage } from '../../chat/part.ts'
import type { JsonValue } from '../../chat/request.ts'
import { scanJson } from '../../lib/json-scan.ts'
import { spliceMembers } from '../../lib/json-splice.ts'
import { FrameRelay } from '../encode-stream.ts'
import { isObject } from '../members.ts'
import type { EncodingContext } from '../protocol.ts'
import { jsonOfFrame } from '../shown-frames.ts'

/** Sums of fractions end in noise. */
const SIGNIFICANT_DIGITS = 12

/** The member beside the tokens; none where it was not asked for or cannot be known. */
export const costMember = ({ costUsd }: Pick<EncodingContext, 'costUsd'>, usage: Usage | undefined): { readonly cost?: number } => {
  const cost = usage === undefined || usage.isEstimated === true ? undefined : costUsd?.(usage)
  return cost === undefined ? {} : { cost: Number(cost.toPrecision(SIGNIFICANT_DIGITS)) }
}

/** No body that was read nests as deep or holds as much. */
const LIMITS = { depth: 1_000, members: 10_000 }

const withCost = (usage: JsonValue | undefined, cost: number): JsonValue | undefined =>
  isObject(usage) && usage['cost'] === undefined ? { ...usage, cost } : undefined

/** A provider's own JSON body with the cost in its usage. */
export const costInBody = (body: string, usage: Usage | undefined, context: EncodingContext): string => {
  const { cost } = costMember(context, usage)
  if (cost === undefined) return body
  const bytes = Buffer.from(body)
  const { members } = scanJson(bytes, bytes.toString('latin1'), LIMITS)
  const span = members.find(({ name }) => name === 'usage')
  const priced = span === undefined ? undefined : withCost(JSON.parse(bytes.toString('utf8', span.valueStart, span.end)) as JsonValue, cost)
  return priced === undefined ? body : spliceMembers({ bytes, members }, new Map([['usage', JSON.stringify(priced)]])).toString('utf8')
}

/** Relays frames untouched but for those that report usage. */
export class PricedRelay extends FrameRelay {
  readonly #context: EncodingContext
  #usage: Usage = {}

  constructor (context: EncodingContext, terminator: string) {
    super(context.request.wantsUsage, terminator)
    this.#context = context
  }

  override write (batch: ChatBatch): string | Buffer { return super.write(batch.some(({ type }) => type === 'usage') ? this.#priced(batch) : batch) }

  /** A usage part without a frame was told in the frame before it. */
  #priced (batch: ChatBatch): ChatBatch {
    const priced = [...batch]
    let framed = 0
    for (const [index, part] of batch.entries()) {
      if (part.frame !== undefined) framed = index
      if (part.type !== 'usage') continue
      this.#usage = { ...this.#usage, ...part.usage }
      const holder = priced[framed] as ChatPart
      if (holder.frame !== undefined) priced[framed] = { ...holder, frame: this.#frameWithCost(holder.frame, holder) }
    }
    return priced
  }

  #frameWithCost (frame: string, part: ChatPart): string {
    const { cost } = costMember(this.#context, this.#usage)
    if (cost === undefined) return frame
    const json = jsonOfFrame(part)
    const priced = withCost(json?.['usage'], cost)
    return priced === undefined ? frame : `data: ${JSON.stringify({ ...json, usage: priced })}\n\n`
  }
}
