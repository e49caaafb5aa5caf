/** Looks a request through a vendor's rules, and says which is the first that it breaks. */

import type { VendorRequest } from '../vendor-request.ts'
import { BLOCK_CHECKS } from './block-rules.ts'
import type { Check, Checks, Finding } from './check.ts'
import { MEMBER_CHECKS } from './member-rules.ts'
import { MESSAGE_CHECKS } from './message-rules.ts'
import { REASONING_CHECKS } from './reasoning-rules.ts'
import type { Rule, RuleName, RuleParameters } from './rule.ts'
import { TOOL_CHECKS } from './tool-rules.ts'

const CHECKS: Checks<RuleParameters> = { ...MEMBER_CHECKS, ...MESSAGE_CHECKS, ...TOOL_CHECKS, ...REASONING_CHECKS, ...BLOCK_CHECKS }

export const RULE_NAMES = Object.keys(CHECKS) as readonly RuleName[]

/** A rule holds its own parameters, which the table cannot say. */
const findingOf = (request: VendorRequest, rule: Rule): Finding | undefined => (CHECKS[rule.rule] as Check<Rule>)(request, rule)

export interface BrokenRule {
  readonly rule: Rule
  /** The vendor's words about this request. */
  readonly message: string
}

const fill = (words: string, finding: Finding): string => words.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => String(finding[name] ?? whole))

/** `undefined` where the vendor has nothing against it. */
export const brokenRule = (request: VendorRequest, rules: readonly Rule[]): BrokenRule | undefined => {
  for (const rule of rules) {
    const finding = findingOf(request, rule)
    if (finding !== undefined) return { rule, message: fill(rule.says, finding) }
  }
  return undefined
}
