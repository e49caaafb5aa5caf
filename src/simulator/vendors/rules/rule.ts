/** A rule of a vendor, as data: what it refuses, in the vendor's own words, and where that is written down. */

import type { BlockRules } from './block-rules.ts'
import type { MemberRules } from './member-rules.ts'
import type { MessageRules } from './message-rules.ts'
import type { ReasoningRules } from './reasoning-rules.ts'
import type { ToolRules } from './tool-rules.ts'

export type RuleParameters = MemberRules & MessageRules & ToolRules & ReasoningRules & BlockRules
export type RuleName = keyof RuleParameters

/** How the refusal is told beside its words; what is absent follows from the vendor's usual form. */
export interface RefusalForm {
  /** Default 400. */
  readonly status?: number
  readonly type?: string
  readonly code?: string | number | null
}

interface Words {
  /** Names in braces are filled with what was found. */
  readonly says: string
  readonly as?: RefusalForm
  /** `documentation`, `reported`: seen in public issues, `own`: nobody says so, but no request may break it. */
  readonly source: 'documentation' | 'reported' | 'own'
}

type OneRule<Name extends RuleName> = { readonly rule: Name } & RuleParameters[Name] & Words

export type Rule = { [Name in RuleName]: OneRule<Name> }[RuleName]
